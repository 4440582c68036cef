import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { IntakeBudget } from '../server/intake-budget.ts';
import { reasonOfSocketError } from './observe-close.ts';

/** An accepted socket. */
export interface ServerSocket {
  /** What waits to be written, in bytes. */
  readonly bufferedAmount: number;
  /** Sends a text message; `onSent` is called when it is written, or never will be. */
  send(text: string, onSent?: () => void): void;
  /** Asks the other side to prove that it lives, in the WebSocket's own way. */
  ping(): void;
  /** Reads nothing more until `resume`. */
  pause(): void;
  resume(): void;
  close(code: number, reason?: string): void;
  /** Cuts the connection without a goodbye. */
  terminate(): void;
}

/** Who is told what a socket brings. */
export interface SocketListener {
  /** A message; undefined for one that is not text. */
  receive(text: string | undefined): void;
  /** The answer to a ping. */
  pong?(): void;
  /** The socket is closed, whoever did it. */
  closed(): void;
}

/** An HTTP request to become a socket, as Node's server hands it over. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** How messages are taken in. */
export interface SocketAcceptorOptions {
  /** Larger messages close their socket with 1009, in bytes. */
  readonly maxBytes: number;
  /** What bounds the messages that are under way. @default one of its own */
  readonly intake?: IntakeBudget | undefined;
  /** Is told what a listener threw; its socket is closed with 1011. */
  readonly onFailure: (error: unknown) => void;
  /** Is told why a message was not taken in; its socket is closed or cut. */
  readonly onRefusal: (reason: string, request: IncomingMessage) => void;
}

const keepAliveMs = 30_000;
// A client that does not answer the goodbye is cut.
const goodbyeMs = 5000;
// Of a client's frame without its payload: two bytes and a mask.
const controlFrameBytes = 6;

/** Takes upgrade requests. */
export class SocketAcceptor {
  readonly #server: WebSocketServer;
  readonly #intake: IntakeBudget;
  readonly #onFailure: (error: unknown) => void;
  readonly #onRefusal: (reason: string, request: IncomingMessage) => void;

  constructor(options: SocketAcceptorOptions) {
    const { maxBytes, intake = new IntakeBudget(), onFailure, onRefusal } = options;
    const server = { noServer: true, maxPayload: maxBytes, closeTimeout: goodbyeMs };
    this.#server = new WebSocketServer(server);
    this.#intake = intake;
    this.#onFailure = onFailure;
    this.#onRefusal = onRefusal;
  }

  /** Accepts a request, with the first subprotocol that it names. */
  accept(
    { request, socket, head }: UpgradeRequest,
    listen: (socket: ServerSocket) => SocketListener,
  ): void {
    // A client that has gone without a word is found by the system, also where the protocol has no heartbeat.
    request.socket.setKeepAlive(true, keepAliveMs);
    this.#server.handleUpgrade(request, socket, head, (accepted) => {
      accepted.on('error', (error) => {
        const reason = reasonOfSocketError(error);
        if (reason !== undefined) this.#onRefusal(reason, request);
        // The close that follows is all there is to do about it.
        accepted.terminate();
      });
      const listener = listen(accepted);
      const call = (tell: () => void) => this.#call(accepted, tell);
      accepted.on('message', (data: Buffer, isBinary) => {
        call(() => listener.receive(isBinary ? undefined : data.toString()));
      });
      accepted.on('pong', () => call(() => listener.pong?.()));
      accepted.on('close', () => call(() => listener.closed()));
      this.#bound(request, accepted);
    });
  }

  /** Calls a listener; what it throws would otherwise end the process. */
  #call(accepted: WebSocket, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#onFailure(error);
      accepted.close(1011, 'the server failed');
    }
  }

  /** Counts the bytes of the message that is under way. */
  #bound(request: IncomingMessage, accepted: WebSocket): void {
    const { socket } = request;
    const intake = this.#intake.open(() => {
      this.#onRefusal('overloaded', request);
      accepted.terminate();
    });
    let taken = socket.bytesRead;
    const takeControl = (payload: Buffer): void => {
      taken += controlFrameBytes + payload.length;
    };
    accepted.on('ping', takeControl);
    accepted.on('pong', takeControl);
    accepted.on('message', () => {
      taken = socket.bytesRead;
      intake.release();
    });
    socket.on('data', () => intake.hold(Math.max(0, socket.bytesRead - taken)));
    accepted.on('close', () => intake.release());
  }
}
