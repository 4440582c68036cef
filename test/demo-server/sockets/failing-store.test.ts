// @vitest-environment node
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { MemoryRunStore } from '../../../src/server/index.ts';
import { noObserver, type Refusal } from '../../../demo-server/server/observer.ts';
import { ChatError } from '../../../src/protocol/index.ts';
import { RawClient } from './raw-client.ts';
import { startSocketServer } from './socket-server.ts';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';

/** A store that fails in every call while it is away, as one behind a network does, or as one with a fault in it. */
class FailingStore extends MemoryRunStore {
  failure: Error | undefined;

  override async get(...asked: Parameters<MemoryRunStore['get']>) {
    this.#check();
    return super.get(...asked);
  }
  override async activeIn(...asked: Parameters<MemoryRunStore['activeIn']>) {
    this.#check();
    return super.activeIn(...asked);
  }
  override async create(...asked: Parameters<MemoryRunStore['create']>) {
    this.#check();
    return super.create(...asked);
  }
  override async cancel(...asked: Parameters<MemoryRunStore['cancel']>) {
    this.#check();
    return super.cancel(...asked);
  }

  #check(): void {
    if (this.failure) throw this.failure;
  }
}

const away = new ChatError('overloaded', 'The store is away.', { status: 503 });
const fault = new TypeError('x is not a function');

async function open() {
  const runs = new FailingStore();
  const refused: Refusal[] = [];
  const failed: unknown[] = [];
  const observer = {
    ...noObserver,
    refused: (refusal: Refusal) => void refused.push(refusal),
    failed: (error: unknown) => void failed.push(error),
  };
  const engine = new ScriptedEngine({ pace: 20, reply: () => 'word '.repeat(500) });
  const server = await startSocketServer({ engine, runs, observer });
  onTestFinished(() => server.close());
  return { ...server, runs, refused, failed };
}

const question = [{ id: 'u', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }];
// Only whoever says who he is finds a run by its chat.
const asked = { id: 'chat-1', headers: { authorization: 'Bearer alice' }, body: {} };
const aiFrames = [
  { type: 'send', requestId: 'r2', ...asked, id: 'chat-2', messages: question },
  { type: 'resume', requestId: 'r2', ...asked },
  { type: 'abort', requestId: 'r1' },
] as const;

async function aiSocket(host: string) {
  const socket = new WebSocket(`ws://${host}/ws/ai-sdk`);
  onTestFinished(() => socket.terminate());
  const answers: { type: string; requestId: string; errorText?: string }[] = [];
  socket.on('message', (data: Buffer) => answers.push(JSON.parse(data.toString())));
  await once(socket, 'open');
  return {
    say: (frame: object) => socket.send(JSON.stringify(frame)),
    async until(requestId: string, type: string) {
      for (;;) {
        const found = answers.find((each) => each.requestId === requestId && each.type === type);
        if (found) return found;
        await once(socket, 'message');
      }
    },
  };
}

describe.each([
  ['is away', away, /The store is away/],
  ['has a fault', fault, /failed/],
] as const)('a socket whose store %s', (_, failure, message) => {
  it.each(aiFrames)('of the AI SDK is told so and goes on, at $type', async (frame) => {
    const { host, runs, refused, failed } = await open();
    const client = await aiSocket(host);
    client.say({ type: 'send', requestId: 'r1', ...asked, messages: question });
    await client.until('r1', 'chunk');
    runs.failure = failure;
    client.say(frame);
    expect(await client.until(frame.requestId, 'error')).toMatchObject({
      errorText: expect.stringMatching(message) as string,
    });
    runs.failure = undefined;
    client.say({ type: 'resume', requestId: 'r3', ...asked });
    await client.until('r3', 'chunk');
    expect([refused.map(({ reason }) => reason), failed]).toEqual(
      failure === away ? [['overloaded'], []] : [[], [fault]],
    );
  });

  it.each([
    { type: 'send', run: 'run-00002', chat: 'chat-2', input: 'Hi' },
    { type: 'attach', chat: 'chat-1' },
    { type: 'attach', run: 'run-00001' },
    { type: 'cancel', run: 'run-00001' },
  ] as const)('of chat.v1 is told so and goes on, at $type', async (frame) => {
    const { url, runs } = await open();
    const client = await RawClient.open(url);
    onTestFinished(() => client.close());
    client.say({ type: 'send', run: 'run-00001', chat: 'chat-1', input: 'Hi', credit: 4 });
    await client.next('ev');
    runs.failure = failure;
    client.say(frame);
    expect(await client.next('err')).toMatchObject({
      message: expect.stringMatching(message) as string,
    });
    runs.failure = undefined;
    client.say({ type: 'cancel', run: 'run-00001' });
    expect(await client.next('cancelled')).toMatchObject({ run: 'run-00001' });
  });

  it('of chat.v1 is told so for what hello goes on with', async () => {
    const { url, runs } = await open();
    runs.failure = failure;
    const client = await RawClient.open(url, { resume: [{ run: 'run-00001', after: 0 }] });
    onTestFinished(() => client.close());
    expect(await client.next('err')).toMatchObject({ run: 'run-00001' });
    await client.settled();
  });
});
