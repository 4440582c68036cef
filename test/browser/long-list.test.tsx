import { flushSync } from 'react-dom';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server.browser';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { MessageList } from '../../src/components/messages/message-list.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import '../../src/styles/styles.css';
import './window.css';

const words = 'A river runs from the spring to the sea and takes what it meets along its way. ';

const messageAt = (index: number): ChatMessage => ({
  id: `m${index}`,
  role: index % 2 === 0 ? 'user' : 'assistant',
  ...(index % 2 !== 0 && { end: 'complete' as const }),
  parts: [
    {
      type: 'text',
      text:
        index % 2 === 0
          ? `marker${index}x ${words}?`
          : `marker${index}x **bold** ${words.repeat(4)}`,
    },
  ],
});
const talk = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => messageAt(from + index));

const list = (messages: readonly ChatMessage[], status: 'ready' | 'streaming' = 'ready') => (
  <div className="window">
    <MessageList messages={messages} status={status} />
  </div>
);
function log(): HTMLElement {
  const element = page.getByRole('log').element();
  if (!(element instanceof HTMLElement)) throw new Error('the log is no HTML element');
  return element;
}
/** Scrolls up as a reader does, whose wheel is heard first: the end would otherwise be kept when rows grow in that moment. */
function scrollUpTo(top: number): void {
  log().dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }));
  log().scrollTop = top;
}
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
async function whole(count: number): Promise<void> {
  await expect.poll(() => log().querySelectorAll('[data-message-id]').length).toBe(count);
}
const rowOf = (index: number) =>
  log().querySelector(`[data-message-id="m${index}"]`)?.parentElement ?? document.body;
const isFormatted = (index: number) => rowOf(index).querySelector('strong') !== null;
const top = (index: number) => rowOf(index).getBoundingClientRect().top;
const isInView = (index: number) => {
  const [row, view] = [rowOf(index).getBoundingClientRect(), log().getBoundingClientRect()];
  return row.bottom > view.top && row.top < view.bottom;
};

const textIn = (index: number) =>
  document.createTreeWalker(rowOf(index), NodeFilter.SHOW_TEXT).nextNode();

const live = (length: number): ChatMessage => ({
  id: 'live',
  role: 'assistant',
  parts: [{ type: 'text', text: words.repeat(length), state: 'streaming' }],
});

/** What ten frames of an answer cost behind so many messages: how often these are read, and how many rows change. */
async function work(count: number) {
  let visited = 0;
  const old = talk(count).map(
    (message) =>
      new Proxy(message, {
        get(target, name) {
          visited += 1;
          return Reflect.get(target, name);
        },
      }),
  );
  const show = (length: number) => list([...old, live(length)], 'streaming');
  const { rerender, unmount } = await render(show(1));
  await whole(count + 1);
  await frame();
  const changed = new Set<Node>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const row = (target instanceof Element ? target : target.parentElement)?.closest('.rv-row');
      if (row) changed.add(row);
    }
  });
  observer.observe(log(), {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  await expect
    .poll(() => log().querySelectorAll('.rv-far').length)
    .toBeGreaterThanOrEqual(count > 100 ? 1 : 0);
  visited = 0;
  changed.clear();
  for (let length = 2; length < 12; length += 1) await rerender(show(length));
  const result = { visited, rows: changed.size };
  observer.disconnect();
  await unmount();
  return result;
}

describe('a long list', () => {
  it('shows its end with few nodes at first, and has the text of all of it when the page was idle', async () => {
    await render(list(talk(3000)));
    expect(log().querySelectorAll('[data-message-id]').length).toBeLessThanOrEqual(300);
    expect(log().querySelectorAll('strong').length).toBeLessThanOrEqual(20);
    expect(isInView(2999)).toBe(true);
    await whole(3000);
    expect(isInView(2999)).toBe(true);
    for (const index of [8, 1500, 2998]) {
      getSelection()?.removeAllRanges();
      expect(
        Reflect.apply(Reflect.get(window, 'find'), window, [`marker${index}x`, false, false, true]),
      ).toBe(true);
    }
    getSelection()?.removeAllRanges();
    expect(log().querySelectorAll('*').length).toBeLessThan(3000 * 4);
  });

  it.each([40, 1000])(
    'of %i messages has formatted before the first frame what is seen in it, and little more, and stands at its end',
    async (count) => {
      const host = document.createElement('div');
      document.body.append(host);
      const root = createRoot(host);
      flushSync(() => root.render(list(talk(count))));
      const rows = [...host.querySelectorAll('.rv-row')];
      const far = rows.filter((row) => row.querySelector('.rv-far'));
      expect(rows.length - far.length).toBeLessThanOrEqual(12);
      expect(rows.length).toBeLessThanOrEqual(100);
      const view = log().getBoundingClientRect();
      expect(far.filter((row) => row.getBoundingClientRect().bottom > view.top)).toEqual([]);
      expect(isInView(count - 1)).toBe(true);
      expect(log().scrollTop + log().clientHeight).toBeGreaterThanOrEqual(log().scrollHeight - 1);
      root.unmount();
      host.remove();
    },
  );

  it('of forty messages is formatted to its beginning when the page was idle, and stands where it stood', async () => {
    await render(list(talk(40)));
    await expect.poll(() => log().querySelectorAll('.rv-far').length).toBe(0);
    expect(log().querySelectorAll('strong').length).toBe(20);
    expect(isInView(39)).toBe(true);
  });

  it('is whole on paper, however early it is printed', async () => {
    await render(list(talk(3000)));
    window.dispatchEvent(new Event('beforeprint'));
    expect(log().querySelectorAll('[data-message-id]').length).toBe(3000);
  });

  it('formats what comes into view, and keeps what is read in its place', async () => {
    await render(list(talk(1000)));
    await whole(1000);
    scrollUpTo(0);
    await expect.poll(() => isInView(0) && isFormatted(1) && isFormatted(3)).toBe(true);
    scrollUpTo(900);
    await frame();
    await expect.poll(() => [5, 7, 9, 11].filter(isInView).every(isFormatted)).toBe(true);
  });

  it('does not move when older messages come above, not even at its very top', async () => {
    for (const from of [900, 0]) {
      const { rerender, unmount } = await render(list(talk(300, 1000)));
      await whole(300);
      scrollUpTo(from);
      await expect
        .poll(() => [1001, 1003, 1005, 1007].filter(isInView).every(isFormatted))
        .toBe(true);
      // The list has heard where its reader is.
      await frame();
      await frame();
      const seen = [1000, 1002, 1004, 1006, 1008].find(isInView) ?? 0;
      const before = top(seen);
      await rerender(list(talk(350, 950)));
      for (let count = 0; count < 20; count += 1) {
        expect(Math.abs(top(seen) - before)).toBeLessThanOrEqual(2);
        await frame();
      }
      await whole(350);
      await unmount();
    }
  });

  it('copies all of a selection across messages that were never seen', async () => {
    await render(list(talk(1000)));
    await whole(1000);
    const [begin, end] = [textIn(8), textIn(900)];
    if (begin && end) getSelection()?.setBaseAndExtent(begin, 0, end, 10);
    const copied = String(getSelection());
    for (const index of [8, 451, 899]) expect(copied).toContain(`marker${index}x`);
    // What is selected keeps its text node while the reader looks at it.
    scrollUpTo(0);
    await expect.poll(() => isFormatted(3)).toBe(true);
    expect(begin?.isConnected).toBe(true);
    expect(String(getSelection())).toContain('marker451x');
    getSelection()?.removeAllRanges();
  });

  it('takes the formatting back from what is far away, but not from what is in use', async () => {
    const { rerender } = await render(list(talk(2000)));
    await whole(2000);
    scrollUpTo(0);
    await expect.poll(() => isFormatted(1)).toBe(true);
    const button = rowOf(1).querySelector('button');
    button?.focus({ preventScroll: true });
    for (let at = 0; at < 2000; at += 12) {
      rowOf(at).scrollIntoView();
      await frame();
    }
    await expect
      .poll(() => log().querySelectorAll('.rv-row strong').length, { timeout: 30_000 })
      .toBeLessThan(300);
    expect(document.activeElement).toBe(button);
    expect(isFormatted(1)).toBe(true);
    await rerender(list([]));
  });

  it('does as much in a frame at 5,000 messages as at 100', async () => {
    const few = await work(100);
    const many = await work(5000);
    expect(many.visited).toBeLessThanOrEqual(few.visited + 100);
    expect(many.rows).toBeLessThanOrEqual(few.rows + 1);
  });

  it('is whole in what the server renders, and stays so while it is hydrated', async () => {
    const html = renderToString(list(talk(400)));
    for (const index of [0, 199, 399]) expect(html).toContain(`marker${index}x`);
    expect(html).not.toContain('style=');
    const host = document.createElement('div');
    host.innerHTML = html;
    document.body.append(host);
    const row = host.querySelector('[data-message-id="m0"]');
    const faults: unknown[] = [];
    const root = hydrateRoot(host, list(talk(400)), {
      onRecoverableError: (error) => faults.push(error),
    });
    await expect.poll(() => host.querySelectorAll('.rv-group[style]').length).toBeGreaterThan(0);
    expect(row?.isConnected).toBe(true);
    expect(faults).toEqual([]);
    root.unmount();
    host.remove();
  });
});
