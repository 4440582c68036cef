import type { RequestListener } from 'node:http';
import { getRequestListener, RequestError, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Hono } from 'hono';
import { ChatError } from 'rivulet/protocol';
import { noObserver, type Observer } from '../server/observer.ts';
import { type EventReader, type EventStreamOptions, failureAnswer } from 'rivulet/server';
import { EventResponses } from 'rivulet/server/node';
import { readHost } from './host-header.ts';

/** What a route finds in its environment behind a real connection. */
export interface ListenerBindings extends HttpBindings {
  /** Has a reader's events written as the body of the answer that the route returns, without a web stream. */
  readonly sendEvents: (reader: EventReader) => void;
}

/** How the listener serves. */
export interface ListenerOptions extends EventStreamOptions {
  /** @default nobody is told */
  readonly observer?: Observer | undefined;
}

/** Serves an app over Node's HTTP, with event streams written straight to their connections. */
export function createListener(app: Hono, options: ListenerOptions = {}): RequestListener {
  const { heartbeatMs = 15_000, stallMs = 60_000, observer = noObserver } = options;
  const open = new EventResponses();
  const fetch = async (request: Request, env: HttpBindings | object): Promise<Response> => {
    let reader: EventReader | undefined;
    const answer = await app.fetch(request, {
      ...env,
      sendEvents: (given: EventReader) => (reader = given),
    });
    if (!reader || !('outgoing' in env)) return answer;
    // What the router keeps until the answer is sent, to abort the request, is no longer of use and would be most of
    // what an idle client costs.
    env.outgoing.removeAllListeners('close');
    open.send(env.outgoing, answer, reader, { heartbeatMs, stallMs });
    return RESPONSE_ALREADY_SENT;
  };
  const listener = getRequestListener(fetch, {
    overrideGlobalObjects: false,
    errorHandler(error) {
      const isUnreadable = error instanceof RequestError;
      if (isUnreadable) observer.refused(unreadable);
      else observer.failed(error, 'the listener');
      return failureAnswer(isUnreadable ? badAddress() : error);
    },
  });
  return (incoming, outgoing) => {
    // The router takes an address in brackets only as a URL writes it, and gives no name to what is no host at all.
    incoming.headers.host = readHost(incoming.headers.host) ?? '';
    listener(incoming, outgoing).catch((error: unknown) => {
      observer.failed(error, 'the listener');
      outgoing.destroy();
    });
  };
}

const unreadable = { door: 'http', reason: 'bad-request', status: 400 } as const;

function badAddress(): ChatError {
  const text = 'The address of the request cannot be read. Check its path and its Host.';
  return new ChatError('bad-request', text, { status: 400 });
}
