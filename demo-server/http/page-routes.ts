import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { ChatError } from 'rivulet/protocol';
import { sessionCookie, sessionSeconds, type KeyLock } from '../server/key-lock.ts';
import { callerOf } from './caller.ts';
import { pageAnswer } from './page-answer.ts';
import { PageFiles } from './page-files.ts';

/** Serves the built page; `?key=` on it becomes a session, so that the page can call an API that asks for the key. */
export function pageRoutes(page: string | undefined, lock: KeyLock): Hono {
  const routes = new Hono();
  const files = page === undefined ? undefined : new PageFiles(page);
  routes.get('*', async (context, next) => {
    const given = context.req.query('key');
    const { address, isSecure: secure } = callerOf(context);
    if (given === undefined || !lock.fits(given, address)) return next();
    setCookie(context, sessionCookie(context.req.header('host')), lock.session(), {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: sessionSeconds,
      secure,
    });
    return context.redirect(context.req.path, 303);
  });
  routes.get('*', async (context, next) => {
    if (page === undefined || !existsSync(join(page, 'index.html'))) {
      if (context.req.path === '/') throw pageMissing();
      return next();
    }
    const file = await files?.at(context.req.path);
    return file ? pageAnswer(context, file) : next();
  });
  return routes;
}

function pageMissing(): ChatError {
  return new ChatError(
    'not-found',
    'The page has not been built. Start the server with “npm run demo”, which builds it; the API is ready at /api.',
    { status: 404 },
  );
}
