import { encodeSse } from '../../src/protocol/sse.ts';
import type { Reply, ServerRequest } from './oracle-server.ts';
import type { OracleRuns } from './oracle-runs.ts';
import type { World } from './world.ts';

/** The name that the simulation gives each question, in its body: the server itself does not look at it. */
export function nameOf({ runId }: { readonly runId: string }): object {
  return { simulated: runId };
}

/** A server of whoever: it streams answers, each question starts the model, and it knows nothing of runs. */
export class StrangerServer {
  /** Calls of a protocol that it does not speak. */
  readonly foreign: string[] = [];
  readonly #world: World;
  readonly #runs: OracleRuns;

  constructor(world: World, runs: OracleRuns) {
    this.#world = world;
    this.#runs = runs;
  }

  /** Takes a request. */
  handle({ method, path, headers, body }: ServerRequest, reply: Reply): void {
    const own = ['idempotency-key', 'last-event-id'].filter((name) => headers.has(name));
    if (path !== '/api/chat' || own.length > 0) {
      this.foreign.push(`${method} ${path} ${own.join()}`);
      reply.head(404);
      return reply.end();
    }
    const { simulated } = JSON.parse(body) as { simulated: string };
    const { starts } = this.#runs;
    const before = starts.get(simulated) ?? 0;
    const run = this.#runs.ask(simulated, headers.get('authorization') ?? '');
    starts.set(simulated, before + 1);
    let next = 0;
    const leave = (): void => void run.readers.delete(pull);
    const pull = (): void => {
      for (const event of run.log.slice(next)) {
        reply.write(encodeSse({ data: JSON.stringify(event) }));
        next += 1;
      }
      if (!run.isEnded) return;
      leave();
      // A restart ends it without a word.
      if (/^(?:finish|error|abort)$/.test(run.log.at(-1)?.type ?? '')) {
        reply.write(encodeSse({ data: '[DONE]' }));
      }
      reply.end();
    };
    reply.head(200, {
      'content-type': 'text/event-stream',
      'x-vercel-ai-ui-message-stream': 'v1',
    });
    reply.onClose = leave;
    this.#runs.onRestart.add(() => reply.destroy());
    run.readers.add(pull);
    this.#world.after(0, pull);
  }
}
