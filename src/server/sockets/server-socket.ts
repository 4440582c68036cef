/** An accepted socket. */
export interface ServerSocket {
  /** What waits to be written, in bytes. */
  readonly bufferedAmount: number;
  /** Sends a message of text or of bytes; `onSent` is called when it is written, or never will be. */
  send(message: string | Uint8Array, onSent?: () => void): void;
  /** Asks the other side to prove that it lives, in the WebSocket's own way. */
  ping(): void;
  /** Reads nothing more until `resume`. */
  pause(): void;
  /** Reads again. */
  resume(): void;
  /** Says goodbye with a code, and in a few words why. */
  close(code: number, reason?: string): void;
  /** Cuts the connection without a goodbye. */
  terminate(): void;
}

/** Who is told what a socket brings. */
export interface SocketListener {
  /** A message; the text is undefined for one of `bytes`. */
  receive(text: string | undefined, bytes?: Uint8Array): void;
  /** The answer to a ping. */
  pong?(): void;
  /** The socket is closed, whoever did it. */
  closed(): void;
}
