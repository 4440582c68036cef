import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** Turns a request of Node's HTTP into a `Request`. Throws where its address cannot be read. */
export function toRequest(incoming: IncomingMessage): Request {
  const { method = 'GET', headers, url = '/', socket } = incoming;
  const scheme = 'encrypted' in socket && socket.encrypted === true ? 'https' : 'http';
  // Express takes off the path that a handler is mounted at.
  const path = 'originalUrl' in incoming ? String(incoming.originalUrl) : url;
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith(':') || value === undefined) continue;
    for (const each of [value].flat()) given.append(name, each);
  }
  const isBare = method === 'GET' || method === 'HEAD';
  return new Request(new URL(path, `${scheme}://${headers.host ?? 'localhost'}`), {
    method,
    headers: given,
    ...(!isBare && {
      body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>,
      duplex: 'half',
    }),
  });
}
