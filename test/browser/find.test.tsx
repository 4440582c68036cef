import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import { openFind } from '../../src/components/find/open-find.ts';
import type { ChatMessage, MessagePart } from '../../src/protocol/chat-message.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import '../../src/styles/styles.css';
import './window.css';
import { eventually } from '../eventually.ts';

const user = (id: string, text: string): ChatMessage => ({
  id,
  role: 'user',
  parts: [{ type: 'text', text }],
});
const answer = (id: string, ...parts: (MessagePart | string)[]): ChatMessage => ({
  id,
  role: 'assistant',
  end: 'complete',
  parts: parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part)),
});

const code = Array.from(
  { length: 90 },
  (_, line) => `const line${line} = ${line === 70 ? '"deep"' : line};`,
);
const talk: ChatMessage[] = [
  user('q1', 'Tell me about the pebble'),
  answer(
    'a1',
    { type: 'reasoning', text: 'The user wants a pebble. Secretly ponder.', state: 'done' },
    'A **peb**ble is a small stone. Many a *pebble* lies in the [river](https://example.org/pebble).',
  ),
  user('q2', 'And code?'),
  answer(
    'a2',
    {
      type: 'tool-search',
      toolCallId: 't',
      state: 'output-available',
      input: { words: 'stones' },
      output: { first: 'a pearl' },
    },
    `See:\n\n\`\`\`js\n${code.join('\n')}\n\`\`\`\n\nThat is all.`,
  ),
];

function Shown({ messages }: { readonly messages: readonly ChatMessage[] }) {
  const chat = useStreamingChat({
    transport: scriptedTransport(() => ['A newer pebble. ', 'And a pebble.']),
    initialMessages: messages,
  });
  return (
    <div className="window">
      <button type="button">host</button>
      <Chat
        chat={chat}
        header={<button onClick={(event) => openFind(event.currentTarget)}>Find</button>}
      />
    </div>
  );
}

const field = () => page.getByRole('searchbox', { name: 'Find in this chat' });
const search = () => page.getByRole('search').element();
const press = (keys: string) => userEvent.keyboard(keys);
const composer = () => page.getByRole('textbox', { name: 'Message', exact: true });
/** What is written beside the field. */
const count = () => search().querySelector('.rv-find-count')?.textContent;
const at = () => Number.parseInt(count() ?? '', 10);
const here = () => [...(CSS.highlights.get('rv-find-here') ?? [])][0] as Range | undefined;
const marked = () => [...(CSS.highlights.get('rv-find') ?? [])].map(String);
const isInView = (range: Range | undefined) => {
  const [box, view] = [
    range?.getBoundingClientRect(),
    page.getByRole('log').element().getBoundingClientRect(),
  ];
  return box !== undefined && box.height > 0 && box.top >= view.top && box.bottom <= view.bottom;
};

async function find(words: string, messages: readonly ChatMessage[] = talk): Promise<void> {
  await render(<Shown messages={messages} />);
  await composer().click();
  await press('{Control>}f{/Control}');
  await expect.element(field()).toHaveFocus();
  await press(words);
}

describe('finding in a conversation', () => {
  it('counts all places, also those in thoughts that are folded, not those in addresses', async () => {
    await find('PEBBLE');
    await eventually(() => expect(count()).toMatch(/^\d of 4$/));
    await eventually(() =>
      expect(marked().every((text) => text.toLowerCase() === 'pebble')).toBe(true),
    );
    expect(marked().length).toBeGreaterThan(0);
  });

  it('goes on and back, round and round, by keys and by buttons', async () => {
    await find('pebble');
    await eventually(() => expect(count()).toMatch(/of 4$/));
    const start = at();
    for (const [keys, by] of [
      ['{Enter}', 1],
      ['{Enter}', 2],
      ['{F3}', 3],
      ['{Enter}', 4],
      ['{Shift>}{Enter}{/Shift}', 3],
      ['{Shift>}{F3}{/Shift}', 2],
    ] as const) {
      await press(keys);
      await eventually(() => expect(at()).toBe(((start - 1 + by) % 4) + 1));
      await eventually(() => expect(isInView(here())).toBe(true));
    }
    await page.getByRole('button', { name: 'Next match' }).click();
    await eventually(() => expect(at()).toBe(((start - 1 + 3) % 4) + 1));
    await page.getByRole('button', { name: 'Previous match' }).click();
    await eventually(() => expect(at()).toBe(((start - 1 + 2) % 4) + 1));
  });

  it.each([
    ['ponder', 'folded thoughts'],
    ['pearl', 'what a tool has answered'],
    ['deep', 'code that is longer than its box'],
  ])('shows “%s” in %s', async (words) => {
    await find(words);
    await eventually(() => expect(count()).toBe('1 of 1'));
    await eventually(() => expect(isInView(here())).toBe(true));
    expect(String(here())).toBe(words);
    const box = here()?.getBoundingClientRect();
    const hit = document.elementFromPoint((box?.left ?? 0) + 2, (box?.top ?? 0) + 2);
    expect(hit?.closest('[role="log"]')).not.toBeNull();
  });

  it('leaves a fold closed that the reader closes again', async () => {
    await find('ponder');
    await eventually(() => expect(isInView(here())).toBe(true));
    const fold = here()?.startContainer.parentElement?.closest('details');
    fold?.querySelector('summary')?.click();
    await eventually(() => expect(fold?.textContent).not.toContain('ponder'));
    await eventually(() => expect(here()).toBeUndefined());
    expect(fold?.open).toBe(false);
  });

  it('reaches messages that are far from what is seen', async () => {
    const long = Array.from({ length: 600 }, (_, index) =>
      index % 2 === 0
        ? user(`u${index}`, `Question ${index}`)
        : answer(`x${index}`, `Answer **${index}**. ${'word '.repeat(60)}`),
    );
    await find('Answer 77', long);
    await eventually(() => expect(count()).toBe('1 of 1'));
    await eventually(() => expect(isInView(here())).toBe(true));
    expect(here()?.startContainer.parentElement?.closest('.rv-markdown')).not.toBeNull();
  });

  it('counts what an answer brings while it grows, and does not move', async () => {
    await find('pebble');
    await eventually(() => expect(count()).toMatch(/of 4$/));
    await composer().fill('More');
    await press('{Enter}');
    await expect.element(page.getByText('And a pebble.')).toBeInTheDocument();
    await eventually(() => expect(count()).toMatch(/of 6$/));
  });

  it('says how many there are once the typing stops, and that there are none', async () => {
    await find('pebble');
    const told: string[] = [];
    const output = search().querySelector('output');
    const observer = new MutationObserver(() => told.push(output?.textContent ?? ''));
    if (output) observer.observe(output, { childList: true, characterData: true, subtree: true });
    await eventually(() => expect(told.at(-1)).toMatch(/^\d of 4$/));
    await press('nowhere');
    await eventually(() => expect(told.at(-1)).toBe('Nothing found'));
    observer.disconnect();
  });

  it('gives the focus back when it closes, and takes its marks away', async () => {
    await find('pebble');
    await eventually(() => expect(marked().length).toBeGreaterThan(0));
    await press('{Escape}');
    await expect.element(composer()).toHaveFocus();
    await expect.element(field()).not.toBeInTheDocument();
    expect(CSS.highlights.has('rv-find')).toBe(false);
  });

  it('is the browser’s when the keys are pressed again, and elsewhere on the page', async () => {
    await find('pebble');
    let isTaken: boolean | undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'f') isTaken = event.defaultPrevented;
      event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    await press('{Control>}f{/Control}');
    expect(isTaken).toBe(false);
    await press('{Escape}');
    (page.getByRole('button', { name: 'host' }).element() as HTMLElement).focus();
    isTaken = undefined;
    await press('{Control>}f{/Control}');
    expect(isTaken).toBe(false);
    window.removeEventListener('keydown', listen);
  });

  it('is opened by a button of the host', async () => {
    await render(<Shown messages={talk} />);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await expect.element(field()).toHaveFocus();
    await press('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Find', exact: true })).toHaveFocus();
  });
});
