// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { IntakeBudget } from '../../../src/server/http/intake-budget.ts';
import type { AppOptions } from '../../../demo-server/http/app.ts';
import { chatBody, serveEngine } from '../http-server.ts';
import { chunked, framed, RawConnection } from '../raw-connection.ts';

const kib = 1024;

const reply = (question: string) => `${question.length} characters`;

async function serve(options: Partial<AppOptions> = {}) {
  const server = await serveEngine(
    new ScriptedEngine({ pace: 0, reply, contextSize: 1e6 }),
    options,
  );
  onTestFinished(() => server.close());
  return server;
}

const head = (path: string, fields = '') =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${fields}`;

function cut(text: string, places: readonly number[]): string[] {
  const at = places.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b);
  return [0, ...at].map((from, index) => text.slice(from, at[index]));
}

const messages = (text: string) => [{ role: 'user', content: text }];
// Each route that reads a body, and what shows that it has read all of it.
const routes: Readonly<Record<string, (text: string) => { body: object; answer: RegExp }>> = {
  '/api/chat': (text) => ({
    body: chatBody(text),
    answer: new RegExp(`"delta":"${text.length}"|"delta":"${text.length} `),
  }),
  '/v1/chat/completions': (text) => ({
    body: { messages: messages(text) },
    answer: new RegExp(`"${text.length} characters"`),
  }),
  '/api/ag-ui': (text) => ({
    body: { threadId: 't', runId: crypto.randomUUID(), messages: messages(text) },
    answer: /RUN_FINISHED/,
  }),
};

describe('a body', () => {
  it('in chunks is read as with a length, at each route, however it is cut', async () => {
    const { url } = await serve();
    const property = fc.asyncProperty(
      fc.constantFrom(...Object.keys(routes)),
      fc.integer({ min: 1, max: 20_000 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      fc.array(fc.nat(), { maxLength: 4 }),
      fc.constantFrom('', ';x=1', ';name="a b"'),
      fc.constantFrom('', 'X-Sum: 1\r\n', 'x-a: 1\r\nx-b: 2\r\n'),
      async (path, length, chunks, packets, extension, trailer) => {
        const asked = routes[path]?.('x'.repeat(length));
        const text = JSON.stringify(asked?.body);
        const client = await RawConnection.open(url);
        const body = chunked(cut(text, chunks), { extension, trailer });
        await client.say(...cut(head(path) + body, packets).filter((piece) => piece !== ''));
        const answer = await client.answer();
        expect(answer).toMatchObject({
          status: 200,
          body: expect.stringMatching(asked?.answer ?? '') as string,
        });
        // The connection is left where the next request begins.
        await client.say('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
        expect(await client.answer()).toMatchObject({ status: 200 });
        client.reset();
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });

  it('of a cancel in chunks gives its reason', async () => {
    const { url, runs } = await serve();
    const body = chatBody('Hi', 'c', { pace: 1 });
    await fetch(`${url}/api/chat`, {
      method: 'POST',
      headers: { 'idempotency-key': 'run-00001' },
      body: JSON.stringify({ ...body, options: { pace: 1 } }),
    });
    const client = await RawConnection.open(url);
    await client.say(head('/api/runs/run-00001/cancel') + chunked(['{"reason":', '"enough"}']));
    expect(await client.answer()).toMatchObject({ status: 200 });
    const run = await runs.get('run-00001', '');
    expect(run?.log.events(run.log.lastSeq - 1, 1000)?.events).toEqual([
      { type: 'abort', reason: 'enough' },
    ]);
    client.reset();
  });

  it.each([
    ['with a length', (text: string) => framed(text)],
    ['in chunks', (text: string) => chunked([text.slice(0, 700), text.slice(700)])],
    ['that never ends', (text: string) => chunked([text]).replace(/0\r\n\r\n$/, '')],
  ])('%s over the limit is answered 413, though its client goes on to send', async (_, frame) => {
    const { url } = await serve({ maxBodyBytes: kib });
    const client = await RawConnection.open(url);
    const text = JSON.stringify(chatBody('x'.repeat(200 * kib)));
    await client.say(head('/api/chat') + frame(text));
    const answer = await client.answer();
    expect(answer).toMatchObject({ status: 413 });
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ error: { code: 'too-large' } });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    client.reset();
  });

  it('that is announced over the limit is not waited for', async () => {
    const { url } = await serve({ maxBodyBytes: kib });
    const client = await RawConnection.open(url);
    await client.say(`${head('/api/chat')}Content-Length: 5000\r\n\r\n{`);
    expect(await client.answer()).toMatchObject({ status: 413 });
    client.reset();
  });

  it('that is not JSON is told so, in chunks as well', async () => {
    const { url } = await serve();
    const client = await RawConnection.open(url);
    await client.say(head('/api/chat') + chunked(['{"id"', ':']));
    const answer = await client.answer();
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({ error: { code: 'bad-request' } });
    client.reset();
  });

  it('of a client that has left by the time it is whole counts all the same', async () => {
    const { url, runs } = await serve();
    const client = await RawConnection.open(url);
    const body = JSON.stringify(chatBody('Hi'));
    await client.say(head('/api/chat', 'Idempotency-Key: run-00001\r\n') + framed(body));
    client.reset();
    await expect.poll(async () => (await runs.get('run-00001', ''))?.id).toBe('run-00001');
  });

  it('that is held back gives way when too many are, with 503 and Retry-After', async () => {
    const intake = new IntakeBudget(100 * kib);
    const { url } = await serve({ intake });
    const held = await Promise.all(Array.from({ length: 20 }, () => RawConnection.open(url)));
    const begun = `${head('/api/chat')}Content-Length: 30000\r\n\r\n${'x'.repeat(10 * kib)}`;
    for (const client of held) await client.say(begun);
    const [first] = held;
    const refused = await first?.answer();
    expect(refused).toMatchObject({
      status: 503,
      head: expect.stringMatching(/^retry-after: 2$/im) as string,
    });
    expect(intake.bytes).toBeLessThanOrEqual(100 * kib);
    // Whoever sends at once gets through meanwhile.
    const asked = { method: 'POST', body: JSON.stringify(chatBody('x'.repeat(20 * kib))) };
    expect((await fetch(`${url}/api/chat`, asked)).status).toBe(200);
    for (const client of held) client.reset();
    await expect.poll(() => intake.bytes).toBe(0);
  });

  it('in a thousand small pieces costs what it holds', async () => {
    const intake = new IntakeBudget();
    const { url } = await serve({ intake });
    const client = await RawConnection.open(url);
    const text = JSON.stringify(chatBody('x'.repeat(3000)));
    await client.say(head('/api/chat') + chunked(text.split('')).replace(/0\r\n\r\n$/, ''));
    await expect.poll(() => intake.bytes).toBeGreaterThanOrEqual(text.length);
    expect(intake.bytes).toBeLessThanOrEqual(2 * text.length);
    await client.say('0\r\n\r\n');
    expect(await client.answer()).toMatchObject({ status: 200 });
    expect(intake.bytes).toBe(0);
    client.reset();
  });
});
