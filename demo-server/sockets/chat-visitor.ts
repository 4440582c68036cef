import type { IncomingMessage } from 'node:http';
import { ChatError } from 'rivulet/protocol';
import type { SocketVisitor } from 'rivulet/server/node';
import { ownerOf } from '../http/owner.ts';
import { startRun, type RunServices } from '../http/start-run.ts';
import type { Callers } from '../server/callers.ts';
import type { Observer } from '../server/observer.ts';
import { roomRequest } from './room-request.ts';
import type { SocketGuard } from './socket-guard.ts';

/** What serves those who come on sockets. */
export interface ChatVisitorServices extends RunServices {
  readonly guard: SocketGuard;
  readonly callers: Callers;
  readonly observer: Observer;
}

/** Knows whoever comes on a socket of `chat.v1` by his key, and has the engine answer him. */
export function chatVisitor(
  services: ChatVisitorServices,
  request: IncomingMessage,
): SocketVisitor {
  const { guard, callers, observer } = services;
  const { address } = callers.of(request);
  const { headers } = request;
  return {
    address,
    async identify(token) {
      if (!(await guard.knows(request, token))) {
        throw new ChatError('unauthorized', 'the key is wrong', { status: 401 });
      }
      const authorization = token === undefined ? headers.authorization : `Bearer ${token}`;
      return ownerOf({ authorization, cookie: headers.cookie });
    },
    request: (token) => roomRequest(request, token),
    ask: ({ id, owner, body }) => startRun(services, { id, asker: { owner, address }, body }),
    refused: (refusal) => observer.refused({ ...refusal, door: 'chat.v1', address }),
    failed: (error, where) => observer.failed(error, where),
  };
}
