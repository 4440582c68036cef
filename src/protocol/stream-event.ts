import { isTerminalEvent, type ChatEvent, type TerminalEvent } from './chat-event.ts';
import { at } from './json.ts';

/** How far a piece of work has come. */
export interface StreamProgress {
  /** How much is done, in the unit of `total`. */
  readonly done: number;
  /** How much there is in all; absent while nobody knows. @default none */
  readonly total?: number | undefined;
  /** What is being done, for the reader. @default none */
  readonly label?: string | undefined;
}

/** One value of a typed stream. */
export type StreamValue =
  | {
      /** What it is: the header comes once and first, then the items, then the footer, once. */
      readonly kind: 'header' | 'item' | 'footer';
      /** The value, as JSON has it. */
      readonly value: unknown;
    }
  | {
      /** A note on how far the work has come; it may stand anywhere, and only the newest counts. */
      readonly kind: 'progress';
      /** How far it is. */
      readonly value: StreamProgress;
    }
  | {
      /** The end: all is there. */
      readonly kind: 'end';
    }
  | {
      /** The end, because somebody stopped it. */
      readonly kind: 'abort';
      /** Who or what stopped it. */
      readonly reason?: string | undefined;
    }
  | {
      /** The end, because something went wrong. */
      readonly kind: 'error';
      /** What went wrong, for the reader. */
      readonly errorText: string;
      /** Told where the server refuses because it was asked too often. */
      readonly code?: 'rate-limited' | undefined;
      /** How long the server asks to wait, in milliseconds. */
      readonly retryAfterMs?: number | undefined;
    };

/**
 * Writes a value of a typed stream as an event of the native wire. A typed stream is a run like a chat's answer, and its
 * values are its data parts, so that resuming, cancelling, flow control, snapshots and tabs need nothing of their own:
 *
 *     header    { type: 'data-header',   id: 'header',   data }
 *     item      { type: 'data-item',                     data }    each a part of its own, in order
 *     progress  { type: 'data-progress', id: 'progress', data: { done, total?, label? } }
 *     footer    { type: 'data-footer',   id: 'footer',   data }
 *     end       { type: 'finish' }
 *     abort     { type: 'abort', reason? }
 *     error     { type: 'error', errorText, code?, retryAfterMs? }
 *
 * By its id a header, a footer or a progress takes the place of an earlier one. Any other `data-*` event is the app's own.
 */
export function encodeStreamValue(value: StreamValue): ChatEvent {
  const { kind } = value;
  if (kind === 'error') return errorEvent(value);
  if (kind === 'end') return { type: 'finish' };
  if (kind === 'abort')
    return { type: kind, ...(value.reason !== undefined && { reason: value.reason }) };
  return { type: `data-${kind}`, ...(kind !== 'item' && { id: kind }), data: value.value };
}

/** Reads an event of the native wire as a value of a typed stream; undefined for one that is none, such as `start`. */
export function decodeStreamValue(event: ChatEvent): StreamValue | undefined {
  if (isTerminalEvent(event)) return endOf(event);
  const { type } = event;
  if (type === 'data-progress') return { kind: 'progress', value: progressOf(event) };
  if (type !== 'data-header' && type !== 'data-item' && type !== 'data-footer') return undefined;
  return { kind: type.slice(5) as 'item', value: at(event, 'data') };
}

function endOf(event: TerminalEvent): StreamValue {
  if (event.type === 'abort') return { kind: 'abort', reason: event.reason };
  if (event.type === 'error') {
    const { errorText, code, retryAfterMs } = event;
    return { kind: 'error', errorText, code, retryAfterMs };
  }
  if (event.finishReason !== 'error') return { kind: 'end' };
  return { kind: 'error', errorText: 'The work stopped with an error. Start it again.' };
}

function errorEvent({
  errorText,
  code,
  retryAfterMs,
}: Extract<StreamValue, { kind: 'error' }>): ChatEvent {
  return {
    type: 'error',
    errorText,
    ...(code && { code }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function progressOf(event: ChatEvent): StreamProgress {
  const data = at(event, 'data');
  const done = Number(at(data, 'done')) || 0;
  const total = at(data, 'total');
  const label = at(data, 'label');
  return {
    done,
    ...(typeof total === 'number' && { total }),
    ...(typeof label === 'string' && { label }),
  };
}
