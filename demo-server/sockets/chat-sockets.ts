import type { IncomingMessage, Server } from 'node:http';
import { webSocketProtocol } from 'rivulet/protocol';
import { Doorbell, StreamPlaces, type StreamPlacesOptions } from 'rivulet/server';
import type { GuardOptions } from '../http/guard.ts';
import { readHost } from '../http/host-header.ts';
import { Callers } from '../server/callers.ts';
import { hangUp } from '../server/hang-up.ts';
import type { IntakeBudget } from '../server/intake-budget.ts';
import { noObserver, type Observer } from '../server/observer.ts';
import { AiSdkConnection } from './ai-sdk-connection.ts';
import { ChatConnection, type ChatConnectionLimits } from './chat-connection.ts';
import { createSocketGuard } from './socket-guard.ts';
import { isForVite, subprotocolsOf } from './subprotocols.ts';
import { takeUpgrades } from './take-upgrades.ts';
import type { RunServices } from '../http/start-run.ts';
import { TypingRooms } from './typing-rooms.ts';
import {
  SocketAcceptor,
  type ServerSocket,
  type SocketListener,
  type UpgradeRequest,
} from './web-socket-server.ts';

/** What the sockets serve, to whom, and how much. */
export interface ChatSocketsOptions extends RunServices, GuardOptions, StreamPlacesOptions {
  readonly limits?: Partial<ChatConnectionLimits> | undefined;
  /** How long clients are asked to wait when the server goes away, in milliseconds. @default 1000 */
  readonly reconnectAfterMs?: number | undefined;
  /** Whether somebody else answers the upgrades that are not ours, as Vite does. @default false */
  readonly isShared?: boolean | undefined;
  /** The places that the sockets share with HTTP. @default their own */
  readonly places?: StreamPlaces | undefined;
  /** What bounds the messages that are under way. @default one of the sockets alone */
  readonly intake?: IntakeBudget | undefined;
  /** Who tells where requests come from. @default the address of the connection, no proxy is trusted */
  readonly callers?: Callers | undefined;
  /** @default nobody is told */
  readonly observer?: Observer | undefined;
}

/** The WebSocket face of a server. */
export interface ChatSockets {
  /** How many sockets are open. */
  readonly size: number;
  /** Tells all clients that the server goes away, and closes their sockets; cuts those that take longer than a second. */
  close(): Promise<void>;
}

interface Connection extends SocketListener {
  goAway(reconnectAfterMs: number): void;
}

type Protocol = (request: IncomingMessage, socket: ServerSocket) => Connection;

const defaultLimits: ChatConnectionLimits = {
  heartbeatMs: 15_000,
  helloMs: 10_000,
  maxStreams: 32,
  maxSendBytes: 1024 * 1024,
  rate: {},
};

const goodbyeMs = 1000;

/**
 * Serves WebSockets on a server's port: `chat.v1` at `/api/ws`, the AI SDK's own frames at `/api/ws/ai-sdk` and
 * `/ws/ai-sdk`.
 */
export function serveSockets(server: Server, options: ChatSocketsOptions): ChatSockets {
  const limits = { ...defaultLimits, ...options.limits };
  const callers = options.callers ?? new Callers();
  const guard = createSocketGuard({ ...options, callers });
  const observer = options.observer ?? noObserver;
  const acceptor = new SocketAcceptor({
    maxBytes: limits.maxSendBytes,
    intake: options.intake,
    onFailure: (error) => observer.failed(error, 'a message on a socket'),
    onRefusal(reason, request) {
      const door = request.url?.includes('/ai-sdk') ? 'ai-sdk' : 'chat.v1';
      observer.refused({ door, reason, address: callers.of(request).address });
    },
  });
  const shared = {
    ...options,
    limits,
    guard,
    callers,
    rooms: new TypingRooms(),
    places: options.places ?? new StreamPlaces(options),
    observer,
    sessions: new Map(),
  };
  const chat: Protocol = (request, socket) => new ChatConnection(shared, request, socket);
  const aiSdk: Protocol = (request, socket) => new AiSdkConnection(shared, request, socket);
  const protocols: Readonly<Record<string, Protocol>> = {
    '/api/ws': chat,
    '/api/ws/ai-sdk': aiSdk,
    '/ws/ai-sdk': aiSdk,
  };
  const open = new Map<Connection, ServerSocket>();
  const emptied = new Doorbell();
  const takeNoMore = takeUpgrades(server, (asked) => {
    upgrade(asked).catch((error: unknown) => {
      observer.failed(error, 'an upgrade');
      asked.socket.destroy();
    });
  });
  return {
    get size() {
      return open.size;
    },
    async close() {
      takeNoMore();
      for (const connection of open.keys()) connection.goAway(options.reconnectAfterMs ?? 1000);
      if (open.size > 0) await emptied.wait(goodbyeMs);
      for (const socket of open.values()) socket.terminate();
    },
  };

  async function upgrade(asked: UpgradeRequest): Promise<void> {
    const { request } = asked;
    const [path = ''] = (request.url ?? '').split('?');
    const protocol = Object.hasOwn(protocols, path) ? protocols[path] : undefined;
    if (!protocol && options.isShared && isForVite(request)) return;
    if (!protocol) return refuse(asked, '404 Not Found', 'not-found');
    if (protocol === chat && !subprotocolsOf(request).includes(webSocketProtocol)) {
      return refuse(asked, '400 Bad Request', 'bad-request');
    }
    if (readHost(request.headers.host) === undefined) {
      return refuse(asked, '400 Bad Request', 'bad-request');
    }
    const isAdmitted = await guard.admits(request);
    if (!isAdmitted) tellRefused(asked, 'unauthorized');
    acceptor.accept(asked, (accepted) => {
      if (isAdmitted) return listen(protocol(request, accepted), accepted);
      // A page cannot read why an upgrade was refused, but it can read a close code.
      accepted.close(4403, 'this page or this name is not allowed');
      return { receive() {}, closed() {} };
    });
  }

  function refuse(asked: UpgradeRequest, status: string, reason: string): void {
    tellRefused(asked, reason, Number.parseInt(status, 10));
    hangUp(asked.socket, status);
  }

  function tellRefused({ request }: UpgradeRequest, reason: string, status = 403): void {
    const { address } = callers.of(request);
    observer.refused({ door: 'upgrade', reason, status, address });
  }

  function listen(connection: Connection, socket: ServerSocket): SocketListener {
    open.set(connection, socket);
    return {
      receive: (text) => connection.receive(text),
      pong: () => connection.pong?.(),
      closed() {
        connection.closed();
        open.delete(connection);
        if (open.size === 0) emptied.ring();
      },
    };
  }
}
