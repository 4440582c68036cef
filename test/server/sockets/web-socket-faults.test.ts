// @vitest-environment node
import { expect, it } from 'vitest';
import {
  type Run,
  RunLog,
  type RunLogLimits,
  type RunStore,
  StreamPlaces,
} from '../../../src/server/index.ts';
import { ChatConnection } from '../../../src/server/sockets/chat-connection.ts';
import type { SocketVisitor } from '../../../src/server/sockets/socket-visitor.ts';
import { TypingRooms } from '../../../src/server/sockets/typing-rooms.ts';
import type { ChatEvent, TransportEvent } from '../../../src/protocol/index.ts';
import { manualClock, type ManualClock } from '../../../src/testing/index.ts';
import { webSocketTransport } from '../../../src/transports/index.ts';
import { request } from '../../transports/describe-transport.ts';
import { manualPage } from '../../transports/manual-page.ts';
import { createRandom } from '../../simulation/random.ts';
import { faultyPipe, type PipeFaults } from './faulty-pipe.ts';

const runId = 'run-of-the-faults';
const calm: PipeFaults = { drop: 0, duplicate: 0, delayMs: 5, cut: 0 };

function answer(count: number): ChatEvent[] {
  const deltas = Array.from({ length: count }, (_, index): ChatEvent => {
    return { type: 'text-delta', id: '1', delta: `${index} ` };
  });
  const start: ChatEvent[] = [{ type: 'start' }, { type: 'text-start', id: '1' }];
  return [...start, ...deltas, { type: 'text-end', id: '1' }, { type: 'finish' }];
}

/** A store of one run, whose events come one after the other in the clock's time. */
function oneRun(clock: ManualClock, events: readonly ChatEvent[], limits: RunLogLimits) {
  let run: Run | undefined;
  const write = (log: RunLog, random: () => number): void => {
    const event = events[log.lastSeq + 1];
    if (!event) return;
    log.append(event);
    clock.setTimeout(() => write(log, random), random() * 40);
  };
  const store = (random: () => number): RunStore => ({
    trouble: undefined,
    get: () => Promise.resolve(run),
    activeIn: () => Promise.resolve(run),
    create({ id, chatId, owner }) {
      if (!run) {
        const log = new RunLog(id, limits);
        run = { id, chatId, owner, log, settled: Promise.resolve(), attach: () => ignore };
        write(log, random);
      }
      return Promise.resolve(run);
    },
    cancel: () => Promise.resolve(run),
    forgetChat: () => Promise.resolve(),
    forgetOwner: () => Promise.resolve(),
    sweep() {},
    fail: () => Promise.resolve(),
    drain: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });
  return store;
}

interface Schedule {
  readonly seed: number;
  readonly faults: (random: () => number) => PipeFaults;
  /** Events that the server keeps. */
  readonly maxEvents?: number;
  /** How long the reader takes for an event at most, in milliseconds. */
  readonly slowMs?: number;
}

function visitorOf(runs: RunStore): SocketVisitor {
  return {
    address: '',
    identify: () => '',
    ask: ({ id, owner }) => runs.create({ id, chatId: 'chat', owner, source: () => nothing() }),
    refused: ignore,
    failed: ignore,
  };
}

async function* nothing(): AsyncGenerator<never> {}

/** Reads one answer over a bad network, to its end. */
async function play({ seed, faults, maxEvents = 20_000, slowMs = 0 }: Schedule) {
  const chance = createRandom(seed);
  const random = () => chance.next();
  const clock = manualClock();
  const events = answer(20 + Math.floor(random() * 200));
  const store = oneRun(clock, events, { maxEvents });
  const chosen = faults(random);
  const runs = store(random);
  const shared = {
    runs,
    rooms: new TypingRooms(),
    places: new StreamPlaces(),
    sessions: new Map(),
    limits: {
      heartbeatMs: 15_000,
      helloMs: 60_000,
      maxStreams: 4,
      maxSendBytes: 1e6,
      rate: { burst: Infinity },
    },
  };
  const transport = webSocketTransport({
    url: 'ws://localhost/',
    clock,
    page: manualPage(),
    random,
    idleMs: 0,
    WebSocket: faultyPipe({
      clock,
      random,
      faults: () => chosen,
      accept: (socket) => new ChatConnection(shared, visitorOf(runs), socket),
    }),
  });
  const told: TransportEvent[] = [];
  const reading = (async () => {
    for await (const item of transport.send(request({ runId }))) {
      told.push(item);
      if (slowMs === 0) continue;
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, random() * slowMs));
    }
  })();
  await untilRead(reading, clock);
  return { told, events };
}

/** Lets the time pass until the reader has come to an end, which it does. */
async function untilRead(reading: Promise<void>, clock: ManualClock): Promise<void> {
  const state = { isOver: false };
  const over = reading.then(() => (state.isOver = true));
  for (let step = 0; !state.isOver && step < 20_000; step += 1) await clock.advance(50);
  expect(state.isOver, 'the answer has an end').toBe(true);
  await over;
}

function ignore(): void {}

/** The law: every event once, in order, none left out but those that a snapshot stands for; and an end. */
function judge(told: readonly TransportEvent[], events: readonly ChatEvent[]): string {
  let next = 0;
  for (const [index, item] of told.entries()) {
    if (item.type === 'event') {
      expect(item.seq).toBe(next);
      expect(item.event).toEqual(events[next]);
      next += 1;
    }
    if (item.type === 'snapshot') {
      expect(item.seq).toBeGreaterThanOrEqual(next);
      next = item.seq + 1;
    }
    expect(item.type === 'end').toBe(index === told.length - 1);
  }
  const last = told.at(-1);
  if (last?.type !== 'end') throw new Error('The answer has no end.');
  if (last.end === 'complete') expect(next).toBe(events.length);
  else expect(last.error).toBeDefined();
  return last.end;
}

async function playMany(
  count: number,
  schedule: Omit<Schedule, 'seed'>,
): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  for (let seed = 1; seed <= count; seed += 1) {
    try {
      const { told, events } = await play({ ...schedule, seed });
      const end = judge(told, events);
      ends.set(end, (ends.get(end) ?? 0) + 1);
    } catch (cause) {
      throw new Error(`Seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      });
    }
  }
  return ends;
}

it('tells an answer whole over a good network', async () => {
  expect(await playMany(20, { faults: () => calm })).toEqual(new Map([['complete', 20]]));
});

/** Faults whose chances differ from schedule to schedule, up to these. */
function upTo(worst: PipeFaults) {
  return (random: () => number): PipeFaults => ({
    drop: random() * worst.drop,
    duplicate: random() * worst.duplicate,
    delayMs: random() * worst.delayMs,
    cut: random() * worst.cut,
  });
}

it('repairs frames that are lost, repeated or overtaken', async () => {
  const faults = upTo({ drop: 0.1, duplicate: 0.1, delayMs: 100, cut: 0 });
  const ends = await playMany(200, { faults });
  expect(ends.get('complete')).toBeGreaterThan(190);
  expect(ends.get('truncated')).toBeUndefined();
});

it('goes on over new sockets, however often they break', async () => {
  const faults = upTo({ drop: 0.02, duplicate: 0.05, delayMs: 60, cut: 0.1 });
  const ends = await playMany(200, { faults });
  expect(ends.get('complete')).toBeGreaterThan(190);
});

it('takes a snapshot for what the server has dropped while the reader was slow', async () => {
  const faults = upTo({ drop: 0.05, duplicate: 0.05, delayMs: 60, cut: 0.05 });
  const ends = await playMany(100, { faults, maxEvents: 30, slowMs: 100 });
  expect(ends.get('complete')).toBeGreaterThan(90);
});

it('ends with an error where hardly anything comes through', async () => {
  const faults = upTo({ drop: 0.9, duplicate: 0, delayMs: 60, cut: 0.5 });
  const ends = await playMany(100, { faults });
  expect((ends.get('truncated') ?? 0) + (ends.get('error') ?? 0)).toBeGreaterThan(10);
});
