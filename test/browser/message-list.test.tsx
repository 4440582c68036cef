import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { MessageList } from '../../src/components/messages/message-list.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import '../../src/styles/styles.css';
import './window.css';
import { eventually } from '../eventually.ts';

const words = (count: number) => 'Water finds its way. '.repeat(count);

function growing(text: string): ChatMessage {
  return { id: 'a', role: 'assistant', parts: [{ type: 'text', text, state: 'streaming' }] };
}

const question: ChatMessage = { id: 'q', role: 'user', parts: [{ type: 'text', text: 'Tell me' }] };

const list = (text: string, ...more: ChatMessage[]) => (
  <div className="window">
    <MessageList messages={[question, growing(text), ...more]} status="streaming" />
  </div>
);

function log(): HTMLElement {
  const element = page.getByRole('log').element();
  if (!(element instanceof HTMLElement)) throw new Error('the log is no HTML element');
  return element;
}
const distance = () => log().scrollHeight - log().clientHeight - log().scrollTop;
const jumpButton = page.getByRole('button', { name: 'Jump to latest' });

/** Resolves when what was rendered has been laid out, observed and painted. */
async function settleLayout(): Promise<void> {
  for (let frame = 0; frame < 3; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Turns the wheel over the log as a reader does: the event first, then the scroll. */
async function wheel(delta: number): Promise<void> {
  log().dispatchEvent(new WheelEvent('wheel', { deltaY: delta, bubbles: true }));
  log().scrollBy({ top: delta, behavior: 'instant' });
  await settleLayout();
}

describe('MessageList sticks to the bottom', () => {
  it('opens at its end', async () => {
    await render(list(words(400)));
    await settleLayout();
    expect(log().scrollHeight).toBeGreaterThan(log().clientHeight);
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('stays at its end while the answer grows', async () => {
    const { rerender } = await render(list(words(100)));
    for (const count of [150, 200, 250, 300]) {
      await rerender(list(words(count)));
      await settleLayout();
      expect(distance()).toBeLessThanOrEqual(1);
    }
    await expect.element(jumpButton).not.toBeInTheDocument();
  });

  it('lets go when the reader scrolls up, and never moves under them', async () => {
    const { rerender } = await render(list(words(300)));
    await settleLayout();
    await wheel(-120);
    const top = log().scrollTop;
    for (const count of [400, 500]) {
      await rerender(list(words(count)));
      await settleLayout();
      expect(log().scrollTop).toBe(top);
    }
    await expect.element(jumpButton).toBeVisible();
  });

  it('lets go of the keyboard as of the wheel', async () => {
    const { rerender } = await render(list(words(300)));
    await settleLayout();
    log().focus();
    await userEvent.keyboard('{PageUp}');
    await eventually(() => expect(distance()).toBeGreaterThan(50));
    await expect.element(jumpButton).toBeVisible();
    await rerender(list(words(400)));
    await settleLayout();
    expect(distance()).toBeGreaterThan(50);
  });

  it('lets go at the wheel also when something changes its size before the view has moved', async () => {
    const { rerender } = await render(list(words(300)));
    await settleLayout();
    // A browser that scrolls smoothly has not moved a pixel yet.
    log().dispatchEvent(new WheelEvent('wheel', { deltaY: -120, bubbles: true }));
    document.querySelector('.window')?.classList.add('low');
    await settleLayout();
    document.querySelector('.window')?.classList.remove('low');
    await settleLayout();
    await expect.element(jumpButton).toBeVisible();
    const top = log().scrollTop;
    await rerender(list(words(400)));
    await settleLayout();
    expect(log().scrollTop).toBe(top);
  });

  it('follows again when the reader comes back to the end', async () => {
    const { rerender } = await render(list(words(300)));
    await settleLayout();
    await wheel(-200);
    await wheel(10_000);
    await rerender(list(words(400)));
    await settleLayout();
    expect(distance()).toBeLessThanOrEqual(1);
    await expect.element(jumpButton).not.toBeInTheDocument();
  });

  it('jumps back by the button, follows again and keeps the focus in the log', async () => {
    const { rerender } = await render(list(words(300)));
    await settleLayout();
    await wheel(-400);
    await jumpButton.click();
    await eventually(() => expect(distance()).toBeLessThanOrEqual(1));
    expect(document.activeElement).toBe(log());
    await rerender(list(words(400)));
    await settleLayout();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('goes to the end for a new question, wherever the reader was', async () => {
    const { rerender } = await render(list(words(300)));
    await settleLayout();
    await wheel(-400);
    await rerender(list(words(300), { ...question, id: 'q2' }));
    await eventually(() => expect(distance()).toBeLessThanOrEqual(1));
  });

  it('is not released by content that shrinks', async () => {
    const { rerender } = await render(list(words(400)));
    await settleLayout();
    await rerender(list(words(200)));
    await settleLayout();
    await expect.element(jumpButton).not.toBeInTheDocument();
    await rerender(list(words(500)));
    await settleLayout();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('stays at the end when its window changes', async () => {
    await render(list(words(300)));
    await settleLayout();
    document.querySelector('.window')?.classList.add('low');
    await settleLayout();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('does not run away under a selection', async () => {
    const { rerender } = await render(list(words(300)));
    await settleLayout();
    const paragraph = log().querySelector('p');
    if (paragraph) getSelection()?.selectAllChildren(paragraph);
    const top = log().scrollTop;
    await rerender(list(words(400)));
    await settleLayout();
    expect(log().scrollTop).toBe(top);
    getSelection()?.removeAllRanges();
  });

  it('shows no jump button while everything fits', async () => {
    await render(list('Short.'));
    await wheel(-100);
    await expect.element(jumpButton).not.toBeInTheDocument();
  });
});

const old = (count: number): ChatMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `o${index}`,
    role: index % 2 === 0 ? 'user' : 'assistant',
    parts: [{ type: 'text', text: words(index % 2 === 0 ? 2 : 20) }],
    ...(index % 2 !== 0 && { end: 'complete' as const }),
  }));
const top = () => {
  const message = log().querySelector('[data-message-id="asked"]');
  return (message?.getBoundingClientRect().top ?? NaN) - log().getBoundingClientRect().top;
};

const asked: ChatMessage = { ...question, id: 'asked' };
const show = (anchor: 'auto' | 'question' | 'end' | undefined, ...newer: ChatMessage[]) => (
  <div className="window">
    <MessageList
      messages={[...old(6), ...newer]}
      status={newer.length > 0 ? 'streaming' : 'ready'}
      anchor={anchor}
    />
  </div>
);

describe('MessageList anchors what was asked', () => {
  it('‘question’: it goes to the top at once, and stays there while the answer grows', async () => {
    const { rerender } = await render(show('question'));
    await settleLayout();
    await rerender(show('question', asked));
    await settleLayout();
    for (const count of [1, 20, 80, 200, 400]) {
      await rerender(show('question', asked, growing(words(count))));
      await settleLayout();
      expect(top()).toBeGreaterThanOrEqual(0);
      expect(top()).toBeLessThanOrEqual(26);
    }
    await expect.element(jumpButton).toBeVisible();
  });

  it('‘auto’, the default: follows until the question is at the top, where the reader begins', async () => {
    const { rerender } = await render(show(undefined));
    await settleLayout();
    await rerender(show(undefined, asked));
    await settleLayout();
    expect(distance()).toBeLessThanOrEqual(1);
    await rerender(show(undefined, asked, growing(words(4))));
    await settleLayout();
    expect(distance()).toBeLessThanOrEqual(1);
    for (const count of [200, 300, 400]) {
      await rerender(show(undefined, asked, growing(words(count))));
      await settleLayout();
      expect(top()).toBeGreaterThanOrEqual(0);
      expect(top()).toBeLessThanOrEqual(26);
    }
    // Who wants the end gets it, and keeps it.
    await jumpButton.click();
    await eventually(() => expect(distance()).toBeLessThanOrEqual(1));
    await rerender(show(undefined, asked, growing(words(500))));
    await settleLayout();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('‘auto’: who scrolls on to the end of a long answer stays there', async () => {
    const { rerender } = await render(show(undefined));
    await rerender(show(undefined, asked));
    await rerender(show(undefined, asked, growing(words(300))));
    await settleLayout();
    await wheel(100_000);
    await rerender(show(undefined, asked, growing(words(400))));
    await settleLayout();
    expect(distance()).toBeLessThanOrEqual(1);
  });

  it('‘end’: the view stays at the end', async () => {
    const { rerender } = await render(show('end'));
    await rerender(show('end', asked));
    for (const count of [100, 200, 400]) {
      await rerender(show('end', asked, growing(words(count))));
      await settleLayout();
      expect(distance()).toBeLessThanOrEqual(1);
    }
  });

  it('shows the end of a question that fills the view, and its answer', async () => {
    const long: ChatMessage = { ...asked, parts: [{ type: 'text', text: words(300) }] };
    const { rerender } = await render(show(undefined));
    await rerender(show(undefined, long));
    await rerender(show(undefined, long, growing(words(300))));
    await settleLayout();
    const answer = log().querySelector('[data-message-id="a"]')?.getBoundingClientRect();
    const view = log().getBoundingClientRect();
    expect(answer?.top).toBeGreaterThan(view.top + view.height / 2);
    expect(answer?.top).toBeLessThan(view.bottom - view.height / 5);
  });

  it('never moves a reader who has scrolled up meanwhile', async () => {
    const { rerender } = await render(show('question'));
    await rerender(show('question', asked, growing(words(40))));
    await settleLayout();
    await wheel(-300);
    const at = log().scrollTop;
    for (const count of [100, 300]) {
      await rerender(show('question', asked, growing(words(count))));
      await settleLayout();
      expect(log().scrollTop).toBe(at);
    }
  });
});
