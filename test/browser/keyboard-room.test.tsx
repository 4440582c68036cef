import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import { Chat } from '../../src/components/chat.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import '../../src/styles/styles.css';
import './window.css';
import { eventually } from '../eventually.ts';

// There is no keyboard on the screen here: what it does to `visualViewport` is simulated.
class SimulatedView extends EventTarget {
  height = window.innerHeight;
  offsetTop = 0;
  scale = 1;
  listeners = 0;

  override addEventListener(...given: Parameters<EventTarget['addEventListener']>): void {
    super.addEventListener(...given);
    const options = given[2];
    if (typeof options !== 'object') return;
    this.listeners += 1;
    options.signal?.addEventListener('abort', () => (this.listeners -= 1));
  }

  /** The keyboard has taken `height` pixels, and the browser moved the page up by some. */
  show(height: number, offsetTop = 0, scale = 1): void {
    Object.assign(this, { height: window.innerHeight - height, offsetTop, scale });
    this.dispatchEvent(new Event('resize'));
  }
}

let view: SimulatedView;
beforeEach(() => {
  view = new SimulatedView();
  vi.spyOn(window, 'visualViewport', 'get').mockReturnValue(view as unknown as VisualViewport);
});
afterEach(() => vi.restoreAllMocks());

const talk: ChatMessage[] = Array.from({ length: 30 }, (_, turn) => ({
  id: `m${turn}`,
  role: turn % 2 === 0 ? 'user' : 'assistant',
  ...(turn % 2 === 1 && { end: 'complete' }),
  parts: [{ type: 'text', text: `Message ${turn} of the talk.` }],
}));

function Shown({ fills }: { readonly fills: boolean }) {
  const transport = scriptedTransport([]);
  const chat = useStreamingChat({ transport, initialMessages: talk });
  return (
    <div
      className={fills ? undefined : 'window'}
      style={fills ? { position: 'fixed', inset: 0, display: 'flex' } : undefined}
    >
      <Chat chat={chat} header={<p>Head</p>} />
    </div>
  );
}

const log = () => page.getByRole('log').element();
const bottomOf = (selector: string) =>
  document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
const chat = () => document.querySelector<HTMLElement>('.rv-chat');
const distanceFromEnd = () => log().scrollHeight - log().scrollTop - log().clientHeight;
const inView = () => {
  const { top, bottom } = log().getBoundingClientRect();
  return [...log().querySelectorAll('.rv-row, .rv-far')].filter((row) => {
    const box = row.getBoundingClientRect();
    return box.top >= top && box.bottom <= bottom;
  });
};
const following = () => document.querySelector('.rv-list')?.getAttribute('data-following');
const padding = () => chat()?.style.getPropertyValue('--rvc-below');

describe('a keyboard on the screen', () => {
  it('has the composer above it, the header in view and the end of the talk in sight', async () => {
    await render(<Shown fills />);
    view.show(200, 60);
    await eventually(() => expect(chat()).toHaveAttribute('data-keyboard'));
    const seen = { top: 60, bottom: 60 + window.innerHeight - 200 };
    expect(bottomOf('.rv-dock')).toBeCloseTo(seen.bottom, 0);
    const head = page.getByText('Head').element().getBoundingClientRect();
    expect(head.top).toBeGreaterThanOrEqual(seen.top);
    await eventually(() => expect(distanceFromEnd()).toBeLessThan(2));
    view.show(0);
    expect(padding()).toBe('');
    expect(bottomOf('.rv-dock')).toBeCloseTo(window.innerHeight, 0);
    await eventually(() => expect(distanceFromEnd()).toBeLessThan(2));
  });

  it('keeps the place of who reads further up', async () => {
    await render(<Shown fills />);
    log().scrollTop = 300;
    log().dispatchEvent(new WheelEvent('wheel', { deltaY: -1 }));
    await eventually(() => expect(following()).toBe('false'));
    // All of it is as high as it will be.
    await eventually(() => expect(log().querySelector('.rv-far')).toBeNull());
    const [row] = inView();
    if (!row) throw new Error('Nothing is in view.');
    const before = row.getBoundingClientRect().top;
    view.show(150);
    await eventually(() => expect(chat()).toHaveAttribute('data-keyboard'));
    expect(row.getBoundingClientRect().top).toBeCloseTo(before, 0);
    view.show(0);
    expect(row.getBoundingClientRect().top).toBeCloseTo(before, 0);
  });

  it('changes nothing for who zooms in', async () => {
    await render(<Shown fills />);
    view.show(200);
    await eventually(() => expect(chat()).toHaveAttribute('data-keyboard'));
    view.show(200, 0, 2);
    expect(chat()).not.toHaveAttribute('data-keyboard');
  });

  it('changes nothing of a chat that does not reach the bottom of the window', async () => {
    await render(<Shown fills={false} />);
    view.show(window.innerHeight - 100);
    // The first has asked for what makes room; once a second listener is there it has looked.
    await eventually(() => expect(view.listeners).toBeGreaterThan(1));
    expect(chat()).not.toHaveAttribute('data-keyboard');
  });

  it('is no longer listened to when the chat has gone', async () => {
    const { unmount } = await render(<Shown fills />);
    view.show(200);
    await eventually(() => expect(chat()).toHaveAttribute('data-keyboard'));
    await unmount();
    expect(view.listeners).toBe(0);
  });
});
