import type { MiddlewareHandler } from 'hono';
import { ChatError } from 'rivulet/protocol';
import { knownMethods } from 'rivulet/server';

const chatPath = /^\/api\/chats\/[^/]+$/;

/** Refuses all other methods, with 405. */
export function checkMethod(): MiddlewareHandler {
  const known: ReadonlySet<string> = new Set(knownMethods);
  return async ({ req }, next) => {
    const isDeletion = req.method === 'DELETE' && chatPath.test(req.path);
    if (!known.has(req.method) && !isDeletion) {
      const text = `This server has no use for ${req.method.slice(0, 20)}. It knows ${knownMethods.join(', ')}.`;
      throw new ChatError('bad-request', text, { status: 405 });
    }
    await next();
  };
}
