import type { IncomingMessage } from 'node:http';
import { Hono, type MiddlewareHandler } from 'hono';
import { checkHost, checkOrigin, type GuardOptions } from '../http/guard.ts';
import type { Callers } from '../server/callers.ts';
import { KeyLock } from '../server/key-lock.ts';

/** Judges upgrade requests as the app judges calls of its API. */
export interface SocketGuard {
  /** Whether this host name and this page may be spoken with. */
  readonly admits: (request: IncomingMessage) => Promise<boolean>;
  /**
   * Whether the key is right: the token, else what the request carries (a bearer, the page's session). Throws
   * `rate-limited` when too many wrong keys have come from there.
   */
  readonly knows: (request: IncomingMessage, token: string | undefined) => Promise<boolean>;
}

/** Makes a guard out of the very checks of the app. */
export function createSocketGuard(
  options: GuardOptions & { readonly callers: Callers },
): SocketGuard {
  const door = checkpoint(checkHost(options), checkOrigin(options));
  const { lock = new KeyLock(options.key), callers } = options;
  return {
    admits: async ({ headers }) => (await door.request('/', { headers: flat(headers) })).ok,
    async knows(request, token) {
      // A header cannot hold it, so no key is like it.
      if (token !== undefined && !headerText.test(token)) return false;
      const { authorization, cookie, host } = request.headers;
      const bearer = token === undefined ? authorization : `Bearer ${token}`;
      return lock.admits({ authorization: bearer, cookie, host }, callers.of(request).address);
    },
  };
}

const headerText = /^[\t\x20-\x7e\x80-\xff]+$/;

function checkpoint(...checks: MiddlewareHandler[]): Hono {
  const app = new Hono();
  app.onError((_, context) => context.body(null, 403));
  app.use(...checks);
  app.get('*', (context) => context.body(null, 204));
  return app;
}

function flat(headers: IncomingMessage['headers']): Record<string, string> {
  const names = ['host', 'origin', 'sec-fetch-site'];
  return Object.fromEntries(
    names.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}
