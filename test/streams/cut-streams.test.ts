// @vitest-environment node
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createChatServer, defineTask, memoryRuns } from '../../src/server/index.ts';
import { createStream } from '../../src/streams/create-stream.ts';

const items = ['The ', 'river – ', '川 ', 'flows. 🌊'];
/** A task that notes how often it is done. */
function listTask(counts: { work: number }) {
  return defineTask({
    input: z.object({}),
    async *run(_, { header, progress }) {
      counts.work += 1;
      yield header({ total: items.length });
      for (const [index, text] of items.entries()) {
        yield { text };
        yield progress({ done: index + 1, total: items.length });
      }
      return { all: items.join('') };
    },
  });
}

/** A server in this process, on a line that breaks once: behind so many bytes of the first answer. */
function brokenLine(cutAt: number) {
  let begun = 0;
  const counts = { work: 0, bytes: 0, answers: 0 };
  const chat = createChatServer({
    answer: () => '',
    runs: memoryRuns(),
    owner: () => 'ann',
    tasks: { list: listTask(counts) },
  });
  const fetch = async (address: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(address instanceof Request ? address.url : address, 'http://app.test');
    const response = await chat.fetch(new Request(url, init));
    counts.answers += 1;
    if (begun++ > 0 || !response.body) return response;
    let left = cutAt;
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        counts.bytes += bytes.length;
        controller.enqueue(bytes.subarray(0, left));
        left -= bytes.length;
        if (left <= 0) controller.error(new TypeError('The line broke.'));
      },
    });
    return new Response(response.body.pipeThrough(cut), response);
  };
  return { fetch, counts, close: () => chat.close() };
}

async function readOver(cutAt: number) {
  const line = brokenLine(cutAt);
  const stream = createStream({
    url: 'http://app.test/api/tasks/list',
    fetch: line.fetch,
    retry: { baseMs: 1, capMs: 1 },
  });
  const seen: unknown[][] = [];
  stream.subscribe(() => seen.push([...stream.getState().items]));
  await new Promise<void>((resolve) => {
    stream.subscribe(() => {
      if (stream.getState().end !== undefined) resolve();
    });
    void stream.start({});
  });
  const { header, items: read, footer, end, error } = stream.getState();
  stream.dispose();
  await line.close();
  return { ...line.counts, seen, shown: { header, items: read, footer, end, error } };
}

const whole = {
  header: { total: items.length },
  items: items.map((text) => ({ text })),
  footer: { all: items.join('') },
  end: 'complete',
  error: undefined,
};

it('a typed stream that is cut at any byte goes on there: nothing is lost, doubled or taken back', async () => {
  const { bytes, shown } = await readOver(Infinity);
  expect(shown).toEqual(whole);
  expect(bytes).toBeGreaterThan(300);
  let resumed = 0;
  const cuts = Array.from({ length: bytes }, (_, cutAt) => cutAt);
  const all = await Promise.all(cuts.map((cutAt) => readOver(cutAt)));
  for (const [cutAt, read] of all.entries()) {
    expect({ cutAt, ...read.shown }).toEqual({ cutAt, ...whole });
    expect({ cutAt, work: read.work }).toEqual({ cutAt, work: 1 });
    for (const [index, now] of read.seen.entries()) {
      const before = read.seen[index - 1] ?? [];
      expect(now.slice(0, before.length)).toEqual(before);
    }
    if (read.answers > 1) resumed += 1;
  }
  // What is cut behind the end of the stream costs nothing.
  expect(resumed).toBeGreaterThan(bytes / 2);
});
