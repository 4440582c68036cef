// @vitest-environment node
import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SseDecoder, type ChatEvent } from '../../../src/protocol/index.ts';
import { defineStream, LiveLog, LiveStream, liveAnswer } from '../../../src/server/index.ts';
import { eventually } from '../../eventually.ts';
import { openServer } from '../chat-client.ts';

const keep = 20;

/** A producer that makes a number each time it is let. */
function stepped(lingerMs = 0) {
  const waiting: (() => void)[] = [];
  const state = { begun: 0, ended: 0, made: 0 };
  const stream = defineStream({
    keep,
    lingerMs,
    async *run({ signal }) {
      state.begun++;
      try {
        signal.addEventListener('abort', () => waiting.forEach((resolve) => resolve()));
        for (let n = 0; !signal.aborted; n++) {
          await new Promise<void>((resolve) => waiting.push(resolve));
          if (signal.aborted) return;
          state.made = n + 1;
          yield n;
        }
      } finally {
        state.ended++;
      }
    },
  });
  const step = async (count = 1) => {
    for (let i = 0; i < count; i++) {
      while (waiting.length === 0) await setImmediate();
      waiting.shift()?.();
      const made = state.made + 1;
      while (state.made < made) await setImmediate();
    }
  };
  return { stream, state, step };
}

/** Reads the answer of a stream when it is asked to. */
function readerOf(response: Response) {
  const decoder = new SseDecoder();
  const reader = response.body!.getReader();
  const events: ChatEvent[] = [];
  let id = '';
  return {
    events,
    get id() {
      return id;
    },
    numbers: () => events.flatMap((event) => (event.type === 'data-item' ? [event.data] : [])),
    async pull(): Promise<boolean> {
      const { done, value } = await reader.read();
      if (done) return false;
      for (const frame of decoder.push(value)) {
        id = frame.id ?? id;
        if (frame.data !== '' && frame.data !== '[DONE]') events.push(JSON.parse(frame.data));
      }
      return true;
    },
    leave: () => reader.cancel(),
  };
}

const ask = (headers: Record<string, string> = {}) =>
  new Request('http://app.test/api/streams/x', { headers });

async function typesOf(live: LiveStream) {
  const reader = readerOf(liveAnswer(ask(), live));
  while (await reader.pull());
  return reader.events.map(({ type }) => type);
}

describe('a live stream', () => {
  it('has one producer for 500 readers, 50 of them slow: order is kept and nothing piles up', async () => {
    const { stream: definition, state, step } = stepped();
    const live = new LiveStream(definition);
    const show = live.join();
    onTestFinished(() => show.leave());
    const readers = Array.from({ length: 500 }, () => readerOf(liveAnswer(ask(), live)));
    expect(live.readers).toBe(501);
    const [slow, fast] = [readers.slice(0, 50), readers.slice(50)];
    await Promise.all(readers.map((reader) => reader.pull()));
    const total = 100;
    for (let n = 1; n <= total; n++) {
      await step();
      await Promise.all(
        fast.map(async (reader) => {
          while (reader.numbers().length < n) await reader.pull();
        }),
      );
      expect(show.log.size).toBeLessThanOrEqual(keep);
    }
    const numbers = Array.from({ length: total }, (_, index) => index);
    for (const reader of fast) expect(reader.numbers()).toEqual(numbers);
    expect(state).toMatchObject({ begun: 1, made: total });
    for (const reader of slow) {
      while (!reader.events.some(({ type }) => type === 'data-snapshot')) await reader.pull();
      const snapshot = reader.events.find(({ type }) => type === 'data-snapshot');
      expect(snapshot).toMatchObject({ data: { seq: total - 1, value: total - 1 } });
    }
    await step(3);
    for (const reader of slow) {
      while (reader.numbers().at(-1) !== total + 2) await reader.pull();
      expect(reader.numbers().slice(-3)).toEqual([total, total + 1, total + 2]);
    }
    await Promise.all(readers.map((reader) => reader.leave()));
    expect(live.readers).toBe(1);
  });

  it('is heard from what is kept by those who come late, and from their place by those who come back', async () => {
    const { stream: definition, step } = stepped(Infinity);
    const live = new LiveStream(definition);
    onTestFinished(() => live.close());
    const first = readerOf(liveAnswer(ask(), live));
    await step(keep + 5);
    const late = readerOf(liveAnswer(ask(), live));
    while (late.numbers().at(-1) !== keep + 4) await late.pull();
    expect(late.numbers()).toEqual(Array.from({ length: keep }, (_, index) => index + 5));
    await late.leave();
    await step(2);
    const again = readerOf(liveAnswer(ask({ 'last-event-id': late.id }), live));
    while (again.numbers().length < 2) await again.pull();
    expect(again.numbers()).toEqual([keep + 5, keep + 6]);
    await first.leave();
  });

  it('ends with its last reader, and begins anew with the next', async () => {
    const { stream: definition, state, step } = stepped();
    const live = new LiveStream(definition);
    const [one, two] = [live.join(), live.join()];
    await step();
    one.leave();
    one.leave();
    expect(live.isRunning).toBe(true);
    two.leave();
    await eventually(() => expect(state.ended).toBe(1));
    const three = live.join();
    await eventually(() => expect(state.begun).toBe(2));
    expect(three.id).not.toBe(one.id);
    three.leave();
  });

  it('ends by its own rule for all who read it, and tells a failure in words that give nothing away', async () => {
    const errors: unknown[] = [];
    const three = new LiveStream({
      async *run() {
        yield* [1, 2, 3];
      },
    });
    const failing = new LiveStream(
      {
        async *run() {
          yield 1;
          throw new Error('secret');
        },
      },
      (error) => errors.push(error),
    );
    expect(await typesOf(three)).toEqual(['data-item', 'data-item', 'data-item', 'finish']);
    expect(await typesOf(failing)).toEqual(['data-item', 'error']);
    expect(errors).toHaveLength(1);
  });

  it('is served by its name, in lines as well, and begins nothing for whoever asks for the headers alone', async () => {
    const begun: string[] = [];
    const three = defineStream({
      async *run() {
        begun.push('three');
        yield* [1, 2, 3];
      },
    });
    const { call } = openServer({ answer: () => 'Hi', streams: { three } });
    expect((await call('/streams/three', { method: 'HEAD' })).status).toBe(200);
    expect(begun).toEqual([]);
    const told = await call('/streams/three', { headers: { accept: 'application/x-ndjson' } });
    const lines = (await told.text()).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as ChatEvent).type)).toEqual([
      'data-item',
      'data-item',
      'data-item',
      'finish',
    ]);
    expect((await call('/streams/nope')).status).toBe(404);
  });
});

describe('what is kept of a live stream', () => {
  it('is bounded in number and size, numbered without gaps, and read from any place that is kept', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 10 }), (lengths, most) => {
        const log = new LiveLog({ keep: most, maxCharacters: 500 });
        for (const [index, length] of lengths.entries()) {
          log.append({ type: 'data-item', data: { index, text: 'x'.repeat(length) } });
          expect(log.size).toBeLessThanOrEqual(most);
          expect(log.lastSeq).toBe(index);
        }
        for (let after = -1; after < lengths.length; after++) {
          const isThere = !log.isEvicted(after) && after < log.lastSeq;
          const rest = Array.from({ length: log.lastSeq - after }, (_, n) => after + 1 + n);
          const read = log
            .events(after, Infinity)
            ?.events.map((event) => (event as { data: { index: number } }).data.index);
          expect(read ?? []).toEqual(isThere ? rest : []);
        }
      }),
    );
  });
});
