import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { ChatError } from 'rivulet/protocol';
import { sessionCookie, sessionSeconds, type KeyLock } from '../server/key-lock.ts';
import { callerOf } from './caller.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Serves the built page; `?key=` on it becomes a session, so that the page can call an API that asks for the key. */
export function pageRoutes(page: string | undefined, lock: KeyLock): Hono {
  const routes = new Hono();
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
    const file = fileOf(page, context.req.path);
    const bytes = file && (await readFile(file).catch(() => undefined));
    if (!file || !bytes) return next();
    // Vite puts a digest of the content into the names under assets/.
    const isLasting = file.includes(`${sep}assets${sep}`);
    return context.body(new Uint8Array(bytes), 200, {
      'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
      'cache-control': isLasting ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });
  return routes;
}

function fileOf(page: string, path: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (name.includes('\0')) return undefined;
  const file = normalize(join(page, name.endsWith('/') ? `${name}index.html` : name));
  return file.startsWith(page + sep) ? file : undefined;
}

function pageMissing(): ChatError {
  return new ChatError(
    'not-found',
    'The page has not been built. Start the server with “npm run demo”, which builds it; the API is ready at /api.',
    { status: 404 },
  );
}
