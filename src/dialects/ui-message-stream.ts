import { isTerminalEvent, parseChatEvent } from '../protocol/chat-event.ts';
import type { Dialect } from './dialect.ts';
import { at, errorTextOf, parseJson } from '../protocol/json.ts';

/** The AI SDK UI message stream v1, Rivulet's own wire: one event as JSON per frame, `[DONE]` at the end. */
export function uiMessageStream(): Dialect {
  let isEnded = false;
  return {
    read({ data }) {
      if (data === '[DONE]') {
        // A server may leave `finish` out; its [DONE] still says that the answer is whole.
        return isEnded ? [] : [{ type: 'finish' }];
      }
      const value = parseJson(data);
      const type = at(value, 'type');
      // Gateways in front of a server write errors in shapes of their own.
      const isForeign = type === undefined || type === 'error';
      const errorText = isForeign ? errorTextOf(value) : undefined;
      const event =
        errorText === undefined ? parseChatEvent(value) : ({ type: 'error', errorText } as const);
      if (!event) return [];
      isEnded ||= isTerminalEvent(event);
      return [event];
    },
    end: () => [],
  };
}
