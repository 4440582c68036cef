import { isTerminalEvent, parseChatEvent, type ChatEvent } from '../protocol/chat-event.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Dialect } from './dialect.ts';
import { at, errorTextOf, parseJson, tryJson } from '../protocol/json.ts';

/** The AI SDK UI message stream v1, Rivulet's own wire: one event as JSON per frame, `[DONE]` at the end. */
export function uiMessageStream(): Dialect {
  let isEnded = false;
  let isEmpty = true;
  return {
    push(frame) {
      // A server may leave `finish` out; its [DONE] still says that the answer is whole, if there was any.
      if (frame.data === '[DONE]') return isEnded || isEmpty ? [] : [{ type: 'finish' }];
      const event = readEvent(frame);
      if (!event) return [];
      isEmpty = false;
      isEnded ||= isTerminalEvent(event);
      return [event];
    },
    end: () => [],
  };
}

function readEvent({ event, data }: SseFrame): ChatEvent | undefined {
  if (!data || data === 'null') return undefined;
  // Gateways in front of a server write errors in shapes of their own.
  const value = event === 'error' ? asError(data) : parseJson(data);
  const type = at(value, 'type');
  const isForeign =
    type === undefined || (type === 'error' && typeof at(value, 'errorText') !== 'string');
  const errorText = isForeign ? errorTextOf(value) : undefined;
  return errorText === undefined ? parseChatEvent(value) : { type: 'error', errorText };
}

function asError(data: string): unknown {
  const value = tryJson(data);
  return errorTextOf(value) === undefined ? { error: value ?? data } : value;
}
