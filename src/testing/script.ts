import { isTerminalEvent } from '../protocol/chat-event.ts';
import type { ChatEvent, TerminalEvent } from '../protocol/chat-event.ts';
import { terminalEnd, terminalError } from '../protocol/apply-event.ts';
import { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type { TransportEvent } from '../protocol/chat-transport.ts';

/**
 * One step of a script:
 * - a string is a delta of answer text; the part around it opens and closes by itself;
 * - a {@link ChatEvent} is sent as it is;
 * - `wait` lets milliseconds pass; `Infinity` is until a cancel;
 * - `accept`, as the first step, lets milliseconds pass before the server takes the request (else it does at once);
 * - `refuse`, before any event, is the server's no;
 * - `reconnect` loses the connection for so many milliseconds;
 * - `snapshot` replaces the message, as a server does that no longer keeps the run's beginning;
 * - `cut` ends the stream without its end marker, `fail` ends it with an error.
 */
export type ScriptStep =
  | string
  | ChatEvent
  | {
      /** Waits so many milliseconds. */
      readonly wait: number;
    }
  | {
      /** Lets so many milliseconds pass before the request is accepted. */
      readonly accept: number;
    }
  | {
      /** Refuses the request with this error. */
      readonly refuse: ChatError;
    }
  | {
      /** Loses the connection and gets it back after so many milliseconds. */
      readonly reconnect: number;
    }
  | {
      /** Sends the whole message in place of what was told. */
      readonly snapshot: ChatMessage;
    }
  | { readonly cut: true }
  | {
      /** Ends the answer with this error. */
      readonly fail: ChatError;
    };

/**
 * What a server says in answer to one request, in order. A `start` is put before it and a `finish` after it where
 * the script has none of its own.
 */
export type Script = readonly ScriptStep[];

/** How {@link textScript} cuts and paces a text. */
export interface TextScriptOptions {
  /** Model tokens a second. @default unlimited: all at once */
  readonly tokensPerSecond?: number | undefined;
  /** Model tokens in one delta. @default 1 */
  readonly chunk?: number | undefined;
}

/** One thing a reader of a run is told, `at` milliseconds after the request. */
export interface TimedItem {
  readonly at: number;
  readonly item: TransportEvent;
}

/** Cuts a text into pieces like a model's tokens (a short word with its space, a mark, a line end) at an even pace. */
export function textScript(text: string, options: TextScriptOptions = {}): Script {
  const { tokensPerSecond = Infinity, chunk = 1 } = options;
  const tokens = text.match(tokenLike) ?? [];
  const wait = (chunk * 1000) / tokensPerSecond;
  const steps: ScriptStep[] = [];
  for (let index = 0; index < tokens.length; index += chunk) {
    if (wait > 0) steps.push({ wait });
    steps.push(tokens.slice(index, index + chunk).join(''));
  }
  return steps;
}

const tokenLike = / ?[\p{L}\p{M}\p{N}]{1,7}|\n+|[^\S\n]{1,8}|[^\s\p{L}\p{M}\p{N}]{1,3}/gu;

/** Turns a script into what its reader is told and when; always ends with one `end`. */
export function compileScript(script: Script, runId: string, messageId: string): TimedItem[] {
  const items: TimedItem[] = [];
  let at = 0;
  let seq = -1;
  let openText: string | undefined;
  let textParts = 0;

  const accepted = script.find((step) => !isStep(step, 'wait'));
  if (!isStep(accepted, 'refuse')) {
    if (isStep(accepted, 'accept')) at += accepted.accept;
    tell({ type: 'open', runId });
  }
  for (const step of script) {
    const terminal = take(step);
    if (terminal) return finish(terminal);
  }
  closeText();
  send({ type: 'finish', finishReason: 'stop' });
  return finish({ type: 'end', end: 'complete' });

  function tell(item: TransportEvent): void {
    items.push({ at, item });
  }

  function send(event: ChatEvent): void {
    if (seq === -1 && event.type !== 'start') {
      seq += 1;
      tell({ type: 'event', event: { type: 'start', messageId }, seq, receivedAt: 0 });
    }
    seq += 1;
    tell({ type: 'event', event, seq, receivedAt: 0 });
  }

  function finish(end: TransportEvent): TimedItem[] {
    tell(end);
    return items;
  }

  function take(step: ScriptStep): TransportEvent | undefined {
    if (typeof step === 'string') sendText(step);
    else if ('type' in step) return sendEvent(step);
    else if ('wait' in step) at += step.wait;
    else if ('reconnect' in step) loseConnection(step.reconnect);
    else if ('snapshot' in step) tell({ type: 'snapshot', message: step.snapshot, seq });
    else if ('refuse' in step) return { type: 'end', end: 'error', error: step.refuse };
    else if ('fail' in step) return { type: 'end', end: 'error', error: step.fail };
    else if ('cut' in step) return { type: 'end', end: 'truncated', error: cutError() };
    return undefined;
  }

  function sendText(delta: string): void {
    if (openText === undefined) {
      textParts += 1;
      openText = `text-${textParts}`;
      send({ type: 'text-start', id: openText });
    }
    send({ type: 'text-delta', id: openText, delta });
  }

  function sendEvent(event: ChatEvent): TransportEvent | undefined {
    // Data and metadata come between deltas; any other event ends the text before it.
    if (!/^(?:data-|message-metadata)/.test(event.type)) closeText();
    send(event);
    return isTerminalEvent(event) ? terminalItem(event) : undefined;
  }

  function closeText(): void {
    if (openText !== undefined) send({ type: 'text-end', id: openText });
    openText = undefined;
  }

  function loseConnection(delayMs: number): void {
    const error = new ChatError('network', 'The script lost the connection.');
    tell({ type: 'reconnecting', attempt: 1, delayMs, error });
    at += delayMs;
    tell({ type: 'reconnected' });
  }
}

function isStep<Key extends string>(
  step: ScriptStep | undefined,
  key: Key,
): step is Extract<ScriptStep, Record<Key, unknown>> {
  return typeof step === 'object' && key in step;
}

function terminalItem(event: TerminalEvent): TransportEvent {
  const error = terminalError(event);
  return { type: 'end', end: terminalEnd(event), ...(error && { error }) };
}

function cutError(): ChatError {
  return new ChatError('truncated', 'The script cut the stream before its end.');
}
