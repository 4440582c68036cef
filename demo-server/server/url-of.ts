import type { Server } from 'node:http';

/** The address of the page of a server that listens, with its key if it has one. */
export function urlOf(server: Server, host: string, key: string | undefined): string {
  const bound = server.address();
  const port = typeof bound === 'object' ? bound?.port : undefined;
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere || host === '127.0.0.1' || host === '::1' ? 'localhost' : host;
  const address = `http://${name.includes(':') ? `[${name}]` : name}:${port}/`;
  return key === undefined ? address : `${address}?key=${encodeURIComponent(key)}`;
}
