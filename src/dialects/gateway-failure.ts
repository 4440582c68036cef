import { errorTextOf } from '../protocol/error-words.ts';
import type { ChatEvent } from '../protocol/chat-event.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import { at, parseJson, tryJson } from '../protocol/json.ts';

/** Reads an error in the shapes that gateways in front of a server use; undefined where the frame is the wire's own. */
export function readGatewayFailure({ event, data }: SseFrame): ChatEvent | undefined {
  const value = event === 'error' ? asError(data) : parseJson(data);
  const type = at(value, 'type');
  const isForeign =
    type === undefined || (type === 'error' && typeof at(value, 'errorText') !== 'string');
  const errorText = isForeign ? errorTextOf(value) : undefined;
  return errorText === undefined ? undefined : { type: 'error', errorText };
}

function asError(data: string): unknown {
  const value = tryJson(data);
  return errorTextOf(value) === undefined ? { error: value ?? data } : value;
}
