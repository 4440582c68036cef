// @vitest-environment node
import { expect, it } from 'vitest';
import { fuzzChunks } from '../../src/testing/chunk-fuzz.ts';
import { collect } from '../../src/testing/collect.ts';
import { cutBytes, faultyBytes } from '../../src/testing/faulty-bytes.ts';
import { faultyTransport } from '../../src/testing/faulty-transport.ts';
import { manualClock, settle } from '../../src/testing/manual-clock.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { eventsOf, request } from '../transports/describe-transport.ts';

const decode = (chunks: Uint8Array[]) => chunks.map((chunk) => new TextDecoder().decode(chunk));

it('cuts bytes into chunks of a size', () => {
  expect(decode([...cutBytes('abcdefg', 3)])).toEqual(['abc', 'def', 'g']);
});

it('ends bytes cleanly, or breaks them, at an offset', async () => {
  expect(decode(await collect(faultyBytes(cutBytes('abcdefg', 3), { cutAt: 4 })))).toEqual([
    'abc',
    'd',
  ]);
  const broken = faultyBytes(cutBytes('abcdefg', 3), { failAt: 4 });
  const seen: Uint8Array[] = [];
  const reading = (async () => {
    for await (const chunk of broken) seen.push(chunk);
  })();
  await expect(reading).rejects.toMatchObject({ code: 'network' });
  expect(decode(seen)).toEqual(['abc', 'd']);
});

it('slices, duplicates and delays bytes', async () => {
  const clock = manualClock();
  const faults = { slice: 2, duplicate: true, delay: 10, clock };
  const reading = collect(faultyBytes(cutBytes('abc', 3), faults));
  await clock.advance(20);
  expect(decode(await reading)).toEqual(['ab', 'ab', 'c', 'c']);
});

it.each([
  { faults: { cutAfter: 2 }, last: { type: 'end', end: 'truncated' } },
  { faults: { stopAfter: 2 }, last: { type: 'event' } },
])('ends a transport as $faults says', async ({ faults, last }) => {
  const transport = faultyTransport(scriptedTransport(['a', 'b']), faults);
  const told = await collect(transport.send(request()));
  expect(eventsOf(told)).toHaveLength(2);
  expect(told.at(-1)).toMatchObject(last);
});

it('makes a transport throw, and tell twice', async () => {
  const throwing = faultyTransport(scriptedTransport(['a']), { throwAfter: 1 });
  await expect(collect(throwing.send(request()))).rejects.toThrow('not to throw');
  const twice = faultyTransport(scriptedTransport(['a']), { duplicate: true });
  expect(eventsOf(await collect(twice.send(request())))).toHaveLength(10);
});

it('stalls bytes once, for a while, in the middle', async () => {
  const clock = manualClock();
  const seen: Uint8Array[] = [];
  const reading = (async () => {
    const faults = { stall: { at: 4, ms: 100 }, clock };
    for await (const chunk of faultyBytes(cutBytes('abcdefg', 3), faults)) seen.push(chunk);
  })();
  await clock.advance(99);
  expect(decode(seen)).toEqual(['abc']);
  await clock.advance(1);
  await reading;
  expect(decode(seen)).toEqual(['abc', 'def', 'g']);
});

it('stalls a transport until its request is aborted', async () => {
  const transport = faultyTransport(scriptedTransport(['a', 'b']), { stallAfter: 2 });
  const abort = new AbortController();
  const reading = collect(transport.send({ ...request(), signal: abort.signal }));
  await settle();
  abort.abort();
  const told = await reading;
  expect(eventsOf(told)).toHaveLength(2);
  expect(told.at(-1)).toEqual({ type: 'end', end: 'aborted' });
});

it('drops every third event of a transport', async () => {
  const whole = eventsOf(await collect(scriptedTransport(['a', 'b']).send(request())));
  const transport = faultyTransport(scriptedTransport(['a', 'b']), { dropEvery: 3 });
  const told = eventsOf(await collect(transport.send(request())));
  expect(told).toEqual(whole.filter((_, index) => index % 3 !== 2));
});

it('cuts bytes at random places, alike for one seed, and loses none', () => {
  const text = 'Grüße, 世界! 🙂 '.repeat(20);
  const whole = new TextEncoder().encode(text);
  const cuts = (seed: number) => [...fuzzChunks(text, seed)];
  for (let seed = 0; seed < 50; seed += 1) {
    const chunks = cuts(seed);
    expect(chunks.flatMap((chunk) => [...chunk])).toEqual([...whole]);
    expect(chunks.every(({ length }) => length >= 1 && length <= 64)).toBe(true);
    expect(cuts(seed)).toEqual(chunks);
  }
  expect(cuts(1)).not.toEqual(cuts(2));
  expect([...fuzzChunks(whole, 3, 1)]).toHaveLength(whole.length);
});
