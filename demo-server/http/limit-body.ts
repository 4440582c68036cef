import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { readBody, tooLarge, type BodyLimits } from './read-body.ts';

/**
 * Reads the body of a request before its route does, and throws where it is too large. Without a connection of Node's,
 * as in a runtime of web requests, Hono's own limit does that; behind one it would build a new request, which such a
 * body does not survive when it comes in chunks.
 */
export function limitBody(limits: BodyLimits): MiddlewareHandler {
  const ofWebRequests = bodyLimit({
    maxSize: limits.maxBytes,
    onError: () => {
      throw tooLarge(limits.maxBytes);
    },
  });
  return async (context, next) => {
    const { incoming }: Partial<HttpBindings> = context.env ?? {};
    if (!incoming) return ofWebRequests(context, next);
    if (hasBody(incoming.headers)) {
      // Where the listener looks for a body that has been read already.
      Object.assign(incoming, { rawBody: await readBody(incoming, limits) });
    }
    await next();
  };
}

function hasBody(headers: { readonly [name: string]: unknown }): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;
}
