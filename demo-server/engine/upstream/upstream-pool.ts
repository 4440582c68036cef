import { setTimeout as delay } from 'node:timers/promises';
import type { ChatEvent } from 'rivulet/protocol';
import type { EngineRequest } from '../engine.ts';
import { UpstreamFailure } from './upstream-failure.ts';
import { UpstreamServer, type UpstreamServerOptions } from './upstream-server.ts';

/** What the pool is told, for the log. */
export type PoolListener = (server: UpstreamServer) => void;

const longestPauseMs = 2000;
const rounds = 2;

/**
 * The model servers behind this one. A question goes to the one that is least busy; one that fails before its first byte is
 * asked again at the next, and, where the whole round fails of what a moment may cure, once more.
 */
export class UpstreamPool {
  readonly servers: readonly UpstreamServer[];
  #asked = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(servers: readonly UpstreamServerOptions[]) {
    this.servers = servers.map((options) => new UpstreamServer(options));
  }

  /** Why no question would be answered; undefined when one would. */
  get trouble(): string | undefined {
    if (this.servers.some(({ isUsable }) => isUsable)) return undefined;
    return this.servers.map(({ name, trouble }) => `${name}: ${trouble ?? 'rests'}`).join('; ');
  }

  /** Asks again and again whether they are there. @param onChange Is told of each that comes or goes. */
  watch(model: string, checkMs: number, onChange: PoolListener): void {
    this.#timer = setInterval(() => {
      for (const server of this.servers) void checkOne(server, model, onChange);
    }, checkMs).unref();
  }

  /** Asks a question. Throws the last failure when none answers. */
  async ask(request: EngineRequest, signal: AbortSignal, model: string): Promise<Asked> {
    let failure: UpstreamFailure | undefined;
    const spent = new Set<UpstreamServer>();
    for (let round = 0; round < rounds; round++) {
      const tried = new Set(spent);
      for (let server = this.#choose(tried); server; server = this.#choose(tried)) {
        tried.add(server);
        try {
          return { server, events: await server.ask(request, signal, model) };
        } catch (error) {
          if (!(error instanceof UpstreamFailure) || error.again === 'nowhere') throw error;
          if (error.again === 'elsewhere') spent.add(server);
          failure = worse(failure, error);
        }
      }
      const pauseMs = pauseOf(failure);
      const isWorthIt = spent.size < this.servers.length && pauseMs <= longestPauseMs;
      if (!isWorthIt || round + 1 === rounds) break;
      await delay(pauseMs, undefined, { signal });
    }
    throw (
      failure ??
      new UpstreamFailure('overloaded', 'There is no model server.', { again: 'nowhere' })
    );
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** The least busy of those that work, else of all; among equals the one that was asked longest ago. */
  #choose(tried: ReadonlySet<UpstreamServer>): UpstreamServer | undefined {
    const left = this.servers.filter((server) => !tried.has(server));
    const usable = left.filter(({ isUsable }) => isUsable);
    const [first] = (usable.length > 0 ? usable : left).sort(
      (a, b) => a.active - b.active || a.askedAt - b.askedAt,
    );
    if (first) first.askedAt = ++this.#asked;
    return first;
  }
}

/** An answer that has begun. */
export interface Asked {
  readonly server: UpstreamServer;
  readonly events: AsyncGenerator<ChatEvent, void, undefined>;
}

async function checkOne(
  server: UpstreamServer,
  model: string,
  onChange: PoolListener,
): Promise<void> {
  const before = server.trouble;
  // A failure is the trouble that is told below.
  await server.check(model).catch(() => undefined);
  if ((before === undefined) !== (server.trouble === undefined)) onChange(server);
}

/** Of two failures the one that says more: what a server said, before that it was not there or rests. */
function worse(one: UpstreamFailure | undefined, other: UpstreamFailure): UpstreamFailure {
  return one && one.code !== 'overloaded' ? one : other;
}

/** At least as long as was asked for, and by chance longer, so that those who were sent away together do not come again together. */
function pauseOf(failure: UpstreamFailure | undefined): number {
  return (failure?.retryAfterMs ?? 250) * (1 + Math.random() / 2);
}
