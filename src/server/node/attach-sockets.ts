import type { IncomingMessage, Server } from 'node:http';
import { webSocketProtocol } from '../../protocol/web-socket-frame.ts';
import { checkOrigin } from '../http/check-origin.ts';
import { visitorOf } from '../http/owner-cookie.ts';
import type { ChatServer, ChatServices } from '../options/chat-server.ts';
import { ChatConnection } from '../sockets/chat-connection.ts';
import {
  defaultConnectionLimits,
  type ChatConnectionLimits,
  type SessionHolder,
} from '../sockets/chat-connection-options.ts';
import type { RoomDoor } from '../sockets/room-door.ts';
import type { SocketRefusal } from '../sockets/socket-visitor.ts';
import { TypingRooms } from '../sockets/typing-rooms.ts';
import { chatVisitor } from './chat-visitor.ts';
import { openSockets, type ChatSockets, type SocketVerdict } from './socket-server.ts';
import { toRequest } from './to-request.ts';

/** How sockets are served. */
export interface AttachSocketsOptions {
  /** What each socket may do. @default heartbeats every 15 seconds, 32 runs at once, messages of 1 MiB, 50 frames a second */
  readonly limits?: Partial<ChatConnectionLimits> | undefined;
  /** The rooms to be served over the same sockets, from `createRooms`. @default none */
  readonly rooms?: RoomDoor | undefined;
  /** How long clients are asked to wait when the server goes away, in milliseconds. @default 1000 */
  readonly reconnectAfterMs?: number | undefined;
  /** Is told what was refused, for a log or a count. @default nobody is told */
  readonly onRefusal?: ((refusal: SocketRefusal) => void) | undefined;
}

/**
 * Serves a chat server over WebSockets as well, at `<basePath>/ws` of a Node server: what `webSocketTransport` speaks,
 * with the runs, owners, origins and limits that the chat server has over HTTP. Needs the `ws` package. Upgrades to other
 * paths are left to whoever else listens for them, and refused where nobody does. `chat.close()` closes the sockets, too.
 * Rejects with a `ChatError` of code `config` without `ws`, and with what keeps the chat server's store from opening.
 */
export async function attachSockets(
  server: Server,
  chat: Pick<ChatServer, 'opening'>,
  options: AttachSocketsOptions = {},
): Promise<ChatSockets> {
  const limits = { ...defaultConnectionLimits, ...options.limits };
  const rooms = new TypingRooms();
  const sessions = new Map<string, SessionHolder>();
  const opening = openSockets(server, {
    judge,
    maxBytes: limits.maxSendBytes,
    reconnectAfterMs: options.reconnectAfterMs,
    onFailure,
    onRefusal: (reason) => options.onRefusal?.({ reason }),
  });
  const [sockets, { shutdown }] = await Promise.all([opening, chat.opening]);
  shutdown.listen(() => void sockets.close());
  return sockets;

  async function onFailure(error: unknown): Promise<void> {
    const { onError } = await chat.opening;
    onError(error, 'request');
  }

  async function judge(incoming: IncomingMessage): Promise<SocketVerdict> {
    const services = await chat.opening.catch(ignore);
    const [path = ''] = (incoming.url ?? '').split('?');
    if (path !== `${services?.basePath ?? ''}/ws`) {
      if (server.listenerCount('upgrade') > 1) return 'not ours';
      return refuse(services ? '404 Not Found' : '503 Service Unavailable');
    }
    const asked = (incoming.headers['sec-websocket-protocol'] ?? '').split(',');
    const request = tryRequest(incoming);
    const isRight = request && asked.some((name) => name.trim() === webSocketProtocol);
    return services && isRight ? admit(incoming, request, services) : refuse('400 Bad Request');
  }

  async function admit(
    incoming: IncomingMessage,
    request: Request,
    services: ChatServices,
  ): Promise<SocketVerdict> {
    try {
      // Browsers differ in what they say of a socket's site; its origin they always tell.
      if (request.headers.has('origin')) request.headers.delete('sec-fetch-site');
      checkOrigin(request, services.origins);
    } catch {
      options.onRefusal?.({ reason: 'unauthorized', status: 403 });
      return { closeWith: 4403, reason: 'this page is not allowed' };
    }
    const known = services.owner ? undefined : await visitorOf(request);
    const { runs, places } = services;
    const visitor = chatVisitor(incoming, known, services, options.onRefusal);
    const shared = { runs, places, limits, rooms, sessions, roomDoor: options.rooms };
    return {
      open: (socket) => new ChatConnection(shared, visitor, socket),
      headers: (known?.setCookie ?? []).map((cookie) => `Set-Cookie: ${cookie}`),
    };
  }

  function refuse(refuseWith: string): SocketVerdict {
    options.onRefusal?.({ reason: 'bad-request', status: Number.parseInt(refuseWith, 10) });
    return { refuseWith };
  }
}

/** Undefined where the address or the host cannot be read. */
function tryRequest(incoming: IncomingMessage): Request | undefined {
  try {
    return toRequest(incoming);
  } catch {
    return undefined;
  }
}

function ignore(): void {}
