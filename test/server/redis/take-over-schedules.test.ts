// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { collectMessage } from '../../../src/dialects/index.ts';
import { messageText, type ChatEvent } from '../../../src/protocol/index.ts';
import { createRandom, type Random } from '../../simulation/random.ts';
import { hasRedis, startRedis } from './redis-server.ts';
import { readPiece, TakeOverWorld, type Count, type MortalServer } from './take-over-world.ts';

// Chats of one world, which all lose the same server at the same time.
const side = 20;
const worlds = Math.ceil(Number(process.env['TAKE_OVER_RUNS'] ?? 100) / side);
const first = Number(process.env['TAKE_OVER_SEED'] ?? 0);
const patient = { timeout: 300_000 };

/** All that chance decides of one chat beforehand. */
interface Schedule {
  readonly runId: string;
  readonly count: Count;
  /** When other tabs open, when the question is asked once more, and when it is stopped, in milliseconds. */
  readonly tabs: readonly number[];
  readonly asksAgainAt: number | undefined;
  readonly stopsAt: number | undefined;
}

function drawSchedule(random: Random, runId: string): Schedule {
  const words = 5 + random.int(50);
  return {
    runId,
    count: {
      words,
      paceMs: 2 + random.int(40),
      ...(random.chance(0.4) && { callAt: random.int(words), toolMs: random.int(800) }),
    },
    tabs: Array.from({ length: random.int(3) }, () => random.int(2000)),
    asksAgainAt: random.chance(0.5) ? random.int(1500) : undefined,
    stopsAt: random.chance(0.25) ? random.int(2500) : undefined,
  };
}

/** One chat on its way through a world. */
class ScheduledChat {
  readonly #world: TakeOverWorld;
  readonly #schedule: Schedule;
  readonly #random: Random;
  /** Whether a server has said that it was stopped. */
  isStopped = false;

  constructor(world: TakeOverWorld, schedule: Schedule, random: Random) {
    this.#world = world;
    this.#schedule = schedule;
    this.#random = random;
  }

  /** What each of its readers has read, to its end. */
  async run(): Promise<ChatEvent[][]> {
    const { tabs, asksAgainAt, stopsAt } = this.#schedule;
    const asking = this.#read(() => this.#ask());
    const others = tabs.map((at) => later(at, () => this.#read(() => this.#resume(undefined))));
    if (asksAgainAt !== undefined) {
      others.push(later(asksAgainAt, () => this.#read(() => this.#ask())));
    }
    const stopping = stopsAt === undefined ? undefined : later(stopsAt, () => this.#stop());
    const read = await Promise.all([asking, ...others]);
    await stopping;
    return [...read, await this.#read(() => this.#resume(undefined))];
  }

  /** Reads to the end over as many connections as it takes, each of which may be cut at any byte. */
  async #read(open: () => Promise<Answered>): Promise<ChatEvent[]> {
    const events: ChatEvent[] = [];
    let cursor: string | undefined;
    let answered = await open();
    for (;;) {
      const { response, server } = answered;
      if (response.status === 204) return events;
      if (response.status === 200) {
        const bytes = this.#random.chance(0.5) ? this.#random.int(3000) : Infinity;
        const piece = await readPiece(response, bytes, server.died);
        events.push(...piece.events);
        cursor = piece.last ?? cursor;
        if (piece.isWhole) return events;
      } else {
        await response.body?.cancel();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      // Where the question never arrived, or is not known any more, it is asked once more.
      answered = response.status === 404 ? await this.#ask() : await this.#resume(cursor);
    }
  }

  #ask(): Promise<Answered> {
    const { runId, count } = this.#schedule;
    const parts = [{ type: 'text', text: JSON.stringify(count) }];
    const body = { id: `chat-of-${runId}`, messages: [{ id: 'u', role: 'user', parts }] };
    return this.#call('/chat', {
      method: 'POST',
      headers: { 'idempotency-key': runId },
      body: JSON.stringify(body),
    });
  }

  #resume(cursor: string | undefined): Promise<Answered> {
    const headers: Record<string, string> = cursor === undefined ? {} : { 'last-event-id': cursor };
    return this.#call(`/runs/${this.#schedule.runId}/stream`, { headers });
  }

  async #stop(): Promise<void> {
    const { response } = await this.#call(`/runs/${this.#schedule.runId}/cancel`, {
      method: 'POST',
    });
    const { status } = response.ok ? ((await response.json()) as { status: string }) : {};
    this.isStopped = status === 'aborted';
  }

  /** Calls any of the servers that live; one that dies before it answers does not. */
  async #call(path: string, init: RequestInit): Promise<Answered> {
    for (;;) {
      const alive = this.#world.servers.filter(({ isDead }) => !isDead);
      const server = alive[this.#random.int(alive.length)]!;
      const calling = server.chat.fetch(new Request(`http://app.test/api${path}`, init));
      const response = await Promise.race([calling, server.died.then(() => undefined)]);
      if (response) return { response, server };
    }
  }
}

async function later<T>(ms: number, act: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return act();
}

interface Answered {
  readonly response: Response;
  readonly server: MortalServer;
}

describe.runIf(hasRedis)(
  `answers of servers that die, in drawn schedules${hasRedis ? '' : ' (needs redis-server)'}`,
  () => {
    let redis: Awaited<ReturnType<typeof startRedis>>;
    /** Of all worlds together: how often an answer was gone on with, how often a tool was done, how often one was stopped. */
    const seen = { takeOvers: 0, executions: 0, stops: 0 };
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis.remove());

    // TAKE_OVER_RUNS=2000 runs more of them, TAKE_OVER_SEED=7 begins with that world.
    it.each(Array.from({ length: worlds }, (_, index) => first + index))(
      'are whole and the same for all readers, asked once, and their tools done once (world %i)',
      patient,
      async (seed) => {
        const random = createRandom(seed);
        const world = new TakeOverWorld();
        onTestFinished(() => world.close());
        const [dying] = await Promise.all([1, 2, 3].map(() => world.open(redis.port)));
        const schedules = Array.from({ length: side }, (_, index) =>
          drawSchedule(random, `run-of-${seed}-${index}`),
        );
        const chats = schedules.map((each) => new ScheduledChat(world, each, random));
        setTimeout(() => dying?.die(), 200 + random.int(1000));
        const read = await Promise.all(chats.map((chat) => chat.run()));
        const faults = await Promise.all(
          schedules.map((each, index) =>
            faultsOf(each, read[index]!, chats[index]!.isStopped, world),
          ),
        );
        expect(faults.flat()).toEqual([]);
      },
    );

    it('are worth something only if all of it happens', () => {
      expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
    });

    /** What is wrong with what came of a schedule. */
    async function faultsOf(
      { runId, count }: Schedule,
      read: readonly ChatEvent[][],
      isStopped: boolean,
      world: TakeOverWorld,
    ): Promise<string[]> {
      const [events = []] = read;
      const message = await collectMessage(streamOf(events));
      const text = messageText(message);
      const whole = Array.from({ length: count.words }, (_, number) => `${number} `).join('');
      const { asks, executions, takeOvers } = world.of(runId);
      seen.takeOvers += takeOvers;
      seen.executions += executions;
      seen.stops += isStopped ? 1 : 0;
      const told = JSON.stringify(events);
      const isWhole = message.end === 'complete' && !isStopped && text === whole;
      const isAborted = message.end === 'aborted' && whole.startsWith(text);
      return Object.entries({
        'its readers have read different things': read.some(
          (each) => JSON.stringify(each) !== told,
        ),
        [`it ended ${message.end} with ${text}`]: !isWhole && !isAborted,
        [`it was asked ${asks} times`]: asks > 1,
        [`its tool was done ${executions} times`]: executions > 1,
      }).flatMap(([fault, isSo]) => (isSo ? [`${runId}: ${fault}`] : []));
    }
  },
);

async function* streamOf(events: readonly ChatEvent[]): AsyncGenerator<ChatEvent> {
  yield* events;
}
