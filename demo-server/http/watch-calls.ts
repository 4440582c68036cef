import type { Context, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { ChatError } from 'rivulet/protocol';
import type { Observer } from '../server/observer.ts';
import { callerOf } from './caller.ts';
import { ownerOf } from './owner.ts';

/** What an answer without an error of ours is counted as. */
const reasons: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not-found',
  410: 'expired',
  413: 'too-large',
  429: 'rate-limited',
  503: 'overloaded',
};

/** Tells the observer of every call, of what was refused in it, and of what failed: the one place for HTTP. */
export function watchCalls(observer: Observer): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const { error, req, res } = context;
    const { method } = req;
    const { status } = res;
    const route = routePath(context);
    observer.answered({ method, route, status });
    if (error && !(error instanceof ChatError)) observer.failed(error, `${method} ${route}`);
    else if (status >= 400 && !route.startsWith('/health')) {
      const reason = error?.code ?? reasons[status] ?? 'bad-request';
      const cause = error?.cause !== undefined && { cause: error.cause };
      observer.refused({ door: 'http', reason, status, ...whoAsks(context), ...cause });
    }
  };
}

function whoAsks(context: Context) {
  return { owner: ownerOf(context.req.header()), address: callerOf(context).address };
}
