import { at, textAt, tryJson } from '../protocol/json.ts';
import { parseCursor } from '../protocol/cursor.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import { readDurableFrame } from './durable-frame.ts';
import { isDone } from './json-dialect.ts';
import { below, besideApi } from './run-address.ts';
import type { RunFacts, RunKeeper } from './run-facts.ts';

/** One request to a backend that keeps its runs. */
interface RunCall {
  readonly url: string;
  readonly method: string;
}

/** How a backend that keeps its runs is asked to go on with one, and to stop it. */
export interface RunMeans {
  /** Whether a run goes by the name that the client gave it, or by its chat; else the backend names it in the stream. */
  readonly isNamedByClient: boolean;
  /** The headers of a question by which the backend is to know its run. */
  readonly ask?: (runId: string) => Readonly<Record<string, string>>;
  /** Reads what a frame tells of its run. */
  readonly read: (frame: SseFrame) => RunFacts;
  /** The addresses of a run's events by the question's, the likeliest first; none where only the app knows. */
  readonly streams: (url: string, runId: string, chatId: string) => readonly string[];
  /** The query that asks for what comes after a cursor; without one for everything. */
  readonly query: (cursor: string | undefined) => Readonly<Record<string, string>>;
  /** The headers that do the same. */
  readonly headers?: (cursor: string) => Readonly<Record<string, string>>;
  /** The requests that stop a run, the likeliest first; none where only the app knows. */
  readonly stops: (url: string, runId: string, chatId: string) => readonly RunCall[];
  /** The address of the whole answer, for a run whose events are no longer streamed. */
  readonly whole?: (url: string, runId: string) => string;
  /** Whether cursors count the bytes of the stream. */
  readonly countsBytes?: boolean;
  /** Whether a stream may be lines of JSON. */
  readonly hasLines?: boolean;
  /** Whether a replay begins at the beginning, always, and says the same again. */
  readonly isReplay?: boolean;
}

const none = (): readonly [] => [];
const post = (url: string): RunCall => ({ url, method: 'POST' });
const lastOfRun = /"type":\s*"RUN_(?:ERROR|FINISHED)"/;
const lastResponse = /^(?:error|response\.(?:completed|incomplete|failed|cancelled))$/;

/** The means of each backend, one row each. */
export const runMeans: Readonly<Record<RunKeeper, RunMeans>> = {
  // The stream of the chat, from its beginning, byte for byte; 204 when none is active. Source: ai 6.0 and 7.0, resumable-stream 2.2.
  'ai-sdk': {
    isNamedByClient: true,
    read: ({ data }) => ({ isLast: isDone(data) }),
    streams: (url, _runId, chatId) => [below(url, chatId, 'stream')],
    query: () => ({}),
    stops: (url, _runId, chatId) => (chatId ? [post(below(url, chatId, 'stop'))] : []),
    isReplay: true,
  },
  // Opaque offsets as ids, or in an envelope around each line. A stop is the app's own. Source: TanStack AI 0.58.
  tanstack: {
    isNamedByClient: true,
    ask: (runId) => ({ 'x-run-id': runId }),
    read: readTanstack,
    streams: (url, runId) => [withRun(url, runId)],
    query: (cursor) => (cursor === undefined ? { offset: '-1' } : {}),
    headers: (cursor) => ({ 'last-event-id': cursor }),
    stops: none,
    hasLines: true,
  },
  // Only responses that run in the background outlive their reader. Source: openai 7.55, its guide to background mode.
  'openai-background': {
    isNamedByClient: false,
    read: readResponse,
    streams: (url, runId) => [below(url, runId)],
    query: (cursor) => ({ stream: 'true', ...(cursor && { starting_after: cursor }) }),
    stops: (url, runId) => [post(below(url, runId, 'cancel'))],
    whole: (url, runId) => below(url, runId),
  },
  // Source: @google/genai 3.1, ai.google.dev.
  'gemini-interactions': {
    isNamedByClient: false,
    read: readInteraction,
    streams: (url, runId) => [below(url, runId)],
    query: (cursor) => ({ stream: 'true', ...(cursor && { last_event_id: cursor }) }),
    stops: (url, runId) => [post(below(url, runId, 'cancel'))],
  },
  // The newest builds take the id as a parameter, as names of models in it may have slashes. Source: llama.cpp tools/server/server-stream.cpp.
  'llama-cpp': {
    isNamedByClient: true,
    ask: (runId) => ({ 'x-conversation-id': runId }),
    read: ({ data }) => ({ isLast: isDone(data) }),
    streams: llamaStreams,
    query: (cursor) => ({ from: cursor ?? '0' }),
    stops: (url, runId) => llamaStreams(url, runId).map((one) => ({ url: one, method: 'DELETE' })),
    countsBytes: true,
  },
  // A question is answered by the address of its stream, and so is the wish to know the chat's. A stop is the app's own.
  // Source: the Durable Streams protocol 1.0 and its transport for the AI SDK.
  'durable-streams': {
    isNamedByClient: true,
    read: readDurableFrame,
    streams: (url, _runId, chatId) => [below(url, chatId, 'stream')],
    query: (cursor) => ({ offset: cursor ?? '-1' }),
    stops: none,
  },
};

/** Tells by the first frame of an answer which means its backend has, if it shows them. */
export function keeperOf(frame: SseFrame): RunKeeper | undefined {
  if (readResponse(frame).isKept) return 'openai-background';
  if (readInteraction(frame).isKept) return 'gemini-interactions';
  if (frame.id) return parseCursor(frame.id) ? undefined : 'tanstack';
  return textAt(tryJson(frame.data), 'type') === 'start' ? 'ai-sdk' : undefined;
}

function readTanstack({ id, data }: SseFrame): RunFacts {
  const envelope = id === undefined ? tryJson(data) : undefined;
  const cursor = id ?? (textAt(envelope, 'id') || undefined);
  // After a call the run goes on in another one.
  const isLast = lastOfRun.test(data) && !/"tool_calls"/.test(data);
  return { cursor, isLast };
}

function readResponse({ data }: SseFrame): RunFacts {
  const value = tryJson(data);
  const sequence = at(value, 'sequence_number');
  const background = at(value, 'response', 'background');
  const isWhole = at(value, 'object') === 'response';
  return {
    run: background === false ? undefined : textAt(value, 'response', 'id'),
    isKept: background === true,
    cursor: typeof sequence === 'number' ? String(sequence) : undefined,
    isLast: isWhole || lastResponse.test(textAt(value, 'type')),
  };
}

function readInteraction({ data }: SseFrame): RunFacts {
  const value = tryJson(data);
  const cursor = textAt(value, 'event_id') || undefined;
  const run = textAt(value, 'interaction', 'id');
  const isLast = isDone(data) || textAt(value, 'event_type') === 'interaction.completed';
  return { run, isKept: run !== '' && cursor !== undefined, cursor, isLast };
}

function llamaStreams(url: string, runId: string): readonly string[] {
  const id = encodeURIComponent(runId);
  return [besideApi(url, `/v1/stream/${id}`), besideApi(url, `/v1/stream?conv_id=${id}`)];
}

function withRun(url: string, runId: string): string {
  const [place = ''] = url.split('#');
  return `${place}${place.includes('?') ? '&' : '?'}runId=${encodeURIComponent(runId)}`;
}

/** Tells by the address of a question which means a backend has, if its answers show that it uses them. */
export function keeperAt(url: string): RunKeeper | undefined {
  const [, name] = /\/(responses|interactions)\/*(?:[?#]|$)/.exec(url) ?? [];
  if (!name) return undefined;
  return name === 'responses' ? 'openai-background' : 'gemini-interactions';
}
