import type { Duplex } from 'node:stream';

// A client that has not hung up by then is cut.
const goodbyeMs = 1000;

/** Answers a request to upgrade with a status such as `404 Not Found` and an empty body, and hangs up. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  // What the client goes on to say is passed over: cut off with it unread, the client would be reset before it has read
  // the answer.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), goodbyeMs);
  timer.unref();
  socket.once('end', () => socket.destroy());
  socket.once('close', () => clearTimeout(timer));
}
