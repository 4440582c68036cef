import { messageText, SseDecoder, type ChatEvent } from '../../../src/protocol/index.ts';
import {
  createChatServer,
  serverTool,
  type ChatHistory,
  type ChatQuestion,
  type ChatServer,
} from '../../../src/server/index.ts';
import { RedisRunStore } from '../../../src/server/redis/redis-run-store.ts';
import { openTcpProxy } from './tcp-proxy.ts';

// A machine that is busy with other tests may stand still for a second: its servers must not be taken for dead.
const times = { leaseMs: 2500, graceMs: 700, maxCutMs: 60_000 };

/** What is asked for: so many words, at a pace; after `callAt` words a tool is called, which takes a while. */
export interface Count {
  readonly words: number;
  readonly paceMs: number;
  readonly callAt?: number | undefined;
  readonly toolMs?: number | undefined;
}

/** What happened to one run on all servers of a world. */
export interface RunFacts {
  /** How often it was asked for anew, and not to be gone on with. */
  asks: number;
  /** How often it was gone on with. */
  takeOvers: number;
  /** How often its tool was begun. */
  executions: number;
}

/** A server of a world, which can die. */
export interface MortalServer {
  readonly chat: ChatServer;
  readonly died: Promise<void>;
  isDead: boolean;
  /** Takes its way to Redis, and all that it was about to say. */
  die(): void;
}

/** Servers in one process that share a Redis and go on with each other's answers. */
export class TakeOverWorld {
  readonly servers: MortalServer[] = [];
  readonly facts = new Map<string, RunFacts>();
  readonly #closing: (() => Promise<unknown>)[] = [];

  /** Adds a server. */
  async open(redisPort: number, history?: ChatHistory): Promise<MortalServer> {
    const proxy = await openTcpProxy(redisPort);
    const runs = await RedisRunStore.open(`redis://127.0.0.1:${proxy.port}`, times);
    const dying = new AbortController();
    const died = new Promise<void>((resolve) => {
      dying.signal.addEventListener('abort', () => resolve());
    });
    const chat = createChatServer({
      runs,
      takeOver: true,
      history,
      stopMs: 50,
      owner: () => 'alice',
      onError: () => undefined,
      answer: (question) => this.#count(question, server),
      tools: {
        wait: serverTool({
          description: 'Takes a while.',
          execute: (input, { question }) => this.#wait(input as Count, question, server),
        }),
      },
    });
    const server: MortalServer = {
      chat,
      died,
      isDead: false,
      die() {
        server.isDead = true;
        proxy.cut();
        dying.abort();
      },
    };
    this.servers.push(server);
    this.#closing.push(async () => {
      proxy.mend();
      await chat.close();
      await proxy.close();
    });
    return server;
  }

  /** What happened to a run. */
  of(runId: string): RunFacts {
    const facts = this.facts.get(runId) ?? { asks: 0, takeOvers: 0, executions: 0 };
    this.facts.set(runId, facts);
    return facts;
  }

  async close(): Promise<void> {
    await Promise.all(this.#closing.map((close) => close()));
  }

  async *#count(
    { messages, written, runId, signal }: ChatQuestion,
    server: MortalServer,
  ): AsyncGenerator<string | ChatEvent, void, undefined> {
    const [question] = messages.findLast(({ role }) => role === 'user')?.parts ?? [];
    const count = JSON.parse(question?.type === 'text' ? question.text : '{}') as Count;
    const said = written ?? messages.findLast(({ role }) => role === 'assistant');
    const before = said ? messageText(said).split(' ').length - 1 : 0;
    const hasCalled = said?.parts.some((part) => 'toolCallId' in part) ?? false;
    const facts = this.of(runId);
    if (said === undefined) facts.asks++;
    if (written) facts.takeOvers++;
    for (let number = before; number < count.words; number++) {
      await pause(count.paceMs, server);
      if (signal.aborted) return;
      if (number === count.callAt && !hasCalled) {
        yield { type: 'tool-input-available', toolCallId: runId, toolName: 'wait', input: count };
        return;
      }
      yield `${number} `;
    }
  }

  async #wait(
    { toolMs = 0 }: Count,
    { runId }: ChatQuestion,
    server: MortalServer,
  ): Promise<string> {
    this.of(runId).executions++;
    await pause(toolMs, server);
    return 'waited';
  }
}

/** A dead server does nothing more. */
async function pause(ms: number, server: MortalServer): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  if (server.isDead) await new Promise(() => undefined);
}

/** One connection's worth of a run: its events, where it stands after them, and whether it was whole. */
export interface Piece {
  readonly events: readonly ChatEvent[];
  readonly last: string | undefined;
  readonly isWhole: boolean;
}

/** Reads an answer up to a byte, or until its server dies. */
export async function readPiece(
  response: Response,
  maxBytes: number,
  died: Promise<void>,
): Promise<Piece> {
  const reader = response.body!.getReader();
  const decoder = new SseDecoder();
  const events: ChatEvent[] = [];
  let last: string | undefined;
  let isWhole = false;
  let left = maxBytes;
  while (left > 0) {
    const next = await Promise.race([reader.read(), died.then(() => undefined)]);
    if (!next?.value) break;
    // What comes after the last whole frame is not told.
    for (const { data, id } of decoder.push(next.value.subarray(0, left))) {
      last = id ?? last;
      if (data === '[DONE]') isWhole = true;
      else if (data !== '') events.push(JSON.parse(data) as ChatEvent);
    }
    left -= next.value.length;
  }
  void reader.cancel();
  return { events, last, isWhole };
}
