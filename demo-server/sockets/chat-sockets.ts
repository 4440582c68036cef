import type { IncomingMessage, Server } from 'node:http';
import { webSocketProtocol } from 'rivulet/protocol';
import {
  StreamPlaces,
  type IntakeBudget,
  type Rooms,
  type StreamPlacesOptions,
} from 'rivulet/server';
import type { Documents } from 'rivulet/server/documents';
import {
  ChatConnection,
  defaultConnectionLimits,
  documentAt,
  judgeVisit,
  openSockets,
  TypingRooms,
  type ChatConnectionLimits,
  type ChatSockets,
  type ServerSocket,
  type SessionHolder,
  type SocketConnection,
  type SocketVerdict,
} from 'rivulet/server/node';
import type { GuardOptions } from '../http/guard.ts';
import { readHost } from '../http/host-header.ts';
import { Callers } from '../server/callers.ts';
import { noObserver, type Observer } from '../server/observer.ts';
import { AiSdkConnection } from './ai-sdk-connection.ts';
import { chatVisitor } from './chat-visitor.ts';
import { guideSocketAt } from './guides/guide-sockets.ts';
import { openRooms } from '../rooms/open-rooms.ts';
import { createSocketGuard } from './socket-guard.ts';
import { isForVite, subprotocolsOf } from './subprotocols.ts';
import type { RunServices } from '../http/start-run.ts';

/** What the sockets serve, to whom, and how much. */
export interface ChatSocketsOptions extends RunServices, GuardOptions, StreamPlacesOptions {
  readonly limits?: Partial<ChatConnectionLimits> | undefined;
  /** The shared documents. @default there are none */
  readonly documents?: Documents | undefined;
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
  /** Where people meet. @default rooms in the memory of this process */
  readonly rooms?: Rooms | undefined;
  /** @default nobody is told */
  readonly observer?: Observer | undefined;
}

type Protocol = (request: IncomingMessage, socket: ServerSocket) => SocketConnection;

/**
 * Serves WebSockets on a server's port: `chat.v1` at `/api/ws`, the AI SDK's own frames at `/api/ws/ai-sdk` and
 * `/ws/ai-sdk`, shared documents at `/api/documents/:name`, the words of the guides at `/chat`, `/ws`, `/ws/tutorial`, `/ws/:client`
 * and `/collaborate/:doc`.
 */
export function serveSockets(server: Server, options: ChatSocketsOptions): Promise<ChatSockets> {
  const limits = { ...defaultConnectionLimits, ...options.limits };
  const callers = options.callers ?? new Callers();
  const guard = createSocketGuard({ ...options, callers });
  const observer = options.observer ?? noObserver;
  const rooms = options.rooms ?? openRooms({ ...options, observer });
  const shared = {
    ...options,
    rooms,
    limits,
    guard,
    callers,
    places: options.places ?? new StreamPlaces(options),
    observer,
    sessions: new Map<string, SessionHolder>(),
  };
  const chatShared = { ...shared, rooms: new TypingRooms(), roomDoor: rooms };
  const chat: Protocol = (request, socket) =>
    new ChatConnection(chatShared, chatVisitor(shared, request), socket);
  const aiSdk: Protocol = (request, socket) => new AiSdkConnection(shared, request, socket);
  const protocols: Readonly<Record<string, Protocol>> = {
    '/api/ws': chat,
    '/api/ws/ai-sdk': aiSdk,
    '/ws/ai-sdk': aiSdk,
  };
  return openSockets(server, {
    judge,
    maxBytes: limits.maxSendBytes,
    intake: options.intake,
    reconnectAfterMs: options.reconnectAfterMs,
    onFailure: (error) => observer.failed(error, 'a message on a socket'),
    onRefusal(reason, request) {
      const door = request.url?.includes('/ai-sdk') ? 'ai-sdk' : 'chat.v1';
      observer.refused({ door, reason, address: callers.of(request).address });
    },
  });

  async function judge(request: IncomingMessage): Promise<SocketVerdict> {
    const [path = ''] = (request.url ?? '').split('?');
    const document = documentAt(path, '/api/documents');
    if (document !== undefined) return judgeDocument(request, document);
    const own = Object.hasOwn(protocols, path) ? protocols[path] : undefined;
    const guide = own ? undefined : guideSocketAt(path, shared);
    const protocol = own ?? guide;
    if (!protocol && options.isShared && isForVite(request)) return 'not ours';
    if (!protocol) return refuse(request, '404 Not Found', 'not-found');
    if (protocol === chat && !subprotocolsOf(request).includes(webSocketProtocol)) {
      return refuse(request, '400 Bad Request', 'bad-request');
    }
    if (readHost(request.headers.host) === undefined) {
      return refuse(request, '400 Bad Request', 'bad-request');
    }
    const isAdmitted = await guard.admits(request);
    // These clients have no word for a key; the request has it, or the page's session.
    if (isAdmitted && guide && !(await guard.knows(request, undefined))) {
      tellRefused(request, 'unauthorized');
      return { closeWith: 4401, reason: 'the key is missing or wrong' };
    }
    if (isAdmitted) return { open: (socket) => protocol(request, socket) };
    tellRefused(request, 'unauthorized');
    return { closeWith: 4403, reason: 'this page or this name is not allowed' };
  }

  async function judgeDocument(request: IncomingMessage, name: string): Promise<SocketVerdict> {
    const { documents } = options;
    if (!documents) return refuse(request, '404 Not Found', 'not-found');
    const isKnown = (await guard.admits(request)) && (await guard.knows(request, undefined));
    // The page's origin has just been judged.
    const origins = [request.headers.origin ?? ''];
    if (isKnown) return judgeVisit(documents, request, { name, origins });
    tellRefused(request, 'unauthorized');
    return { closeWith: 4401, reason: 'the key is missing or wrong' };
  }

  function refuse(request: IncomingMessage, refuseWith: string, reason: string): SocketVerdict {
    tellRefused(request, reason, Number.parseInt(refuseWith, 10));
    return { refuseWith };
  }

  function tellRefused(request: IncomingMessage, reason: string, status = 403): void {
    const { address } = callers.of(request);
    observer.refused({ door: 'upgrade', reason, status, address });
  }
}
