import type { IncomingMessage } from 'node:http';
import type { Visitor } from '../http/owner-cookie.ts';
import { StreamPlaces } from '../http/stream-places.ts';
import type { ChatServices } from '../options/chat-server.ts';
import { postChat } from '../routes/post-chat.ts';
import type { SocketRefusal, SocketVisitor } from '../sockets/socket-visitor.ts';
import { requestWithToken } from './request-with-token.ts';
import { toRequest } from './to-request.ts';

/**
 * Whoever comes on a socket, as a chat server knows and serves him: as over HTTP. The request that asked for the socket is
 * made anew whenever it is needed, as a `Request` takes more memory than all else of an idle socket.
 * @param known Who he is by his cookie, where the server knows its visitors so.
 */
export function chatVisitor(
  incoming: IncomingMessage,
  known: Visitor | undefined,
  services: ChatServices,
  onRefusal: (refusal: SocketRefusal) => void = () => undefined,
): SocketVisitor {
  const { basePath, onError } = services;
  return {
    address: services.address?.(toRequest(incoming)) ?? '',
    identify: (token) => known?.owner ?? services.owner?.(requestWithToken(incoming, token)) ?? '',
    request: (token) => requestWithToken(incoming, token),
    ask({ id, owner, token, body }) {
      const question = questionOf(requestWithToken(incoming, token), basePath, id, body);
      // The socket has its place, which its first run takes over.
      const places = new StreamPlaces({ maxStreams: Infinity });
      return postChat(question, owner, { ...services, places });
    },
    refused: onRefusal,
    failed: (error) => onError(error, 'request'),
  };
}

/** The `POST …/chat` that a question on a socket stands for. */
function questionOf(asked: Request, basePath: string, id: string, body: object): Request {
  const headers = new Headers(asked.headers);
  headers.set('content-type', 'application/json');
  headers.set('idempotency-key', id);
  const url = new URL(`${basePath}/chat`, asked.url);
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(body) });
}
