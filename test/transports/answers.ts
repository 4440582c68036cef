import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import type { Answer } from './http-server.ts';

const streamType = { 'content-type': 'text/event-stream' };

/** A whole answer of five events. */
export const events: readonly ChatEvent[] = [
  { type: 'start', messageId: 'm1' },
  { type: 'text-start', id: '1' },
  { type: 'text-delta', id: '1', delta: 'Hello' },
  { type: 'text-end', id: '1' },
  { type: 'finish', finishReason: 'stop' },
];

/** Encodes events of the run `run-1` from `from` to before `to`. */
export function wire(from = 0, to = events.length): string {
  const frames = events.slice(from, to).map((event, index) => {
    return encodeSse({ id: `run-1:${from + index}`, data: JSON.stringify(event) });
  });
  return frames.join('') + (to >= events.length ? encodeSse({ data: '[DONE]' }) : '');
}

/** Streams some text and ends. */
export function stream(body: string, headers: Record<string, string> = {}): Answer {
  return (response) => void response.writeHead(200, { ...streamType, ...headers }).end(body);
}

/** Streams some text and then says nothing more. */
export function streamAndHang(body: string, headers: Record<string, string> = {}): Answer {
  return (response) => void response.writeHead(200, { ...streamType, ...headers }).write(body);
}

/** Answers with a status and a body. */
export function status(
  code: number,
  body: unknown = '',
  headers: Record<string, string> = {},
): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (response) => void response.writeHead(code, headers).end(text);
}

/** Closes the connection without an answer. */
export const hangUp: Answer = (response) => void response.destroy();

/** Never answers. */
export const silence: Answer = () => {};
