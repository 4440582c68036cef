import { decodeEvents } from 'rivulet/dialects';
import { ChatError, isTerminalEvent, type ChatEvent, type ChatMessage } from 'rivulet/protocol';
import { upstreamCall } from 'rivulet/server';
import type { ChatTurn, EngineRequest } from '../engine.ts';
import { hide, readRefusal } from './read-refusal.ts';
import { SilenceWatch } from './silence-watch.ts';
import type { UpstreamModel } from './find-model.ts';
import { brokeOff, silent, unreachable, UpstreamFailure } from './upstream-failure.ts';
import { upstreamFields } from './upstream-fields.ts';

/** A model server that is asked. */
export interface AskedServer {
  /** How it is called in the log: its host. */
  readonly name: string;
  readonly found: UpstreamModel;
  readonly apiKey: string | undefined;
  /** How long it may say nothing, in milliseconds. */
  readonly silentMs: number;
  readonly ask: typeof fetch;
}

/**
 * Asks a model server and waits for the first thing that a reader would see, so that whatever goes wrong before it can be asked
 * again elsewhere. Throws an `UpstreamFailure` for that; the stream throws one for what goes wrong afterwards.
 */
export async function openStream(
  server: AskedServer,
  request: EngineRequest,
  stop: AbortSignal,
): Promise<AsyncGenerator<ChatEvent, void, undefined>> {
  const watch = new SilenceWatch(server.silentMs);
  const signal = AbortSignal.any([stop, watch.signal]);
  const told: { hasBegun: boolean } = { hasBegun: false };
  const failed = (error: unknown): unknown => {
    if (stop.aborted) return error;
    if (watch.signal.aborted) return silent(server.name, server.silentMs, told.hasBegun);
    return error instanceof ChatError ? error : brokeOff(server.name, error);
  };
  const events = eventsOf(server, request, signal, watch);
  try {
    const opening = await readOpening(events);
    told.hasBegun = true;
    return goOn(opening, events, failed, watch);
  } catch (error) {
    watch.stop();
    throw failed(error);
  }
}

async function* eventsOf(
  server: AskedServer,
  request: EngineRequest,
  signal: AbortSignal,
  watch: SilenceWatch,
): AsyncGenerator<ChatEvent, void, undefined> {
  const { name, found, apiKey, ask } = server;
  const messages = request.messages ?? messagesOf(request.turns);
  const fields = upstreamFields(request, found.format);
  const { tools } = request;
  const call = upstreamCall({ messages, tools }, { ...found, apiKey, body: fields });
  const { url, headers, body } = call;
  const response = await ask(url, { method: 'POST', headers, body, signal }).catch(
    (cause: unknown) => {
      throw signal.aborted ? cause : unreachable(name, cause);
    },
  );
  if (!response.ok) throw await readRefusal(response, { name, model: found.model, apiKey });
  if (!response.body) throw brokeOff(name);
  let isEnded = false;
  for await (const event of decodeEvents(heard(response.body, watch), {
    headers: response.headers,
  })) {
    if (event.type === 'error') throw refusedInStream(event, server);
    isEnded = isTerminalEvent(event);
    yield event;
  }
  if (!isEnded) throw brokeOff(name);
}

/** Of a request that came without its messages, which said no more than its turns do. */
function messagesOf(turns: readonly ChatTurn[]): ChatMessage[] {
  return turns.map(({ role, text }, index) => ({
    id: String(index),
    role,
    parts: [{ type: 'text', text }],
  }));
}

/** Reads up to the first event that a reader would see something of. */
async function readOpening(
  events: AsyncGenerator<ChatEvent, void, undefined>,
): Promise<readonly ChatEvent[]> {
  const opening: ChatEvent[] = [];
  for (let next = await events.next(); next.done !== true; next = await events.next()) {
    opening.push(next.value);
    if (!isPrelude(next.value)) break;
  }
  return opening;
}

async function* goOn(
  opening: readonly ChatEvent[],
  rest: AsyncGenerator<ChatEvent, void, undefined>,
  failed: (error: unknown) => unknown,
  watch: SilenceWatch,
): AsyncGenerator<ChatEvent, void, undefined> {
  try {
    yield* opening;
    yield* rest;
  } catch (error) {
    throw failed(error);
  } finally {
    watch.stop();
    await rest.return().catch(() => undefined);
  }
}

const preludes = new Set<string>([
  'start',
  'start-step',
  'message-metadata',
  'text-start',
  'reasoning-start',
]);

function isPrelude({ type }: ChatEvent): boolean {
  return preludes.has(type);
}

async function* heard(
  body: ReadableStream<Uint8Array>,
  watch: SilenceWatch,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  let isOver = false;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      watch.heard();
      yield next.value;
    }
    isOver = true;
  } finally {
    if (!isOver) void leave(reader);
  }
}

const fewReads = 8;
const leaveMs = 250;

/** What follows the end of an answer is a few bytes; once they are read, the connection serves the next question. */
async function leave(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const cancel = () => reader.cancel().catch(() => undefined);
  const timer = setTimeout(cancel, leaveMs).unref();
  try {
    for (let reads = 0; reads < fewReads; reads++) if ((await reader.read()).done) return;
  } catch {
    // Whoever has left is not told how the connection ended.
  } finally {
    clearTimeout(timer);
    await cancel();
  }
}

/** What a server says in its stream in place of an answer, in its own words. */
function refusedInStream(
  { errorText, code }: Extract<ChatEvent, { type: 'error' }>,
  { name, apiKey }: AskedServer,
): UpstreamFailure {
  const words = hide(errorText, apiKey);
  const cause = new Error(`${name} said in its stream: ${words}`);
  const isLimit = code === 'rate-limited';
  const again = isLimit ? 'anywhere' : 'elsewhere';
  return new UpstreamFailure(isLimit ? 'rate-limited' : 'server', words, { again, cause });
}
