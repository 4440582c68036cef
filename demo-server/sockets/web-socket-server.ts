import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

/** An accepted socket. */
export interface ServerSocket {
  /** What waits to be written, in bytes. */
  readonly bufferedAmount: number;
  /** Sends a text message; `onSent` is called when it is written, or never will be. */
  send(text: string, onSent?: () => void): void;
  close(code: number, reason?: string): void;
  /** Cuts the connection without a goodbye. */
  terminate(): void;
}

/** Who is told what a socket brings. */
export interface SocketListener {
  /** A message; undefined for one that is not text. */
  receive(text: string | undefined): void;
  /** The socket is closed, whoever did it. */
  closed(): void;
}

/** An HTTP request to become a socket, as Node's server hands it over. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

const keepAliveMs = 30_000;

/** Takes upgrade requests. Larger messages than `maxBytes` close their socket with 1009. */
export class SocketAcceptor {
  readonly #server: WebSocketServer;

  constructor(maxBytes: number) {
    this.#server = new WebSocketServer({ noServer: true, maxPayload: maxBytes });
  }

  /** Accepts a request, with the first subprotocol that it names. */
  accept(
    { request, socket, head }: UpgradeRequest,
    listen: (socket: ServerSocket) => SocketListener,
  ): void {
    // A client that has gone without a word is found by the system, also where the protocol has no heartbeat.
    request.socket.setKeepAlive(true, keepAliveMs);
    this.#server.handleUpgrade(request, socket, head, (accepted) => {
      const listener = listen(accepted);
      accepted.on('message', (data: Buffer, isBinary) => {
        listener.receive(isBinary ? undefined : data.toString());
      });
      accepted.on('close', () => listener.closed());
      // The close that follows is all there is to do about it.
      accepted.on('error', () => accepted.terminate());
    });
  }
}
