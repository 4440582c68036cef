import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { Caller, Callers } from '../server/callers.ts';

const caller = 'caller';
const unknown: Caller = { address: '', isSecure: false };

/** Notes who calls, for all that comes after. */
export function rememberCaller(callers: Callers): MiddlewareHandler {
  return async (context, next) => {
    const { incoming }: Partial<HttpBindings> = context.env ?? {};
    if (incoming) context.set(caller, callers.of(incoming));
    await next();
  };
}

/** Who calls; nobody known without a real connection. */
export function callerOf(context: Context): Caller {
  return (context.get(caller) as Caller | undefined) ?? unknown;
}
