import { terminalEnd, terminalError } from '../../protocol/apply-event.ts';
import { ChatError, truncatedError } from '../../protocol/chat-error.ts';
import { isTerminalEvent, type ChatEvent } from '../../protocol/chat-event.ts';
import type { ChatRequest, TransportEvent } from '../../protocol/chat-transport.ts';
import { byteLength } from '../byte-length.ts';
import { foreignFrames, type ForeignFrames } from './foreign-frames.ts';
import { ForeignSocket, type ForeignSocketOptions } from './foreign-socket.ts';
import { lostConnection } from '../lost-connection.ts';
import { optionError } from '../option-error.ts';
import { pause } from '../pause.ts';
import { createRetryPolicy, type RetryOptions } from '../retry-policy.ts';
import { closeError } from './web-socket-error.ts';
import type { SocketFrames, WebSocketWords } from './web-socket-words.ts';

/** What the answers of one transport share. */
export interface ForeignWordsOptions extends Omit<ForeignSocketOptions, 'protocols'> {
  readonly random: () => number;
  readonly retry?: RetryOptions | undefined;
  /** How long a socket that nobody uses is kept, in milliseconds. */
  readonly idleMs: number;
}

/** Asks a server in its own words, and stops what it answers. */
export interface ForeignSpeaker {
  readonly send: (request: ChatRequest) => AsyncGenerator<TransportEvent, void, undefined>;
  readonly cancel: (runId: string) => void;
}

interface Run {
  readonly id: string;
  readonly chatId: string;
  readonly socket: ForeignSocket;
  readonly frames: ForeignFrames;
  isStopped: boolean;
}

type End = Extract<TransportEvent, { type: 'end' }>;

/** How long a stopped answer may take to end, in milliseconds, before its socket is given up. */
const drainMs = 5000;
/** How long a frame that may be the last is waited upon for more, in milliseconds. */
const lastMs = 1000;

/**
 * Speaks with a server in its own words. As its frames name no answer, a socket carries one at a time; the next question of
 * a chat goes over the same one, whose server may remember the chat by it. A question is sent once: only the opening of a
 * socket is tried again.
 */
export function foreignSpeaker(
  options: ForeignWordsOptions,
  words: WebSocketWords,
): ForeignSpeaker {
  const { clock, page } = options;
  const runs = new Map<string, Run>();
  const idle = new Map<string, { readonly socket: ForeignSocket; readonly timer: unknown }>();

  async function* send(request: ChatRequest): AsyncGenerator<TransportEvent, void, undefined> {
    const said = request.signal.aborted ? undefined : await ask(request);
    if (said === undefined) yield { type: 'end', end: 'aborted' };
    else if (said instanceof ChatError) yield failure(said);
    else {
      const socket = yield* open(request);
      if (socket) yield* converse(socket, said, request);
    }
  }

  async function* converse(
    socket: ForeignSocket,
    said: SocketFrames,
    { signal, runId: id, chatId }: ChatRequest,
  ): AsyncGenerator<TransportEvent, void, undefined> {
    const run = { id, chatId, socket, frames: foreignFrames(words.format), isStopped: false };
    runs.set(id, run);
    socket.send(said);
    let end: End | undefined;
    try {
      end = yield* read(run, signal);
      yield end;
    } finally {
      runs.delete(id);
      leave(run, end, signal);
    }
  }

  async function ask(request: ChatRequest): Promise<SocketFrames | ChatError> {
    try {
      return await words.send(request);
    } catch (cause) {
      return optionError('words.send', cause);
    }
  }

  /** A socket for a question; none when the question has ended before it could be asked. */
  async function* open({
    chatId,
    signal,
  }: ChatRequest): AsyncGenerator<TransportEvent, ForeignSocket | undefined> {
    const policy = createRetryPolicy(false, options.random, options.retry);
    const kept = takeIdle(chatId);
    if (kept) return kept;
    for (;;) {
      policy.connect(page.isOnline());
      const opened = await openOne(signal);
      if (signal.aborted) {
        if (opened instanceof ForeignSocket) opened.close();
        yield { type: 'end', end: 'aborted' };
        return undefined;
      }
      if (opened instanceof ForeignSocket) return opened;
      const next = policy.decide(opened, page.isOnline());
      if (next.type === 'end') {
        yield* next.told;
        return undefined;
      }
      await pause(next, { clock, page, signal });
    }
  }

  async function openOne(signal: AbortSignal): Promise<ForeignSocket | ChatError> {
    let socket: ForeignSocket | undefined;
    const abort = (): void => socket?.close();
    signal.addEventListener('abort', abort);
    try {
      socket = new ForeignSocket({ ...options, protocols: words.protocols ?? [] });
      await socket.opened;
      return socket;
    } catch (cause) {
      return lostConnection(cause);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async function* read(run: Run, signal: AbortSignal): AsyncGenerator<TransportEvent, End> {
    const { socket, frames } = run;
    let isOpen = false;
    let graceMs = Infinity;
    try {
      for (;;) {
        const frame = await socket.next(signal, graceMs);
        if (signal.aborted) return { type: 'end', end: 'aborted' };
        if (frame === undefined && socket.code !== undefined) break;
        if (frame === undefined) {
          const end = yield* tell(await frames.end(), 0, signal);
          if (end) return end;
          graceMs = Infinity;
          continue;
        }
        if (!isOpen) yield { type: 'open', runId: run.id, isNamed: false };
        isOpen = true;
        const end = yield* tell(await frames.read(frame), byteLength(frame), signal);
        if (end) return end;
        graceMs = frames.mayEnd() ? lastMs : Infinity;
      }
      if (run.isStopped) return { type: 'end', end: 'aborted' };
      const isClean = socket.code === 1000 || socket.code === 1005;
      const end = isClean && isOpen ? yield* tell(await frames.end(), 0, signal) : undefined;
      return end ?? cut(socket.code ?? 1006, isOpen);
    } catch (cause) {
      return failure(lostConnection(cause));
    }
  }

  function* tell(
    events: readonly ChatEvent[],
    size: number,
    signal: AbortSignal,
  ): Generator<TransportEvent, End | undefined> {
    let bytes = size;
    for (const event of events) {
      if (signal.aborted) return { type: 'end', end: 'aborted' };
      yield { type: 'event', event, receivedAt: clock.now(), bytes };
      bytes = 0;
      if (!isTerminalEvent(event)) continue;
      const error = terminalError(event);
      return { type: 'end', end: terminalEnd(event), ...(error && { error }) };
    }
    return undefined;
  }

  /** Keeps the socket of an answer that the server has ended; any other may still bring more of it. */
  function leave(run: Run, end: End | undefined, signal: AbortSignal): void {
    const { socket, chatId } = run;
    const isEnded = end !== undefined && end.error?.code !== 'protocol' && !signal.aborted;
    if (isEnded && socket.code === undefined) keepIdle(chatId, socket);
    else if (signal.aborted && words.cancel) {
      stop(run);
      void drain(run);
    } else socket.close();
  }

  function stop(run: Run): void {
    if (run.isStopped) return;
    run.isStopped = true;
    if (words.cancel) run.socket.send(words.cancel(run.id));
    else run.socket.close();
  }

  async function drain({ socket, frames, chatId }: Run): Promise<void> {
    const timer = clock.setTimeout(() => socket.close(), drainMs);
    try {
      for (let frame = await socket.next(); frame !== undefined; frame = await socket.next()) {
        if ((await frames.read(frame)).some(isTerminalEvent)) return keepIdle(chatId, socket);
      }
    } catch {
      socket.close();
    } finally {
      clock.clearTimeout(timer);
    }
  }

  function keepIdle(chatId: string, socket: ForeignSocket): void {
    takeIdle(chatId)?.close();
    idle.set(chatId, { socket, timer: clock.setTimeout(() => socket.close(), options.idleMs) });
  }

  function takeIdle(chatId: string): ForeignSocket | undefined {
    const kept = idle.get(chatId);
    if (!kept) return undefined;
    idle.delete(chatId);
    clock.clearTimeout(kept.timer);
    kept.socket.clear();
    return kept.socket.code === undefined ? kept.socket : undefined;
  }

  return {
    send,
    cancel(runId) {
      const run = runs.get(runId);
      if (run) stop(run);
    },
  };
}

function failure(error: ChatError): End {
  return { type: 'end', end: 'error', error };
}

function cut(code: number, isOpen: boolean): End {
  if (isOpen) return { type: 'end', end: 'truncated', error: truncatedError(closeError(code)) };
  if (code !== 1000 && code !== 1005) return failure(closeError(code));
  const message =
    'The server closed its socket without an answer. Check that `words.send` writes what it reads.';
  return failure(new ChatError('protocol', message));
}
