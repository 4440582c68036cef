// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { collectMessage } from '../../../src/dialects/index.ts';
import { messageText, type ChatEvent, type ChatMessage } from '../../../src/protocol/index.ts';
import { memoryHistory, type ChatHistory } from '../../../src/server/index.ts';
import { hasRedis, startRedis } from './redis-server.ts';
import { readPiece, TakeOverWorld, type Count, type MortalServer } from './take-over-world.ts';

const patience = { timeout: 30_000, interval: 20 };
const whole = (words: number) => Array.from({ length: words }, (_, at) => `${at} `).join('');
const never = new Promise<void>(() => undefined);

describe.runIf(hasRedis)(
  `a server that dies with tools and a history${hasRedis ? '' : ' (needs redis-server)'}`,
  () => {
    let redis: Awaited<ReturnType<typeof startRedis>>;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis.remove());

    async function openTwo(history?: ChatHistory) {
      const world = new TakeOverWorld();
      onTestFinished(() => world.close());
      const dying = await world.open(redis.port, history);
      return { world, dying, heir: await world.open(redis.port, history) };
    }

    it('has a call that it was at not done twice, and the model told that nobody knows', async () => {
      const { world, dying, heir } = await openTwo();
      const runId = 'run-in-a-call';
      await ask(dying, runId, { words: 4, paceMs: 5, callAt: 2, toolMs: 600_000 });
      const reading = read(heir, runId);
      await expect.poll(() => world.of(runId).executions, patience).toBe(1);
      await reaches(heir, runId, 'input-available');
      dying.die();
      const message = await reading;
      expect(message.end).toBe('complete');
      expect(messageText(message)).toBe('0 1 2 3 ');
      expect(world.of(runId)).toEqual({ asks: 1, takeOvers: 0, executions: 1 });
      expect(callOf(message)).toMatchObject({
        state: 'output-error',
        errorText: expect.stringMatching(/Nobody knows whether it was done/) as string,
      });
    });

    it('has what a call brought, and does not call again', async () => {
      const { world, dying, heir } = await openTwo();
      const runId = 'run-behind-a-call';
      await ask(dying, runId, { words: 60, paceMs: 20, callAt: 2, toolMs: 5 });
      const reading = read(heir, runId);
      await reaches(heir, runId, 'output-available');
      dying.die();
      const message = await reading;
      expect(message.end).toBe('complete');
      expect(messageText(message)).toBe(whole(60));
      expect(world.of(runId)).toMatchObject({ asks: 1, executions: 1 });
      expect(callOf(message)).toMatchObject({ state: 'output-available', output: 'waited' });
    });

    it('leaves one answer in the history, and what was asked in the meantime', async () => {
      const history = memoryHistory();
      const { dying, heir } = await openTwo(history);
      const runId = 'run-with-history';
      await ask(dying, runId, { words: 30, paceMs: 20 });
      const reading = read(heir, runId);
      await reaches(heir, runId, 'text');
      dying.die();
      // Before anybody knows of its death, the same chat goes on at the other server.
      const next = await send(heir, 'run-in-the-meantime', {
        id: 'chat-of-alice',
        message: userMessage('second', { words: 2, paceMs: 1 }),
      });
      await readPiece(next, Infinity, never);
      const message = await reading;
      expect(message.end).toBe('complete');
      await expect
        .poll(async () => (await history.load('chat-of-alice', 'alice'))?.messages, patience)
        .toMatchObject([
          { id: 'first', role: 'user' },
          { id: runId, role: 'assistant', end: 'complete' },
          { id: 'second', role: 'user' },
          { id: 'run-in-the-meantime', role: 'assistant', end: 'complete' },
        ]);
    });

    it('has an answer written anew gone on with, though the one before it has left the history', async () => {
      const history = memoryHistory();
      const { dying, heir } = await openTwo(history);
      await readPiece(
        await ask(heir, 'run-of-the-first', { words: 30, paceMs: 10 }),
        Infinity,
        never,
      );
      await expect
        .poll(async () => (await history.load('chat-of-alice', 'alice'))?.messages.length, patience)
        .toBe(2);
      const again = { trigger: 'regenerate-message', messageId: 'run-of-the-first' };
      const response = await send(dying, 'run-anew', { id: 'chat-of-alice', ...again });
      void response.body?.cancel();
      const reading = read(heir, 'run-anew');
      await reaches(heir, 'run-anew', 'text');
      dying.die();
      expect(messageText(await reading)).toBe(whole(30));
    });
  },
);

const userMessage = (id: string, count: Count) => ({
  id,
  role: 'user',
  parts: [{ type: 'text', text: JSON.stringify(count) }],
});

function ask(server: MortalServer, runId: string, count: Count): Promise<Response> {
  return send(server, runId, { id: 'chat-of-alice', messages: [userMessage('first', count)] });
}

function send({ chat }: MortalServer, runId: string, body: object): Promise<Response> {
  const headers = { 'idempotency-key': runId };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return chat.fetch(new Request('http://app.test/api/chat', init));
}

const streamOf = ({ chat }: MortalServer, runId: string) =>
  chat.fetch(new Request(`http://app.test/api/runs/${runId}/stream`));

/** The message of a run, read from its beginning to its end. */
async function read(server: MortalServer, runId: string): Promise<ChatMessage> {
  const { events } = await readPiece(await streamOf(server, runId), Infinity, never);
  return collectMessage(each(events));
}

async function* each(events: readonly ChatEvent[]): AsyncGenerator<ChatEvent> {
  yield* events;
}

const callOf = ({ parts }: ChatMessage) => parts.find((part) => 'toolCallId' in part);

/** Waits until a run has come so far where it is read: to a text, or to a state of its call. */
async function reaches({ chat }: MortalServer, runId: string, what: string): Promise<void> {
  const look = async () => {
    const response = await chat.fetch(new Request(`http://app.test/api/runs/${runId}`));
    const { message } = (await response.json()) as { message?: ChatMessage };
    return message?.parts.map((part) =>
      'state' in part && part.type !== 'text' ? part.state : part.type,
    );
  };
  await expect.poll(look, patience).toContain(what);
}
