import { Hono } from 'hono';
import type { Engine } from '../engine/engine.ts';
import type { RunStore, Shutdown } from 'rivulet/server';

/** What the health of a server depends on. */
export interface HealthOptions {
  readonly engine: Engine;
  readonly runs: RunStore;
  readonly shutdown?: Shutdown | undefined;
}

/**
 * Tells those who start servers and spread requests over them how this one does. `/health/live`: the process answers; a
 * server that does not is to be started anew. `/health/ready`: questions would be taken; while it says 503, they should
 * go elsewhere. `/health`: the same without the store, and how busy it is.
 */
export function healthRoutes({ engine, runs, shutdown }: HealthOptions): Hono {
  const routes = new Hono();
  routes.use(async ({ header }, next) => {
    header('cache-control', 'no-store');
    await next();
  });
  routes.get('/health', (context) => {
    if (shutdown?.isUnderWay) return context.json({ status: 'stopping', ...engine.load() }, 503);
    return context.json({ status: 'ready', ...engine.load() });
  });
  routes.get('/health/live', (context) => context.json({ status: 'live' }));
  routes.get('/health/ready', (context) => {
    if (shutdown?.isUnderWay) return context.json({ status: 'stopping' }, 503);
    const { trouble } = runs;
    // Whoever may not look into the log learns no more than that it is the store.
    if (trouble) return context.json({ status: `store-${trouble.state}` }, 503);
    if (engine.trouble !== undefined) return context.json({ status: 'upstream-away' }, 503);
    return context.json({ status: 'ready' });
  });
  return routes;
}
