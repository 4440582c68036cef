import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ReceivedEvent } from '../../src/chat/run/pacing.ts';
import { smoothPacing } from '../../src/chat/run/smooth-pacing.ts';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { chatBench } from './chat-bench.ts';

const deadlineMs = 300;
const frameMs = 16;
const paced = () => smoothPacing({ deadlineMs, isOff: () => false });

const delta = (text: string, receivedAt: number): ReceivedEvent => ({
  type: 'event',
  event: { type: 'text-delta', id: '1', delta: text },
  receivedAt,
});

/** What one frame has shown. */
interface Frame {
  readonly at: number;
  readonly due: readonly ReceivedEvent[];
}

/** Lets frames pass until all is shown; what a frame cannot know yet comes later. */
function play(received: readonly ReceivedEvent[], frameTimes: Iterable<number>): Frame[] {
  const pacer = paced()();
  const frames: Frame[] = [];
  let waiting: ReceivedEvent[] = [];
  let next = 0;
  for (const at of frameTimes) {
    for (let event = received[next]; event && event.receivedAt <= at; event = received[next]) {
      waiting.push(event);
      next += 1;
    }
    if (waiting.length > 0) {
      const { due, rest } = pacer.take(waiting, at);
      frames.push({ at, due });
      waiting = rest;
    }
    if (next === received.length && waiting.length === 0) return frames;
  }
  throw new Error('Something was never shown.');
}

function* evenFrames(): Generator<number> {
  for (let at = 0; ; at += frameMs) yield at;
}

const textOf = (events: readonly ReceivedEvent[]) =>
  events.map(({ event }) => ('delta' in event ? event.delta : '')).join('');

/** Without cuts: neighbouring deltas joined, everything else as it is. */
function joined(events: readonly ReceivedEvent[]): ChatEvent[] {
  const all: ChatEvent[] = [];
  for (const { event } of events) {
    const last = all.at(-1);
    if (event.type === 'text-delta' && last?.type === 'text-delta')
      all[all.length - 1] = { ...last, delta: last.delta + event.delta };
    else all.push(event);
  }
  return all;
}

const burst = fc.record({
  gap: fc.integer({ min: 0, max: 900 }),
  events: fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    { minLength: 1, maxLength: 12 },
  ),
});

const stream = fc.array(burst, { minLength: 1, maxLength: 8 }).map((bursts) => {
  let at = 0;
  return bursts.flatMap(({ gap, events }) => {
    at += gap;
    return events.map((text): ReceivedEvent =>
      text === undefined
        ? { type: 'event', event: { type: 'data-note', data: at }, receivedAt: at }
        : delta(text, at),
    );
  });
});

describe('smoothPacing', () => {
  it('shows everything, in order, and nothing twice', () => {
    fc.assert(
      fc.property(stream, (received) => {
        const shown = play(received, evenFrames()).flatMap(({ due }) => due);
        expect(joined(shown)).toEqual(joined(received));
      }),
    );
  });

  it('shows nothing later than its deadline', () => {
    fc.assert(
      fc.property(stream, (received) => {
        for (const { at, due } of play(received, evenFrames())) {
          for (const { receivedAt } of due) expect(at - receivedAt).toBeLessThanOrEqual(deadlineMs);
        }
      }),
    );
  });

  it('shows with the first frame that comes after a deadline all that is late', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(stream, gaps, (received, given) => {
        function* times() {
          let at = 0;
          for (let index = 0; ; index += 1) {
            yield at;
            at += given[index % given.length] ?? 1;
          }
        }
        let before = -Infinity;
        for (const { at, due } of play(received, times())) {
          for (const { receivedAt } of due) {
            expect(before - receivedAt).toBeLessThanOrEqual(deadlineMs);
          }
          before = at;
        }
      }),
    );
  });

  it('reveals a burst in steps that differ by no more than one character', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (length) => {
        const frames = play([delta('x'.repeat(length), 0)], evenFrames());
        const steps = frames.map(({ due }) => textOf(due).length);
        // The first frame is the one of the receipt and shows a sign of life; the last one shows what is left.
        const even = steps.slice(1, -1);
        expect(steps[0]).toBe(1);
        expect(Math.max(0, ...even) - Math.min(...even, Infinity)).toBeLessThanOrEqual(1);
        expect(steps.at(-1)).toBeLessThanOrEqual(Math.max(0, ...even) + 1);
      }),
    );
  });

  it('makes of bursts a steady flow: no frame shows more than a tenth of a burst', () => {
    const received = Array.from({ length: 40 }, (_, index) => delta('x'.repeat(400), index * 200));
    const frames = play(received, evenFrames());
    const steps = frames.map(({ due }) => textOf(due).length);
    expect(Math.max(...steps)).toBeLessThanOrEqual(40);
    // In the middle of the stream there is text in every frame.
    const middle = frames.filter(({ at }) => at > 400 && at < 7000);
    expect(middle.filter(({ due }) => textOf(due) === '')).toEqual([]);
  });

  it('evens out also a burst that comes after a long pause', () => {
    const received = [0, 1000, 2500].map((at) => delta('x'.repeat(300), at));
    const frames = play(received, evenFrames());
    for (const { receivedAt } of received) {
      const own = frames.filter(({ due }) => due.some((event) => event.receivedAt === receivedAt));
      expect(own.length).toBeGreaterThan(15);
      expect(Math.max(...own.map(({ due }) => textOf(due).length))).toBeLessThanOrEqual(20);
    }
  });

  it('does not cut a code point', () => {
    const frames = play([delta('🙂'.repeat(50), 0)], evenFrames());
    expect(frames.length).toBeGreaterThan(10);
    for (const { due } of frames) expect(textOf(due)).toMatch(/^(?:🙂)*$/u);
  });

  it('counts the bytes of an event that it cuts once', () => {
    const frames = play([{ ...delta('x'.repeat(100), 0), bytes: 120 }], evenFrames());
    const bytes = frames.flatMap(({ due }) => due.map((event) => event.bytes ?? 0));
    expect(bytes.reduce((sum, value) => sum + value, 0)).toBe(120);
  });
});

describe('a paced chat', () => {
  const answer = 'word '.repeat(100);

  it('shows a burst little by little, and is done within the deadline', async () => {
    const onDone = vi.fn<() => void>();
    const onToken = vi.fn<() => void>();
    const { chat, clock, frames, text } = chatBench([answer], {
      pacing: paced(),
      onDone,
      onToken,
    });
    void chat.send('Hi');
    await clock.advance(0);
    expect(onToken).toHaveBeenCalledTimes(1);
    const lengths: number[] = [];
    for (let at = 0; at <= deadlineMs && onDone.mock.calls.length === 0; at += frameMs) {
      frames.tick();
      lengths.push(text()?.length ?? 0);
      await clock.advance(frameMs);
    }
    expect(onDone).toHaveBeenCalledTimes(1);
    expect(lengths.length).toBeGreaterThan(10);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(text()).toBe(answer);
    expect(chat.getState().status).toBe('ready');
    expect(frames.pending).toBe(0);
  });

  it('shows at once all that was received when its user aborts', async () => {
    const { chat, pass, text } = chatBench([answer, { wait: 1000 }, 'more'], { pacing: paced() });
    void chat.send('Hi');
    await pass();
    expect(text()?.length).toBeLessThan(answer.length);
    await chat.abort();
    expect(text()).toBe(answer);
    expect(chat.getState().messages.at(-1)?.end).toBe('aborted');
  });

  it('has its whole answer when its user aborts while the last words are being shown', async () => {
    const { chat, pass, answer: message, text } = chatBench([answer], { pacing: paced() });
    void chat.send('Hi');
    await pass();
    expect(text()?.length).toBeLessThan(answer.length);
    await chat.abort();
    expect(text()).toBe(answer);
    expect(message()?.end).toBe('complete');
  });

  it('shows at once all that was received when the connection is lost, and says so until it is back', async () => {
    const { chat, pass, text } = chatBench([answer, { wait: 5 }, { reconnect: 1000 }, 'more'], {
      pacing: paced(),
    });
    void chat.send('Hi');
    await pass();
    for (let frame = 0; frame < 5; frame += 1) {
      await pass(frameMs);
      expect(text()).toBe(answer);
      expect(chat.getState().status).toBe('reconnecting');
    }
    await pass(1000);
    expect(text()).toMatch(/ mo?$/);
    expect(chat.getState().status).toBe('streaming');
  });

  it('tells its listeners of no frame that shows nothing new', async () => {
    const { chat, clock, frames } = chatBench(['ab', { wait: 1000 }], { pacing: paced() });
    void chat.send('Hi');
    await clock.advance(0);
    const listener = vi.fn<() => void>();
    chat.subscribe(listener);
    for (let frame = 0; frame < 30; frame += 1) {
      frames.tick();
      await clock.advance(frameMs);
    }
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('shows at once all that was received when the connection is lost for good, or the chat is disposed', async () => {
    const {
      chat,
      pass,
      text,
      answer: message,
    } = chatBench([answer, { wait: 5 }, { cut: true }], {
      pacing: paced(),
    });
    void chat.send('Hi');
    await pass();
    await pass(5);
    expect(text()).toBe(answer);
    expect(message()?.end).toBe('truncated');
    const other = chatBench([answer, { wait: 1000 }], { pacing: paced() });
    void other.chat.send('Hi');
    await other.pass();
    other.chat.dispose();
    expect(other.text()).toBe(answer);
    expect(other.frames.pending).toBe(0);
  });
});

const shownAtOnce = () => textOf(smoothPacing()().take([delta('x'.repeat(100), 0)], 16).due).length;

describe('smoothPacing by default', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('shows everything as it comes to who wants less motion, and in a hidden page', () => {
    expect(shownAtOnce()).toBeLessThan(100);
    vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('reduce') }));
    expect(shownAtOnce()).toBe(100);
    vi.stubGlobal('matchMedia', () => ({ matches: false }));
    expect(shownAtOnce()).toBeLessThan(100);
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    expect(shownAtOnce()).toBe(100);
  });
});
