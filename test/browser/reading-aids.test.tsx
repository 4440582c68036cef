import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Chat } from '../../src/components/chat.tsx';
import { MessageList } from '../../src/components/messages/message-list.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { eventually } from '../eventually.ts';
import '../../src/styles/styles.css';
import './window.css';

const said = `The spring is **cold** [1].

It runs to the sea.

\`\`\`js
let a;
let b;
\`\`\``;
const messages: ChatMessage[] = [
  { id: 'u', role: 'user', parts: [{ type: 'text', text: 'Where does it run to?' }] },
  {
    id: 'a',
    role: 'assistant',
    end: 'complete',
    parts: [
      { type: 'text', text: said },
      {
        type: 'source-url',
        sourceId: 's',
        url: 'https://www.example.org/a?from=b',
        title: 'Of rivers',
        providerMetadata: { search: { snippet: 'Every spring is cold.' } },
      },
    ],
  },
];

function Shown(props: { readonly onQuote?: false }) {
  const chat = useStreamingChat({
    transport: scriptedTransport(() => ['Fine.']),
    initialMessages: messages,
  });
  return (
    <div className="window">
      <Chat chat={chat} {...props} />
    </div>
  );
}

const log = () => page.getByRole('log').element() as HTMLElement;
const field = () => page.getByRole('textbox', { name: 'Message', exact: true });
const quote = () => page.getByRole('button', { name: 'Quote' });
const card = () => document.querySelector('[role="tooltip"]');
const link = () => log().querySelector<HTMLElement>('.rv-citation a') ?? document.body;
const press = (keys: string) => userEvent.keyboard(keys);

async function select(from: string, to = from): Promise<void> {
  // What loads later renders its paragraph anew.
  await eventually(() => expect(link()).not.toBe(document.body));
  const [first, last] = [log().querySelector(from), log().querySelector(to)];
  if (!first || !last) throw new Error(`no ${from} or no ${to}`);
  first.scrollIntoView({ block: 'center' });
  const range = document.createRange();
  range.setStart(first, 0);
  range.setEnd(last, last.childNodes.length);
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
}

const paragraph = '[data-role="assistant"] .rv-markdown p';

describe('words selected in an answer', () => {
  it('go into the message field as a quote, behind what is written there, and can be undone', async () => {
    await render(<Shown />);
    await field().fill('You say:');
    await select(`${paragraph}:nth-of-type(1)`, `${paragraph}:nth-of-type(2)`);
    await quote().click();
    await eventually(() =>
      expect(field().element()).toHaveValue(
        'You say:\n\n> The spring is cold [1].\n> It runs to the sea.\n\n',
      ),
    );
    expect(document.activeElement).toBe(field().element());
    await expect.poll(() => quote().query()).toBeNull();
    await press('{Control>}z{/Control}');
    await eventually(() => expect(field().element()).toHaveValue('You say:'));
  });

  it('stay code where they are code', async () => {
    await render(<Shown />);
    await eventually(() => expect(log().querySelector('pre')).not.toBeNull());
    await select('pre code');
    await quote().click();
    await eventually(() =>
      expect(field().element()).toHaveValue('> ```\n> let a;\n> let b;\n> ```\n\n'),
    );
  });

  it('are reached by Tab from where they are, and left by Escape', async () => {
    await render(<Shown />);
    log().focus();
    await select(paragraph);
    await expect.element(quote()).toBeVisible();
    await press('{Tab}');
    expect(document.activeElement).toBe(quote().element());
    await press('{Escape}');
    await expect.poll(() => quote().query()).toBeNull();
    expect(document.activeElement).toBe(log());
  });

  it('are not offered where they are not of one answer, or the app does not want it', async () => {
    const shown = await render(<Shown />);
    await select(paragraph);
    await expect.element(quote()).toBeVisible();
    await select('[data-role="user"] .rv-message-body', paragraph);
    await expect.poll(() => quote().query()).toBeNull();
    await select(paragraph);
    await expect.element(quote()).toBeVisible();
    await shown.rerender(<Shown onQuote={false} />);
    expect(quote().query()).toBeNull();
  });

  it('go to the app from a list of its own', async () => {
    const onQuote = vi.fn<(text: string) => void>();
    await render(<MessageList messages={messages} onQuote={onQuote} />);
    await select(`${paragraph}:nth-of-type(2)`);
    await quote().click();
    expect(onQuote).toHaveBeenCalledWith('> It runs to the sea.');
  });
});

describe('a citation', () => {
  it('shows what it leads to under the pointer, in place of the browser’s title, and moves nothing', async () => {
    await render(<Shown />);
    await eventually(() => expect(link()).not.toBe(document.body));
    await userEvent.hover(link());
    await eventually(() =>
      expect(card()).toHaveTextContent(/^Of riversexample\.org\/aEvery spring is cold\.$/),
    );
    await eventually(() => expect(link()).not.toHaveAttribute('title'));
    await eventually(() =>
      expect(link()).toHaveAccessibleDescription('example.org Every spring is cold.'),
    );
    expect(getComputedStyle(card() ?? document.body).position).toBe('absolute');
    await userEvent.hover(card() ?? document.body);
    expect(card()).not.toBeNull();
    await userEvent.hover(field());
    await eventually(() => expect(card()).toBeNull());
    await eventually(() => expect(link()).toHaveAttribute('title', 'Of rivers'));
  });

  it('shows it for the keyboard’s focus, until Escape', async () => {
    await render(<Shown />);
    await eventually(() => expect(link()).not.toBe(document.body));
    await field().click();
    await press('{Shift>}{Tab}{/Shift}');
    link().focus();
    await eventually(() => expect(card()).toHaveTextContent('Of rivers'));
    await press('{Escape}');
    await eventually(() => expect(card()).toBeNull());
    expect(document.activeElement).toBe(link());
  });

  it('shows it at its source below the answer too, until Escape, wherever the focus is', async () => {
    await render(<Shown />);
    const source = page.getByRole('link', { name: /Of rivers/ }).last();
    await userEvent.hover(source);
    await eventually(() => expect(card()).toHaveTextContent('Every spring is cold.'));
    expect(source.element()).not.toHaveAttribute('title');
    await press('{Escape}');
    await eventually(() => expect(card()).toBeNull());
  });
});
