import type { RunKeeper } from '../../dialects/run-facts.ts';
import { keeperAt, runMeans, type RunMeans } from '../../dialects/run-means.ts';
import { ChatError } from '../../protocol/chat-error.ts';
import { formatCursor } from '../../protocol/cursor.ts';
import { answerOf } from '../answer-of.ts';
import { askApart, durableBatches, pointerIn } from './durable-stream.ts';
import type { Exchange } from './exchange.ts';
import { framesIn, type Framing } from '../frames-of.ts';
import {
  activeIn,
  nothingToRead,
  readable,
  type HttpEndpoint,
  type HttpEndpointOptions,
} from './http-endpoint.ts';
import { createKeptRun, goneError, type KeptRun, type KnownPlace } from './kept-run.ts';
import { numberedAnswer } from './numbered-answer.ts';
import {
  callBy,
  durableRead,
  firstOf,
  placeAt,
  readKeptRun,
  type FramedAnswer,
} from './read-kept-run.ts';
import type { RunCursor } from '../run-cursor.ts';
import type { RunAddress } from '../server-terms.ts';

/** What the calls of a backend with means of its own need. */
interface KeptRunEndpointOptions extends HttpEndpointOptions {
  /** @default 16,777,216 */
  readonly maxEventLength?: number | undefined;
}

/** What a run is called here, and the chat it is of. */
interface RunOfChat {
  readonly runId: string;
  readonly chatId: string;
}

/** What a stop needs to know of a run. */
interface KnownRun {
  readonly chatId: string;
  /** Whose means it has; undefined: the backend does not know the run by this name. */
  readonly keeper: RunKeeper | undefined;
}

const mostRuns = 100;

/**
 * Speaks the calls of a backend that keeps its runs by means of its own: questions go as they always do, the frames of the
 * answers come numbered as our own server's, and going on and stopping are asked for in the backend's words. Which means
 * these are is said by the option `resume`, or shown by the first frame of an answer.
 */
export function keptRunEndpoint(
  own: HttpEndpoint,
  options: KeptRunEndpointOptions,
  load: typeof fetch,
): HttpEndpoint {
  const { url, resume, resumeUrl, cancelUrl, activeUrl } = options;
  const { maxEventLength: maxLength = 16 * 1024 * 1024 } = options;
  // Where only the app knows the addresses, nothing is asked that it has not named.
  const byUrl = resume ?? keeperAt(url);
  const kept = new WeakMap<RunCursor, KeptRun>();
  const runs = new Map<string, KnownRun>();
  // Whether an answer has shown that the server speaks our own protocol.
  let speaksOurs = false;
  return {
    ...own,
    async ask(exchange, request, cursor) {
      const { runId, chatId } = request;
      const run = runAt(cursor);
      const means = meansOf(run);
      const isVouched = means?.isNamedByClient;
      if (isVouched) cursor.name = run.name = runId;
      note(runId, { chatId, keeper: isVouched ? run.keeper : undefined });
      const question = (by: Exchange) => own.ask(by, request, cursor, means?.ask?.(runId));
      if (run.keeper !== 'durable-streams') {
        return numbered(framed(await question(exchange), run), run, request, 'answer');
      }
      const { response, detach } = await askApart(exchange, request.signal, load, question);
      run.stream = await pointerIn(response, url);
      if (run.stream === undefined) return numbered(framed(response, run), run, request, 'answer');
      detach();
      const stream = durableRead(exchange, own.send, run.stream);
      const batches = durableBatches(stream, framing(run));
      return numbered({ response, batches }, run, request, 'answer');
    },
    async read(exchange, cursor, chatId) {
      const run = runAt(cursor);
      const { run: runId = '', seq } = cursor;
      const place = { runId, chatId };
      const keeper = (run.keeper ??= keeperFor(runId));
      if (!keeper) {
        const response = await readByCursor(exchange, cursor, place);
        return numbered(framed(response, run), run, place, undefined);
      }
      run.name = runId;
      note(runId, { chatId, keeper });
      const known = run.before(seq);
      const read = { keeper, run, ...place, seq, known };
      try {
        const answer = await readKeptRun(exchange, own.send, options, read, framing(run));
        return numbered(answer, run, place, known);
      } catch (cause) {
        // Ids of events promise less than the word that a response is kept.
        const isSure = resume !== undefined || keeper === 'openai-background';
        throw refusalOf(cause, isSure && seq >= 0);
      }
    },
    async findActive(exchange, chatId) {
      if (activeUrl) return activeIn(await own.send(exchange, activeUrl(chatId), {}));
      if (resume === 'ai-sdk') return chatId;
      return resume ? nothingToRead() : own.findActive(exchange, chatId);
    },
    async cancel(exchange, runId, reason) {
      const { chatId, keeper } = runs.get(runId) ?? { keeper: keeperFor(runId) };
      if (cancelUrl) {
        const address = cancelUrl(runId, { ...(chatId !== undefined && { chatId }) });
        return stop(exchange, address, JSON.stringify({ reason }));
      }
      if (!keeper && !(byUrl && runs.has(runId))) return own.cancel(exchange, runId, reason);
      const isOurs = keeper !== undefined && keeper === byUrl;
      const stops = isOurs ? runMeans[keeper].stops(url, runId, chatId ?? '') : [];
      if (stops.length > 0) await firstOf(stops, (call) => stop(exchange, call));
    },
  };

  // Where only the app knows the address, the cursor goes as our own server has it.
  async function readByCursor(
    exchange: Exchange,
    cursor: RunCursor,
    { runId, chatId }: RunOfChat,
  ): Promise<Response> {
    if (!resumeUrl) return own.read(exchange, cursor, chatId);
    const { seq } = cursor;
    const address = resumeUrl(runId, placeAt({ chatId, seq, known: undefined }));
    const headers = {
      accept: 'text/event-stream',
      ...(seq >= 0 && { 'last-event-id': formatCursor(runId, seq) }),
    };
    return readable(await callBy(own.send, exchange, address, headers), true);
  }

  // A server of ours may have an address that ends alike; its runs do not have OpenAI's names.
  function keeperFor(runId: string): RunKeeper | undefined {
    const isOther = byUrl === 'openai-background' && !runId.startsWith('resp');
    return resume ?? (speaksOurs || isOther ? undefined : byUrl);
  }

  function runAt(cursor: RunCursor): KeptRun {
    const run = kept.get(cursor) ?? createKeptRun(resume);
    kept.set(cursor, run);
    return run;
  }

  function note(runId: string, known: KnownRun): void {
    runs.delete(runId);
    runs.set(runId, known);
    const [oldest] = runs.keys();
    if (runs.size > mostRuns && oldest !== undefined) runs.delete(oldest);
  }

  function framing({ keeper }: KeptRun): Framing {
    return { maxLength, hasLines: keeper === 'tanstack' };
  }

  function framed(response: Response, run: KeptRun): FramedAnswer {
    return { response, batches: framesIn(response, framing(run)) };
  }

  function numbered(
    { response, batches }: FramedAnswer,
    run: KeptRun,
    { runId, chatId }: RunOfChat,
    from: KnownPlace | 'answer' | undefined,
  ): Response {
    const { headers } = response;
    // Our own wire needs no other numbers.
    const isNative = headers.has('x-vercel-ai-ui-message-stream') && !resumeUrl;
    const isOwn = headers.has('x-run-id') || isNative;
    if (!run.keeper && isOwn) {
      speaksOurs = true;
      runs.delete(runId);
      return response;
    }
    // What comes whole has no rest, and where nothing streams no stream can be made.
    if (!response.body) return response;
    const isLines = /ndjson/.test(headers.get('content-type') ?? '');
    const isEvents = isLines || run.keeper === 'durable-streams';
    const known = from === 'answer' ? undefined : from;
    const pieces = numberedAnswer(batches, {
      run,
      fallbackName: runId,
      isAnswer: from === 'answer',
      isGiven: resume !== undefined,
      mayBe: (keeper) => keeper === byUrl || Boolean(resumeUrl),
      seq: known?.seq ?? -1,
      bytes: Number(known?.cursor ?? 0),
      onName: (name) => note(name, { chatId, keeper: run.keeper }),
    });
    return answerOf(response, pieces, isEvents ? 'text/event-stream' : undefined);
  }

  async function stop(exchange: Exchange, address: RunAddress, body?: string): Promise<void> {
    const init = { method: 'POST', keepalive: true, ...(body !== undefined && { body }) };
    try {
      const response = await callBy(own.send, exchange, address, {}, init);
      if (response.status === 204) return;
      // A gateway's page is no word of the server.
      const answer = await readable(response, true);
      await answer.text();
    } catch (cause) {
      // What has ended cannot be stopped, say some.
      if (!(cause instanceof ChatError && cause.code === 'bad-request')) throw cause;
    }
  }
}

function meansOf({ keeper }: KeptRun): RunMeans | undefined {
  return keeper && runMeans[keeper];
}

// Once something of a kept run was read, a refusal says that the rest is lost; before it may say that there is no run.
function refusalOf(cause: unknown, isKept: boolean): unknown {
  if (!(cause instanceof ChatError)) return cause;
  const isGone =
    cause.code === 'expired' || (isKept && /^(?:bad-request|not-found)$/.test(cause.code));
  return isGone ? goneError(cause) : cause;
}
