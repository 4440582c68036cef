import type {
  ChatRequest,
  ChatTransport,
  ResumeRequest,
  TransportEvent,
} from '../protocol/chat-transport.ts';
import { systemClock } from '../transports/clock.ts';
import type { Clock } from '../transports/clock.ts';
import { compileScript } from './script.ts';
import type { Script } from './script.ts';
import { ScriptedRun } from './scripted-run.ts';

/** Options of {@link scriptedTransport}. */
export interface ScriptedTransportOptions {
  /** The time of `wait`, `accept` and `reconnect`. @default the page's own */
  readonly clock?: Clock | undefined;
  /** Whether runs can be resumed; a server without memory cannot. @default true */
  readonly keepsRuns?: boolean | undefined;
}

/** A transport without a network, and what it was asked. */
export interface ScriptedTransport extends ChatTransport {
  /** All `send` requests, oldest first. */
  readonly requests: readonly ChatRequest[];
  /** All `resume` requests, oldest first. */
  readonly resumes: readonly ResumeRequest[];
  /** All `cancel` requests, oldest first. */
  readonly cancels: readonly {
    /** The run that was to stop. */
    readonly runId: string;
    /** The reason that was given. */
    readonly reason?: string;
  }[];
  /** Streams that are being read now; 0 means that nothing was left behind. */
  readonly readers: number;
}

/**
 * Makes a transport that answers from a script, for tests and stories. Like a real server it goes on with a run
 * that nobody reads, replays it on `resume`, ends it for all readers on `cancel`, and answers a repeated run id
 * with the same run. A function gets each request and answers with its script; an array answers all requests alike.
 *
 * @example
 * const transport = scriptedTransport(['Hello', { wait: 20 }, ' world']);
 */
export function scriptedTransport(
  script: Script | ((request: ChatRequest, index: number) => Script),
  options: ScriptedTransportOptions = {},
): ScriptedTransport {
  const { clock = systemClock, keepsRuns = true } = options;
  const runs = new Map<string, ScriptedRun>();
  const requests: ChatRequest[] = [];
  const resumes: ResumeRequest[] = [];
  const cancels: { runId: string; reason?: string }[] = [];
  let readers = 0;

  return {
    requests,
    resumes,
    cancels,
    get readers() {
      return readers;
    },
    send(request) {
      requests.push(request);
      const run = runs.get(request.runId) ?? begin(request, requests.length - 1);
      return counted(run.read(request.signal));
    },
    resume(request) {
      resumes.push(request);
      const run = keepsRuns ? find(request) : undefined;
      return counted(run ? run.replay(request.after ?? -1, request.signal) : nothing());
    },
    cancel(runId, reason) {
      cancels.push({ runId, ...(reason !== undefined && { reason }) });
      runs.get(runId)?.cancel();
      return Promise.resolve();
    },
  };

  function begin(request: ChatRequest, index: number): ScriptedRun {
    const steps = typeof script === 'function' ? script(request, index) : script;
    const items = compileScript(steps, request.runId, `answer-${index + 1}`);
    const run = new ScriptedRun(request.chatId, request.runId, items, clock);
    // What was refused never became a run: asked again it gets another answer.
    if (items[0]?.item.type === 'open') runs.set(request.runId, run);
    return run;
  }

  function find({ chatId, runId }: ResumeRequest): ScriptedRun | undefined {
    if (runId !== undefined) return runs.get(runId);
    return [...runs.values()].findLast((run) => run.chatId === chatId && !run.hasEnded);
  }

  async function* counted(events: AsyncIterable<TransportEvent>): AsyncGenerator<TransportEvent> {
    readers += 1;
    try {
      yield* events;
    } finally {
      readers -= 1;
    }
  }
}

async function* nothing(): AsyncGenerator<TransportEvent> {}
