import { createServer, type RequestListener, type Server } from 'node:http';
import { answerBadRequests } from './bad-requests.ts';
import { limitConnections, type ConnectionLimits } from './limit-connections.ts';
import type { Observer } from './observer.ts';
import { OpenAnswers } from './open-answers.ts';

/** How much of its time and how many of its connections a server gives. */
export interface HttpServerLimits extends ConnectionLimits {
  /** How long the head of a request may take to come, in milliseconds. @default 15 seconds */
  readonly headersTimeoutMs?: number | undefined;
  /** How long a whole request may take to come, in milliseconds. @default 60 seconds */
  readonly requestTimeoutMs?: number | undefined;
  /** How often that is looked after, in milliseconds. @default 2 seconds */
  readonly lookMs?: number | undefined;
}

/** A server that survives its clients, and its answers that are under way. */
export interface HttpServer {
  readonly server: Server;
  readonly answers: OpenAnswers;
}

/** Creates Node's HTTP server with limits on what a client may hold up. */
export function createHttpServer(
  listener: RequestListener,
  observer: Observer,
  limits: HttpServerLimits = {},
): HttpServer {
  const { headersTimeoutMs = 15_000, requestTimeoutMs = 60_000, lookMs = 2000 } = limits;
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: lookMs,
    },
    listener,
  );
  server.once('listening', () => {
    // Such as a connection that cannot be accepted, because the system has no handle left.
    server.on('error', (error) => observer.failed(error, 'accepting connections'));
  });
  const answers = new OpenAnswers(server);
  limitConnections(server, observer, limits);
  answerBadRequests(server, answers, observer);
  return { server, answers };
}
