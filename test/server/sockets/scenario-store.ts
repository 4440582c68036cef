import {
  Doorbell,
  type Run,
  RunLog,
  type RunOptions,
  type RunStore,
} from '../../../src/server/index.ts';
import { ChatError, isTerminalEvent } from '../../../src/protocol/index.ts';
import type { Scenario } from '../../transports/describe-transport.ts';

/** A store whose runs play a scenario instead of asking an engine. */
export interface ScenarioStore extends RunStore {
  readonly cancelled: readonly string[];
  /** Resolves when nobody reads. */
  idle(): Promise<void>;
}

/** Makes the store; `cut` breaks all connections, after what was written has left. */
export function scenarioStore(scenario: Scenario, cut: () => void): ScenarioStore {
  const { events, refusal, holdAfter } = scenario;
  const runs = new Map<string, Run>();
  const cancelled: string[] = [];
  const left = new Doorbell();
  const attached = new Set<symbol>();
  const isWhole = holdAfter !== undefined || events.some(isTerminalEvent);
  const told = holdAfter === undefined ? events : events.slice(0, holdAfter);
  const stops = [...(scenario.cuts ?? [])];

  function open({ id, chatId, owner }: RunOptions): Run {
    const log = new RunLog(id);
    const attach = (): (() => void) => {
      const reader = Symbol(id);
      attached.add(reader);
      const stop = stops.shift();
      for (const event of told.slice(log.lastSeq + 1, stop)) log.append(event);
      if (stop !== undefined) setImmediate(cut);
      // A server that was restarted knows nothing of the run.
      else if (!isWhole) setImmediate(() => runs.delete(id) && cut());
      return () => {
        attached.delete(reader);
        left.ring();
      };
    };
    return { id, chatId, owner, log, settled: Promise.resolve(), attach };
  }

  return {
    cancelled,
    trouble: undefined,
    async idle() {
      while (attached.size > 0) await left.wait();
    },
    get: (id) => Promise.resolve(runs.get(id)),
    forgetChat: () => Promise.resolve(),
    forgetOwner: () => Promise.resolve(),
    activeIn: (chatId) =>
      Promise.resolve([...runs.values()].find((run) => run.chatId === chatId && !run.log.isEnded)),
    create(options) {
      if (refusal) {
        const code = refusal.status === 413 ? 'too-large' : 'server';
        return Promise.reject(new ChatError(code, refusal.message, { status: refusal.status }));
      }
      const run = runs.get(options.id) ?? open(options);
      runs.set(run.id, run);
      return Promise.resolve(run);
    },
    cancel(id) {
      const run = runs.get(id);
      if (run) cancelled.push(id);
      run?.log.append({ type: 'abort' });
      return Promise.resolve(run);
    },
    sweep() {},
    fail: () => Promise.resolve(),
    drain: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
