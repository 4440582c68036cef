import { describe, expect, it } from 'vitest';
import {
  applyEvent,
  messageText,
  type ChatEvent,
  type ChatMessage,
} from '../../../src/protocol/index.ts';
import { goOn } from '../../../src/server/shared-runs/go-on.ts';

const empty: ChatMessage = { id: 'run', role: 'assistant', parts: [] };
const text = (id: string, ...deltas: string[]): ChatEvent[] => [
  { type: 'text-start', id },
  ...deltas.map((delta): ChatEvent => ({ type: 'text-delta', id, delta })),
];
const finish: ChatEvent = { type: 'finish', finishReason: 'stop' };

/** What a run comes to whose first writer has died, and whether a second source has ended as it should. */
async function join(before: readonly ChatEvent[], after: readonly ChatEvent[], fails = false) {
  const written = before.reduce(applyEvent, empty);
  const source = async function* write(): AsyncGenerator<ChatEvent> {
    yield* after;
    if (fails) throw new Error('it broke');
  };
  const events: ChatEvent[] = [];
  const task = { signal: new AbortController().signal, begin: () => undefined };
  const reading = (async () => {
    for await (const event of goOn(source, written, '7')(task)) events.push(event);
  })();
  const failure = await reading.then(
    () => undefined,
    (error: unknown) => error,
  );
  return { events, failure, message: [...before, ...events].reduce(applyEvent, empty) };
}

const start: ChatEvent = { type: 'start', messageId: 'run' };

describe('an answer that another server goes on with', () => {
  it('goes on in the middle of a text, in the same part', async () => {
    const before = [start, ...text('1', 'One ', 'two ')];
    const after = [start, { type: 'start-step' } as const, ...text('1', 'three.'), finish];
    const { message, events } = await join(before, after);
    expect(message).toMatchObject({ end: 'complete', parts: [{ state: 'done' }] });
    expect(message.parts).toHaveLength(1);
    expect(messageText(message)).toBe('One two three.');
    expect(events.map(({ type }) => type)).toEqual(['text-delta', 'text-end', 'finish']);
  });

  it('begins a part of its own behind one that had ended, though it calls it the same', async () => {
    const before = [start, ...text('1', 'One.'), { type: 'text-end', id: '1' } as const];
    const { message } = await join(before, [...text('1', 'Two.'), finish]);
    expect(message.parts).toMatchObject([{ text: 'One.' }, { text: 'Two.', id: '7-1' }]);
  });

  it('ends a thought that nobody goes on with, and then says its text', async () => {
    const before: ChatEvent[] = [
      start,
      { type: 'reasoning-start', id: 'r' },
      { type: 'reasoning-delta', id: 'r', delta: 'Hm' },
    ];
    const { message } = await join(before, [start, ...text('1', 'Yes.'), finish]);
    expect(message.parts).toMatchObject([
      { type: 'reasoning', text: 'Hm', state: 'done' },
      { type: 'text', text: 'Yes.', state: 'done' },
    ]);
  });

  it('closes what was open when nothing comes, and when its source fails', async () => {
    const before = [start, ...text('1', 'One ')];
    expect((await join(before, [])).events).toEqual([{ type: 'text-end', id: '1' }]);
    const broken = await join(before, text('1', 'two'), true);
    expect(broken.failure).toEqual(new Error('it broke'));
    expect(broken.message.parts).toMatchObject([{ text: 'One two', state: 'done' }]);
  });

  it('is begun where nothing was written', async () => {
    const { events } = await join([], [start, ...text('1', 'One.'), finish]);
    expect(events[0]).toEqual(start);
  });
});
