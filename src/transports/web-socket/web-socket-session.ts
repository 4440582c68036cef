import { terminalEnd, terminalError } from '../../protocol/apply-event.ts';
import { ChatError } from '../../protocol/chat-error.ts';
import { isTerminalEvent, parseChatEvent } from '../../protocol/chat-event.ts';
import type { MessageEnd } from '../../protocol/chat-message.ts';
import type { ChatRequest, ResumeRequest, TransportEvent } from '../../protocol/chat-transport.ts';
import type { EndFrame } from '../../protocol/web-socket-frame.ts';
import type { Clock } from '../clock.ts';
import { lostConnection } from '../lost-connection.ts';
import type { PageSignals } from '../page-signals.ts';
import { pause } from '../pause.ts';
import { createRetryPolicy, type Retry, type RetryOptions } from '../retry-policy.ts';
import type { SocketConnection } from './web-socket-connection.ts';
import type { InboxItem } from './web-socket-inbox.ts';
import { SocketRun } from './web-socket-run.ts';
import type { ReceivedFrame } from './web-socket-window.ts';

/** What the sessions of one transport share. */
export interface SocketSessionOptions {
  readonly connection: SocketConnection;
  readonly clock: Clock;
  readonly page: PageSignals;
  readonly random: () => number;
  readonly retry?: RetryOptions | undefined;
  /** Makes what `send` carries beside the run and the chat. */
  readonly input: (request: ChatRequest) => unknown;
}

type RunEnd = Omit<Extract<TransportEvent, { type: 'end' }>, 'type'>;

/** Tells one run from here to its end as its reader sees it, over as many sockets as it takes. */
export async function* readSocketRun(
  options: SocketSessionOptions,
  request: ChatRequest | ResumeRequest,
): AsyncGenerator<TransportEvent, void, undefined> {
  const { connection, clock, page } = options;
  const { signal, chatId, runId } = request;
  const isResume = !('messages' in request);
  if (signal.aborted) return yield { type: 'end', end: 'aborted' };
  const policy = createRetryPolicy(isResume, options.random, options.retry);
  const run = new SocketRun({
    clock,
    page,
    chatId,
    runId,
    after: (isResume ? request.after : undefined) ?? -1,
    input: isResume ? undefined : options.input(request),
    send: (frame) => connection.send(frame),
  });
  let end: RunEnd | undefined;
  let isLost = false;
  const interrupt = (): void => run.interrupt();

  connection.join(run);
  signal.addEventListener('abort', interrupt);
  try {
    for (;;) {
      const error = yield* readSocket();
      if (signal.aborted) end ??= { end: 'aborted' };
      if (end) return yield { type: 'end', ...end };
      if (!error) continue;
      const next = policy.decide(error, page.isOnline());
      if (next.type === 'end') return yield* next.told;
      const { attempt, delayMs } = next;
      isLost = policy.isResumable;
      // A send that the server has not accepted is only slow; there is nothing to reconnect to.
      if (isLost) yield { type: 'reconnecting', attempt, delayMs, error };
      await rest(next);
    }
  } finally {
    signal.removeEventListener('abort', interrupt);
    connection.leave(run);
    run.leave(connection.reads(run.runId));
  }

  // Returns what broke it; nothing when the run has ended.
  async function* readSocket(): AsyncGenerator<TransportEvent, ChatError | undefined> {
    try {
      policy.connect();
      const welcome = await Promise.race([connection.open(), run.interrupted]);
      if (signal.aborted) return undefined;
      run.ask(welcome);
      while (!end) {
        const item = await run.next();
        if (signal.aborted) return undefined;
        yield* tell(item);
      }
      return undefined;
    } catch (cause) {
      return lostConnection(cause);
    }
  }

  function* tell(item: InboxItem): Generator<TransportEvent> {
    switch (item.type) {
      case 'begin': {
        const isFirst = !policy.isAccepted;
        policy.open();
        policy.isResumable = true;
        if (isFirst) yield { type: 'open', runId: run.runId ?? '' };
        else if (isLost) yield { type: 'reconnected' };
        isLost = false;
        return;
      }
      case 'snapshot': {
        const { error } = item.message;
        if (item.message.end) {
          end = endOf(item.message.end, error && new ChatError(error.code, error.message));
        }
        policy.progress();
        yield item;
        return;
      }
      case 'frame':
        yield* tellEvents(item.frame);
        return;
      default:
        end = endOfFrame(item.frame);
    }
  }

  function* tellEvents(frame: ReceivedFrame): Generator<TransportEvent> {
    policy.progress();
    const { receivedAt } = frame;
    let { bytes } = frame;
    for (const [index, ev] of frame.evs.entries()) {
      const event = parseChatEvent(ev);
      if (!event) continue;
      if (signal.aborted) return;
      yield { type: 'event', event, seq: frame.seq + index, receivedAt, bytes };
      bytes = 0;
      if (!isTerminalEvent(event)) continue;
      end = endOf(terminalEnd(event), terminalError(event));
      return;
    }
    // The reader has come back for more: what it was given is applied.
    run.apply(frame);
  }

  // A socket that another run opens in the meantime serves this one too.
  async function rest(retry: Retry): Promise<void> {
    const waking = new AbortController();
    const wake = (): void => waking.abort();
    run.onOpening = wake;
    signal.addEventListener('abort', wake);
    if (signal.aborted) wake();
    await pause(retry, { clock, page, signal: waking.signal });
    signal.removeEventListener('abort', wake);
  }
}

function endOf(end: MessageEnd, error: ChatError | undefined): RunEnd {
  return error ? { end, error } : { end };
}

// For servers that leave the terminal event out.
function endOfFrame({ reason, error = 'The answer failed on the server.' }: EndFrame): RunEnd {
  if (reason === 'error') return { end: 'error', error: new ChatError('server', error) };
  return { end: reason === 'cancelled' ? 'aborted' : 'complete' };
}
