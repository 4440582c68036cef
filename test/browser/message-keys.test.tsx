import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Chat } from '../../src/components/chat.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { eventually } from '../eventually.ts';
import '../../src/styles/styles.css';
import './window.css';

const words = 'A river runs from the spring to the sea and takes what it meets along its way. ';
const talk = (count: number, size = 6): ChatMessage[] =>
  Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? { id: `m${index}`, role: 'user', parts: [{ type: 'text', text: `Question ${index}` }] }
      : {
          id: `m${index}`,
          role: 'assistant',
          end: 'complete',
          parts: [
            {
              type: 'text',
              text: `Answer ${index}. ${words.repeat(size)}\n\n[A link](https://example.org/${index})\n\n\`\`\`js\nlet a;\n\`\`\``,
            },
          ],
        },
  );

function Shown({ messages }: { readonly messages: readonly ChatMessage[] }) {
  const chat = useStreamingChat({
    transport: scriptedTransport(() => ['Fine.']),
    initialMessages: messages,
  });
  return (
    <div className="window">
      <button type="button">before</button>
      <Chat chat={chat} />
    </div>
  );
}

const log = () => page.getByRole('log').element() as HTMLElement;
const press = (keys: string) => userEvent.keyboard(keys);
const focused = () => document.activeElement;
const isInView = (element: Element | null) => {
  const [box, view] = [element?.getBoundingClientRect(), log().getBoundingClientRect()];
  return box !== undefined && box.bottom > view.top && box.top < view.bottom;
};
const message = () => /(?:Question|Answer) \d+/.exec(focused()?.textContent ?? '')?.[0];
const field = () => page.getByRole('textbox', { name: 'Message', exact: true });

/** Opens a chat and goes from its message field to its messages. */
async function enter(messages: readonly ChatMessage[] = talk(8)): Promise<void> {
  await render(<Shown messages={messages} />);
  // The keys load once the page stands.
  await eventually(() => expect(log().tabIndex).toBe(0));
  await eventually(async () => {
    await field().click();
    await press('{Shift>}{Tab}{/Shift}');
    while (focused() !== log() && log().contains(focused())) await press('{Shift>}{Tab}{/Shift}');
    await press('{Shift>}{Tab}{/Shift}{Tab}{Tab}');
    expect(log().contains(focused())).toBe(false);
  });
  await field().click();
  await press('{Shift>}{Tab}{/Shift}');
  if (focused()?.getAttribute('aria-label') === 'Attach files')
    await press('{Shift>}{Tab}{/Shift}');
  await eventually(() => expect(focused()).toBe(log()));
}

describe('the keys of a list of messages', () => {
  it('make it one stop, from either side, whatever its messages hold', async () => {
    await enter();
    await press('{Shift>}{Tab}{/Shift}');
    expect(focused()).toHaveTextContent('before');
    const stops: (Element | null)[] = [];
    for (let count = 0; count < 3; count += 1) {
      await press('{Tab}');
      stops.push(focused());
    }
    expect(stops.filter((stop) => log().contains(stop))).toEqual([log()]);
  });

  it.each([
    ['{End}', 'Answer 7'],
    ['{End}{ArrowUp}', 'Question 6'],
    ['{End}{ArrowUp}{ArrowUp}', 'Answer 5'],
    ['{End}{ArrowUp}{ArrowDown}', 'Answer 7'],
    ['{End}{ArrowDown}', 'Answer 7'],
    ['{Home}', 'Question 0'],
    ['{Home}{ArrowUp}', 'Question 0'],
    ['{Home}{ArrowDown}', 'Answer 1'],
    ['{ArrowUp}', 'Answer 7'],
    ['{Enter}{Escape}', 'Answer 7'],
    ['{Home}{ArrowDown}{Enter}{Tab}{Tab}{Escape}', 'Answer 1'],
  ])('%s goes to the right message, and into the view', async (keys, expected) => {
    await enter();
    await press(keys);
    expect(message()).toBe(expected);
    expect(focused()?.localName).toBe('article');
    expect(isInView(focused())).toBe(true);
    expect(getComputedStyle(focused() ?? document.body).outlineWidth).toBe('1px');
  });

  it('Enter goes in and Tab stays there, round and round in both directions', async () => {
    await enter();
    await press('{Home}{ArrowDown}');
    const article = focused();
    await press('{Enter}');
    const first = focused();
    expect(article?.contains(first)).toBe(true);
    expect(first).not.toBe(article);
    let round = 0;
    do {
      await press('{Tab}');
      round += 1;
      expect(article?.contains(focused())).toBe(true);
    } while (focused() !== first && round < 30);
    expect(round).toBeGreaterThan(2);
    await press('{Shift>}{Tab}{/Shift}');
    expect(article?.contains(focused())).toBe(true);
    await press('{Escape}');
    expect(focused()).toBe(article);
    await press('{Tab}');
    expect(log().contains(focused())).toBe(false);
  });

  it('leave scrolling to who scrolls: page and space keys, and arrows after a click', async () => {
    await enter();
    const end = log().scrollTop;
    await press('{PageUp}');
    await eventually(() => expect(log().scrollTop).toBeLessThan(end));
    expect(focused()).toBe(log());
    await userEvent.click(log().querySelector('.rv-markdown p') ?? log());
    const before = focused();
    await press('{ArrowDown}');
    expect(focused()).toBe(before);
  });

  it('show the rest of a message that is higher than the view before they leave it', async () => {
    await enter(talk(4, 60));
    await press('{Home}{ArrowDown}');
    const article = focused();
    const top = log().scrollTop;
    await press('{ArrowDown}');
    await eventually(() => expect(log().scrollTop).toBeGreaterThan(top));
    expect(focused()).toBe(article);
  });

  it('format a message that was far before it gets the focus', async () => {
    await enter(talk(400));
    await eventually(() => expect(log().querySelectorAll('[data-message-id]').length).toBe(400));
    await press('{Home}{ArrowDown}');
    expect(message()).toBe('Answer 1');
    expect(focused()?.querySelector('.rv-markdown')).not.toBeNull();
  });

  it('send what is typed to the message field', async () => {
    await enter();
    await press('{End}x');
    await expect.element(field()).toHaveFocus();
    await expect.element(field()).toHaveValue('x');
  });
});

describe('ArrowUp in the message field', () => {
  it('edits the last question while nothing is written, and Escape goes back', async () => {
    await render(<Shown messages={talk(8)} />);
    await field().click();
    await press('{ArrowUp}');
    const editor = page.getByRole('textbox', { name: 'Edit message' });
    await expect.element(editor).toHaveFocus();
    await expect.element(editor).toHaveValue('Question 6');
    await press('{Escape}');
    await expect.element(field()).toHaveFocus();
    await press('{ArrowUp} and more{Enter}');
    await expect.element(page.getByText('Question 6 and more')).toBeVisible();
    await expect.element(page.getByText('Fine.')).toBeVisible();
    await expect.element(field()).toHaveFocus();
  });

  it('is the field’s own while something is written', async () => {
    await render(<Shown messages={talk(8)} />);
    await field().fill('words');
    await press('{ArrowUp}');
    await expect.element(field()).toHaveFocus();
    await expect
      .element(page.getByRole('textbox', { name: 'Edit message' }))
      .not.toBeInTheDocument();
  });
});
