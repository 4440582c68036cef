/** As much of a WebSocket as the transport needs; the browser's and the one of the package `ws` both have it. */
export interface WebSocketLike {
  readonly readyState: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
}

/** Makes a socket to a `ws:` or `wss:` address. */
export type WebSocketConstructor = new (url: string, protocols: string[]) => WebSocketLike;

/** Turns an address of a page or an API, which may be relative to the page, into one of a socket. */
export function webSocketUrl(url: string): string {
  const absolute = new URL(url, globalThis.location?.href);
  absolute.protocol = absolute.protocol.replace(/^http/, 'ws');
  return absolute.href;
}
