import { Hono, type MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { ChatError } from 'rivulet/protocol';
import { Callers } from '../server/callers.ts';
import { KeyLock } from '../server/key-lock.ts';
import type { Metrics } from '../server/metrics.ts';
import { IntakeBudget } from 'rivulet/server';
import { noObserver, type Observer } from '../server/observer.ts';
import {
  type EventStreamOptions,
  failureAnswer,
  type Shutdown,
  StreamPlaces,
  type StreamPlacesOptions,
} from 'rivulet/server';
import { rememberCaller } from './caller.ts';
import { postChat } from './chat-route.ts';
import { checkMethod } from './check-method.ts';
import { guidePaths, guideRoutes } from './guides/guide-routes.ts';
import { foreignRoutes } from './foreign/foreign-routes.ts';
import { anthropicFailure, isAnthropic } from './foreign/anthropic-routes.ts';
import { openaiFailure } from './foreign/openai-error.ts';
import { checkHost, checkKey, checkOrigin, type GuardOptions } from './guard.ts';
import { limitBody } from './limit-body.ts';
import { healthRoutes } from './health-routes.ts';
import { rememberOwner, tellStanding } from './owner.ts';
import { answerMetrics } from './metrics-route.ts';
import { pageHeaders } from './page-headers.ts';
import { pageRoutes } from './page-routes.ts';
import { runRoutes } from './run-routes.ts';
import { taskRoutes } from './task-routes.ts';
import type { Engine } from '../engine/engine.ts';
import { serverWorks, type Works } from '../tasks/server-tasks.ts';
import { watchCalls } from './watch-calls.ts';
import type { RunServices } from './start-run.ts';

/** What the app serves and to whom. */
export interface AppOptions
  extends RunServices, GuardOptions, EventStreamOptions, StreamPlacesOptions {
  /** The folder of the built page. @default no page */
  readonly page?: string | undefined;
  /** Whether Vite serves the page. @default false */
  readonly isDev?: boolean | undefined;
  /** The largest body of a request, in bytes. @default 1 MiB; 8 MiB where pictures are taken */
  readonly maxBodyBytes?: number | undefined;
  /** The work that is no chat. @default that which needs neither an analyst nor a painter */
  readonly works?: Works | undefined;
  /** What `/metrics` shows. @default there is no such route */
  readonly metrics?: Metrics | undefined;
  /** What bounds the bodies that are coming in, all together. @default one of its own */
  readonly intake?: IntakeBudget | undefined;
  /** Who tells where requests come from. @default the address of the connection, no proxy is trusted */
  readonly callers?: Callers | undefined;
  /** @default nobody is told */
  readonly observer?: Observer | undefined;
}

// Where a run may be started.
const limitedPaths = [
  '/api/chat',
  '/api/chat/stream',
  '/api/tasks/*',
  ...guidePaths,
  '/api/ag-ui',
  '/v1/chat/completions',
  '/v1/responses',
  '/v1/messages',
  '/v1/images/generations',
];

/** The whole HTTP face of the server as a function from request to response. */
export function createApp(options: AppOptions): Hono {
  const { engine, runs, origins = [], maxBodyBytes = bodyBytesFor(options) } = options;
  const { observer = noObserver, intake = new IntakeBudget(), callers = new Callers() } = options;
  const lock = options.lock ?? new KeyLock(options.key);
  const streams = { places: new StreamPlaces(options), ...options };
  const { runLimits, queueWait } = options;
  const works = options.works ?? serverWorks({}, engine);
  const services = { engine, runs, runLimits, queueWait, observer, works };
  const app = new Hono();
  app.onError((error, context) => {
    if (isAnthropic(context)) return anthropicFailure(error);
    return context.req.path.startsWith('/v1/') ? openaiFailure(error) : failureAnswer(error);
  });
  app.notFound(() => failureAnswer(notFound()));
  app.use(rememberCaller(callers), watchCalls(observer));
  app.use(pageHeaders(options.isDev), checkHost(options), checkMethod());
  app.route('/', healthRoutes(options));

  const { metrics } = options;
  if (metrics) {
    app.use('/metrics', checkOrigin(options), checkKey(lock));
    app.get('/metrics', (context) => answerMetrics(context, metrics));
  }

  for (const path of ['/api/*', '/v1/*', ...guidePaths]) {
    app.use(path, checkOrigin(options));
    if (origins.length > 0) app.use(path, cors(corsOptions(origins)));
    app.use(path, checkKey(lock));
    app.use(path, limitBody({ maxBytes: maxBodyBytes, intake }));
    app.use(path, refuseNew(options.shutdown));
  }
  for (const path of limitedPaths) app.use(path, tellStanding());
  for (const path of ['/api/*', ...guidePaths]) app.use(path, rememberOwner());
  app.post('/api/chat', (context) => postChat(context, services, streams));
  app.route('/api', runRoutes(runs, streams));
  app.route('/api', taskRoutes(services, streams));
  app.get('/api/model', (context) => context.json(describeServer(engine, works)));
  app.route('/', foreignRoutes(services, streams));
  app.route('/', guideRoutes({ services, streams }));
  app.all('/api/*', () => failureAnswer(notFound()));

  app.get('/', rememberOwner());
  app.route('/', pageRoutes(options.page, lock));
  return app;
}

/** What the server says of itself: who answers chats, who analyses texts and who draws. */
function describeServer({ info }: Engine, { analyst, images }: Works) {
  return {
    ...info,
    ...(analyst && { analyst: analyst.info }),
    ...(images && { images: images.info }),
  };
}

function bodyBytesFor({ engine }: AppOptions): number {
  return (engine.info.accepts?.includes('files') ? 8 : 1) * 1024 * 1024;
}

/** Refuses new questions once the server is stopping; runs that are under way may still be read and cancelled. */
function refuseNew(shutdown: Shutdown | undefined): MiddlewareHandler {
  return async ({ req }, next) => {
    if (shutdown?.isUnderWay && req.method === 'POST' && !req.path.endsWith('/cancel')) {
      const text = 'The server is stopping. Ask again in a moment.';
      throw new ChatError('overloaded', text, { status: 503, retryAfterMs: 2000 });
    }
    await next();
  };
}

function corsOptions(origins: readonly string[]) {
  // As `checkOrigin` takes them: a host is the same in capitals.
  const allowed = new Set(origins.map((origin) => origin.replace(/\/$/, '').toLowerCase()));
  return {
    origin: (origin: string) => (allowed.has(origin.toLowerCase()) ? origin : null),
    allowHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'last-event-id',
      'x-api-key',
    ],
    exposeHeaders: [
      'idempotency-key',
      'location',
      'ratelimit',
      'ratelimit-policy',
      'retry-after',
      'x-heartbeat-ms',
      'x-run-id',
      'x-stream-id',
      'x-vercel-ai-ui-message-stream',
    ],
    maxAge: 600,
  };
}

function notFound(): ChatError {
  return new ChatError(
    'not-found',
    'There is nothing at this address. Check the path and the method.',
    {
      status: 404,
    },
  );
}
