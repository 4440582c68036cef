// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chatBody, postChat, readAll, readStream, type Received } from './http-server.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

let server: ServerProcess;
beforeEach(async () => {
  server = await startServerProcess();
});
afterEach(() => server.kill());

const key = 'stopping-run-1';

/** Reads an answer, and has something done at its tenth event. */
async function readWhile(pace: number, atTenth: () => void): Promise<Received[]> {
  const response = await postChat(server.url, chatBody('Hi', 'c', { pace }), { key });
  const all: Received[] = [];
  for await (const received of readStream(response)) {
    all.push(received);
    if (all.length === 10) atTenth();
  }
  return all;
}

describe('a lone server that is told to stop', () => {
  it('lets its readers come back for the end of the answer, and stops then', async () => {
    const head = await readWhile(30, () => server.signal('SIGTERM'));
    expect(head.at(-1)?.event).toMatchObject({ type: 'text-delta' });
    const response = await fetch(`${server.url}/api/runs/${key}/stream`, {
      headers: { 'last-event-id': head.at(-1)?.id ?? '' },
    });
    const events = (await readAll(response)).map(({ event }) => event);
    expect(events.slice(-2)).toMatchObject([{ type: 'finish' }, '[DONE]']);
    expect(await server.exited).toBe(0);
  });

  it('stops at once when it is told so twice', async () => {
    await readWhile(5, () => server.signal('SIGTERM'));
    server.signal('SIGTERM');
    expect(await server.exited).toBe(130);
  });
});
