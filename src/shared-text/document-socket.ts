/** As much of a WebSocket as a shared text needs; the browser's and the one of the package `ws` both have it. */
export interface DocumentSocket {
  /** As `WebSocket.readyState`: 1 is open. */
  readonly readyState: number;
  /** The subprotocol that the server has chosen. */
  readonly protocol: string;
  /** How bytes come. */
  binaryType: string;
  /** Sends bytes. */
  send(data: Uint8Array<ArrayBuffer>): void;
  /** Closes it. */
  close(code?: number, reason?: string): void;
  /** Listens to one kind of event. */
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: {
      readonly data?: unknown;
      readonly code?: number;
      readonly reason?: string;
    }) => void,
  ): void;
}

/** Makes a socket to a `ws:` or `wss:` address. */
export type DocumentSocketConstructor = new (url: string, protocols: string[]) => DocumentSocket;
