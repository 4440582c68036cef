// @vitest-environment node
import { expect, it } from 'vitest';
import type { TransportEvent } from '../../src/protocol/chat-transport.ts';
import { collect } from '../../src/testing/collect.ts';
import { manualClock, settle } from '../../src/testing/manual-clock.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { eventsOf, request } from '../transports/describe-transport.ts';

function textOf(told: readonly TransportEvent[]): string {
  return eventsOf(told)
    .map((event) => (event.type === 'text-delta' ? event.delta : ''))
    .join('');
}

function read(events: AsyncIterable<TransportEvent>): TransportEvent[] {
  const told: TransportEvent[] = [];
  void (async () => {
    for await (const item of events) told.push(item);
  })();
  return told;
}

it('tells each step when its time has come', async () => {
  const clock = manualClock();
  const transport = scriptedTransport(['a', { wait: 100 }, 'b'], { clock });
  const told = read(transport.send(request()));
  await clock.advance(99);
  expect(textOf(told)).toBe('a');
  await clock.advance(1);
  expect(textOf(told)).toBe('ab');
  expect(told.at(-1)).toEqual({ type: 'end', end: 'complete' });
  expect(clock.pending).toBe(0);
});

it('stamps events with the time of their receipt', async () => {
  const clock = manualClock(1000);
  const transport = scriptedTransport([{ wait: 30 }, 'a'], { clock });
  const told = read(transport.send(request()));
  await clock.advance(30);
  const times = told.map((item) => (item.type === 'event' ? item.receivedAt : 0));
  expect(Math.max(...times)).toBe(1030);
});

it('goes on with a run that nobody reads, and replays the past at once', async () => {
  const clock = manualClock();
  const transport = scriptedTransport(['a', { wait: 100 }, 'b', { wait: 100 }, 'c'], { clock });
  const leaving = new AbortController();
  read(transport.send(request({ signal: leaving.signal })));
  await settle();
  leaving.abort();
  await clock.advance(150);

  const resume = { chatId: 'chat-1', runId: 'run-1', signal: new AbortController().signal };
  const told = read(transport.resume(resume));
  await clock.advance(0);
  expect(textOf(told)).toBe('ab');
  await clock.advance(50);
  expect(textOf(told)).toBe('abc');
});

it('ends a cancelled run for every reader, and later ones hear of it', async () => {
  const clock = manualClock();
  const transport = scriptedTransport(['a', { wait: 100 }, 'b'], { clock });
  const first = read(transport.send(request()));
  const second = read(transport.resume({ chatId: 'chat-1', signal: new AbortController().signal }));
  await clock.advance(50);
  await transport.cancel('run-1', 'user');
  await settle();
  for (const told of [first, second]) {
    expect(textOf(told)).toBe('a');
    expect(told.at(-1)).toEqual({ type: 'end', end: 'aborted' });
  }
  const signal = new AbortController().signal;
  const late = await collect(transport.resume({ chatId: 'chat-1', runId: 'run-1', signal }));
  expect(late.at(-1)).toEqual({ type: 'end', end: 'aborted' });
  expect(await collect(transport.resume({ chatId: 'chat-1', signal }))).toEqual([]);
  expect(clock.pending).toBe(0);
  expect(transport.cancels).toEqual([{ runId: 'run-1', reason: 'user' }]);
});

it('answers each request with the script that a function makes for it', async () => {
  const transport = scriptedTransport(({ trigger }, index) => [`${index}: ${trigger}`]);
  await collect(transport.send(request()));
  const told = await collect(
    transport.send(request({ runId: 'run-2', trigger: 'regenerate-message' })),
  );
  expect(textOf(told)).toBe('1: regenerate-message');
  expect(transport.requests.map(({ runId }) => runId)).toEqual(['run-1', 'run-2']);
});

it('answers a repeated run id with the same run', async () => {
  const transport = scriptedTransport((_, index) => [`answer ${index}`]);
  await collect(transport.send(request()));
  expect(textOf(await collect(transport.send(request())))).toBe('answer 0');
});

it('has nothing to resume when it keeps no runs', async () => {
  const transport = scriptedTransport(['a', { wait: Infinity }], { keepsRuns: false });
  const signal = new AbortController().signal;
  read(transport.send(request({ signal })));
  await settle();
  expect(await collect(transport.resume({ chatId: 'chat-1', runId: 'run-1', signal }))).toEqual([]);
  expect(transport.resumes).toHaveLength(1);
});
