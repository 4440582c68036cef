import type { IncomingMessage } from 'node:http';
import type { WebSocket, WebSocketServer } from 'ws';
import { ChatError } from '../../protocol/chat-error.ts';
import { IntakeBudget } from '../http/intake-budget.ts';
import type { ServerSocket, SocketListener } from '../sockets/server-socket.ts';
import type { UpgradeRequest } from './upgrade-request.ts';

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

/** Makes sockets of upgrade requests. The only file that imports the `ws` package, when there is one to be made. */
export class SocketAcceptor {
  readonly #server: WebSocketServer;
  readonly #intake: IntakeBudget;
  readonly #onFailure: (error: unknown) => void;
  readonly #onRefusal: (reason: string, request: IncomingMessage) => void;

  readonly #headers = new WeakMap<IncomingMessage, readonly string[]>();

  private constructor(server: WebSocketServer, options: SocketAcceptorOptions) {
    const { intake = new IntakeBudget(), onFailure, onRefusal } = options;
    this.#server = server;
    server.on('headers', (headers, request) => {
      headers.push(...(this.#headers.get(request) ?? []));
    });
    this.#intake = intake;
    this.#onFailure = onFailure;
    this.#onRefusal = onRefusal;
  }

  /** Loads `ws`. Throws a `ChatError` of code `config` where that is not installed. */
  static async open(options: SocketAcceptorOptions): Promise<SocketAcceptor> {
    const { WebSocketServer: Server } = await import('ws').catch((cause: unknown) => {
      const text = 'Sockets need the package `ws`. Install it: npm install ws.';
      throw new ChatError('config', text, { cause });
    });
    const settings = { noServer: true, maxPayload: options.maxBytes, closeTimeout: goodbyeMs };
    return new SocketAcceptor(new Server(settings), options);
  }

  /**
   * Accepts a request, with the first subprotocol that it names.
   * @param headers Lines that go into the answer as well. @default none
   */
  accept(
    { request, socket, head }: UpgradeRequest,
    listen: (socket: ServerSocket) => SocketListener,
    headers: readonly string[] = [],
  ): void {
    this.#headers.set(request, headers);
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
        call(() =>
          isBinary ? listener.receive(undefined, data) : listener.receive(data.toString()),
        );
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

/** What a message is refused for by the WebSocket itself; undefined for an error of the connection. */
function reasonOfSocketError(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 'too-large';
  return code.startsWith('WS_ERR_') ? 'bad-request' : undefined;
}
