import type { IncomingMessage, Server } from 'node:http';
import { Doorbell } from '../runs/doorbell.ts';
import type { ServerSocket, SocketListener } from '../sockets/server-socket.ts';
import { hangUp } from './hang-up.ts';
import { SocketAcceptor, type SocketAcceptorOptions } from './socket-acceptor.ts';
import { takeUpgrades } from './take-upgrades.ts';
import type { UpgradeRequest } from './upgrade-request.ts';

/** A socket that can be asked to go. */
export interface SocketConnection extends SocketListener {
  /** Says that the server goes away, and closes. */
  goAway(reconnectAfterMs: number): void;
}

/** What becomes of a request for a socket. */
export type SocketVerdict =
  /** It is let in, with these lines in the answer. */
  | {
      readonly open: (socket: ServerSocket) => SocketConnection;
      readonly headers?: readonly string[] | undefined;
    }
  /** It is let in and closed at once with a code: a page cannot read why an upgrade was refused. */
  | { readonly closeWith: number; readonly reason: string }
  /** It is refused with an HTTP status, such as `404 Not Found`. */
  | { readonly refuseWith: string }
  /** Somebody else answers it. */
  | 'not ours';

/** What a server of sockets is made of. */
export interface SocketServerOptions extends SocketAcceptorOptions {
  /** Judges a request for a socket. */
  readonly judge: (request: IncomingMessage) => SocketVerdict | Promise<SocketVerdict>;
  /** How long clients are asked to wait when the server goes away, in milliseconds. @default 1000 */
  readonly reconnectAfterMs?: number | undefined;
}

/** The sockets of a server. */
export interface ChatSockets {
  /** How many are open. */
  readonly size: number;
  /** Tells all clients that the server goes away, and closes their sockets; cuts those that take longer than a second. */
  close(): Promise<void>;
}

const goodbyeMs = 1000;

/**
 * Serves sockets on a server's port, from this call on: requests that come before `ws` is loaded wait for it. Throws a
 * `ChatError` of code `config` where it is not installed.
 */
export async function openSockets(
  server: Server,
  options: SocketServerOptions,
): Promise<ChatSockets> {
  const { judge, onFailure, reconnectAfterMs = 1000 } = options;
  const open = new Map<SocketConnection, ServerSocket>();
  const emptied = new Doorbell();
  const opening = SocketAcceptor.open(options);
  const takeNoMore = takeUpgrades(server, (asked) => {
    upgrade(asked).catch((error: unknown) => {
      onFailure(error);
      asked.socket.destroy();
    });
  });
  await opening;
  return {
    get size() {
      return open.size;
    },
    async close() {
      takeNoMore();
      for (const connection of open.keys()) connection.goAway(reconnectAfterMs);
      if (open.size > 0) await emptied.wait(goodbyeMs);
      for (const socket of open.values()) socket.terminate();
    },
  };

  async function upgrade(asked: UpgradeRequest): Promise<void> {
    const verdict = await judge(asked.request);
    if (verdict === 'not ours') return;
    if ('refuseWith' in verdict) return hangUp(asked.socket, verdict.refuseWith);
    const acceptor = await opening;
    if ('open' in verdict) {
      return acceptor.accept(
        asked,
        (socket) => listen(verdict.open(socket), socket),
        verdict.headers,
      );
    }
    acceptor.accept(asked, (socket) => {
      socket.close(verdict.closeWith, verdict.reason);
      return { receive() {}, closed() {} };
    });
  }

  function listen(connection: SocketConnection, socket: ServerSocket): SocketListener {
    open.set(connection, socket);
    return {
      receive: (text, bytes) => connection.receive(text, bytes),
      pong: () => connection.pong?.(),
      closed() {
        connection.closed();
        open.delete(connection);
        if (open.size === 0) emptied.ring();
      },
    };
  }
}
