import { parseChatEvent } from './chat-event.ts';
import { isRecord, textAt } from './json.ts';
import { decodeStreamValue, type StreamValue } from './stream-event.ts';

/** What a frame of a typed stream holds. */
export interface StreamFrame {
  /** The value; absent where the frame brings none, such as the native wire's `start`. */
  readonly value?: StreamValue | undefined;
  /** Whether it is an event of the native wire, whose streams end with an end marker. */
  readonly isNative: boolean;
}

// Events of the native wire that may stand in a typed stream. Others begin and end with the same words, and say more.
const native = /^(?:data-|(?:start|finish)-step$|message-metadata$|text-)/;
const border = /^(?:start|finish|abort)$/;
const borderField = /^(?:type|messageId|messageMetadata|finishReason|reason)$/;

function isNativeEvent(json: unknown): boolean {
  const type = textAt(json, 'type');
  if (type === 'error') return textAt(json, 'errorText') !== '';
  if (!border.test(type)) return native.test(type);
  return Object.keys(json as object).every((field) => borderField.test(field));
}

/**
 * Reads the JSON of a frame, which may have a name: an event of the native wire; else what the name says, `header`, `item`,
 * `footer`, `progress` or `error`; else an item.
 */
export function readStreamFrame(json: unknown, name: string): StreamFrame {
  if (name === 'header' || name === 'item' || name === 'footer') {
    return { value: { kind: name, value: json }, isNative: false };
  }
  if (name === 'error') return { value: readFailure(json), isNative: false };
  if (name === 'progress' || !isNativeEvent(json)) {
    return { value: read(json, name), isNative: false };
  }
  const event = parseChatEvent(json);
  return { value: event && decodeStreamValue(event), isNative: true };
}

function read(json: unknown, name: string): StreamValue | undefined {
  if (name === 'progress') return decodeStreamValue({ type: 'data-progress', data: json });
  return { kind: 'item', value: json };
}

function readFailure(json: unknown): StreamValue | undefined {
  const known = textAt(json, 'errorText');
  if (known) return decodeStreamValue({ ...(json as object), type: 'error', errorText: known });
  const told = textAt(json, 'message') || textAt(json, 'error') || textAt(json, 'detail');
  const whole = typeof json === 'string' ? json : isRecord(json) ? JSON.stringify(json) : '';
  return { kind: 'error', errorText: told || whole || 'The work stopped with an error.' };
}
