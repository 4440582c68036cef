import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundedBuffer } from '../../src/protocol/bounded-buffer.ts';

it('gives every value once and in order, and never holds more than its bound', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer(), { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      fc.scheduler(),
      async (values, max, scheduler) => {
        const buffer = boundedBuffer<number>({ max });
        const read: number[] = [];
        let most = 0;
        const writing = (async () => {
          for (const value of values) {
            await scheduler.schedule(Promise.resolve());
            await buffer.put(value);
            most = Math.max(most, buffer.size);
          }
          buffer.close();
        })();
        const reading = (async () => {
          for await (const value of buffer) {
            read.push(value);
            await scheduler.schedule(Promise.resolve());
          }
        })();
        await scheduler.waitFor(Promise.all([writing, reading]));
        expect(read).toEqual(values);
        expect(most).toBeLessThanOrEqual(max);
      },
    ),
  );
});

it('lets a put wait until there is room, and keeps the order of those that wait', async () => {
  const buffer = boundedBuffer<string>({ max: 1 });
  const done: string[] = [];
  const puts = ['a', 'b', 'c'].map((value) => buffer.put(value).then(() => done.push(value)));
  await puts[0];
  expect(done).toEqual(['a']);
  expect(await buffer.get()).toBe('a');
  await puts[1];
  expect(done).toEqual(['a', 'b']);
  expect([await buffer.get(), await buffer.get()]).toEqual(['b', 'c']);
});

it('hands out what waits after its end, then nothing, and refuses what comes too late', async () => {
  const buffer = boundedBuffer<number>();
  await buffer.put(1);
  buffer.close();
  expect([await buffer.get(), await buffer.get()]).toEqual([1, undefined]);
  await expect(buffer.put(2)).rejects.toMatchObject({ code: 'config' });
  expect(buffer.signal.aborted).toBe(false);
});

it('tells the reader of a failure after the last value', async () => {
  const buffer = boundedBuffer<number>();
  await buffer.put(1);
  buffer.fail(new Error('no more'));
  expect(await buffer.get()).toBe(1);
  await expect(buffer.get()).rejects.toThrow('no more');
});

it('stops its producer when the reader leaves, in the middle of a wait too', async () => {
  const buffer = boundedBuffer<number>({ max: 2 });
  let isEnded = false;
  const filling = buffer.fill(
    (async function* () {
      try {
        for (let value = 0; ; value += 1) yield value;
      } finally {
        isEnded = true;
      }
    })(),
  );
  for await (const value of buffer) if (value === 5) break;
  await filling;
  expect(isEnded).toBe(true);
  expect(buffer.signal.aborted).toBe(true);
  expect(buffer.size).toBe(0);
  await expect(buffer.put(1)).rejects.toThrow('The reader has left');
});

it('lets a reader leave that waits for a value', async () => {
  const buffer = boundedBuffer<number>();
  const iterator = buffer[Symbol.asyncIterator]();
  const waiting = iterator.next();
  await iterator.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(buffer.signal.aborted).toBe(true);
});

it('passes on the failure of its source', async () => {
  const buffer = boundedBuffer<number>();
  await buffer.fill(
    (async function* () {
      yield 1;
      throw new Error('the source broke');
    })(),
  );
  expect(await buffer.get()).toBe(1);
  await expect(buffer.get()).rejects.toThrow('the source broke');
});

it('refuses a bound that holds nothing', () => {
  expect(() => boundedBuffer({ max: 0 })).toThrow('Give it a `max` of 1 or more');
});
