import { ChatError } from '../../protocol/chat-error.ts';

/** As much of a WebSocket as the transport needs; the browser's and the one of the package `ws` both have it. */
export interface WebSocketLike {
  /** As `WebSocket.readyState`: 1 is open. */
  readonly readyState: number;

  /** Sends a text. */
  send(data: string): void;

  /** Closes the socket. */
  close(code?: number, reason?: string): void;

  /** Listens to one kind of event. */
  addEventListener(type: 'open', listener: () => void): void;

  /** Listens to one kind of event. */
  addEventListener(type: 'error', listener: () => void): void;

  /** Listens to one kind of event. */
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;

  /** Listens to one kind of event. */
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
}

/** Makes a socket to a `ws:` or `wss:` address. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/** Answers with the `WebSocket` that was given, or with the page's own. Throws a `ChatError` when there is none. */
export function findWebSocket(given: WebSocketConstructor | undefined): WebSocketConstructor {
  const found = given ?? (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
  if (found) return found;
  const message =
    'There is no WebSocket here. Pass one as the option WebSocket, such as that of the package ws.';
  throw new ChatError('bad-request', message);
}

/** Turns an address of a page or an API, which may be relative to the page, into one of a socket. */
export function webSocketUrl(url: string): string {
  const absolute = new URL(url, globalThis.location?.href);
  absolute.protocol = absolute.protocol.replace(/^http/, 'ws');
  return absolute.href;
}
