import type { Duplex } from 'node:stream';
import type { ChatError } from '../../protocol/chat-error.ts';

// A client that has not hung up by then is cut.
const goodbyeMs = 1000;

/**
 * Answers on a bare connection, where there is no response of Node's to do it, and hangs up.
 * @param status Such as `404 Not Found`.
 * @param error What the body says. @default an empty body
 */
export function hangUp(socket: Duplex, status: string, error?: ChatError): void {
  const body = error ? JSON.stringify({ error: { code: error.code, message: error.message } }) : '';
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    ...(error ? ['Content-Type: application/json'] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // What the client goes on to say is passed over: cut off with it unread, the client would be reset before it has read
  // the answer.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), goodbyeMs);
  timer.unref();
  socket.once('end', () => socket.destroy());
  socket.once('close', () => clearTimeout(timer));
}
