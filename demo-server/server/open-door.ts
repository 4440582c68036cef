import type { RequestListener } from 'node:http';
import { hangUp, takeUpgrades } from 'rivulet/server/node';
import { isForVite } from '../sockets/subprotocols.ts';
import { answerLoading } from './answer-loading.ts';
import type { Callers } from './callers.ts';
import { createHttpServer } from './http-server.ts';
import type { Observer } from './observer.ts';

/** The port, at which nothing is served yet. */
export type Door = ReturnType<typeof openDoor>;

/** Makes a server that says that it is loading, until it is given another listener and its sockets are taken. */
export function openDoor(observer: Observer, callers: Callers) {
  let listener: RequestListener = answerLoading(observer);
  const { server, answers } = createHttpServer(
    (request, response) => listener(request, response),
    observer,
    { isShared: (address) => callers.isProxy(address) },
  );
  const takeNoSockets = takeUpgrades(server, ({ request, socket }) => {
    if (isForVite(request)) return;
    hangUp(socket, '503 Service Unavailable');
    const address = request.socket.remoteAddress;
    observer.refused({ door: 'upgrade', reason: 'loading', status: 503, address });
  });
  const answerBy = (next: RequestListener) => {
    listener = next;
  };
  return { server, answers, takeNoSockets, answerBy };
}
