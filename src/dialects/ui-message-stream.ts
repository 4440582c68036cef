import { isTerminalEvent, parseChatEvent, type ChatEvent } from '../protocol/chat-event.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Dialect } from './dialect.ts';
import { parseJson } from '../protocol/json.ts';

/** Reads the error that a frame tells in a shape of its own; undefined where it tells none. */
export type FailureReader = (frame: SseFrame) => ChatEvent | undefined;

/**
 * The AI SDK UI message stream v1, Rivulet's own wire: one event as JSON per frame, `[DONE]` at the end. Gateways in front
 * of a server write errors in shapes of their own, which `readFailure` knows where it is there.
 */
export function uiMessageStream(readFailure: () => FailureReader | undefined): Dialect {
  let isEnded = false;
  let isEmpty = true;
  return {
    push(frame) {
      const { data } = frame;
      // A server may leave `finish` out; its [DONE] still says that the answer is whole, if there was any.
      if (data === '[DONE]') return isEnded || isEmpty ? [] : [{ type: 'finish' }];
      if (!data || data === 'null') return [];
      const event = readFailure()?.(frame) ?? parseChatEvent(parseJson(data));
      if (!event) return [];
      isEmpty = false;
      isEnded ||= isTerminalEvent(event);
      return [event];
    },
    end: () => [],
  };
}

/** Whether a frame may tell an error in a shape that is not the wire's: what does not begin as the wire's events do. */
export function mayBeFailure({ event, data }: SseFrame): boolean {
  return event === 'error' || !/^(?:\{"type":"(?!error"(?!,"errorText":"))|\[DONE)/.test(data);
}
