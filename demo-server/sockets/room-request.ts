import type { IncomingMessage } from 'node:http';

/** The request for a socket as rooms are asked to admit it: its address, and who it says that it is. */
export function roomRequest({ url = '/', headers }: IncomingMessage, token?: string): Request {
  const { cookie, authorization } = headers;
  const shown = token === undefined ? authorization : `Bearer ${token}`;
  const given = new Headers();
  if (cookie !== undefined) given.set('cookie', cookie);
  if (shown !== undefined) given.set('authorization', shown);
  return new Request(new URL(url, 'http://localhost'), { headers: given });
}
