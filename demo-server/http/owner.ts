import { createHash, randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { ownerOfFirstVisit } from 'rivulet/server';
import { rateFields, type Standing } from '../server/rate-fields.ts';
import { bearerIn } from '../server/key-lock.ts';
import { readCookie } from '../server/read-cookie.ts';
import { callerOf } from './caller.ts';

/** The headers that tell who asks, with lower-case names: `request.headers` of Node, `context.req.header()` of Hono. */
export interface OwnerHeaders {
  readonly authorization?: string | undefined;
  readonly 'x-api-key'?: string | undefined;
  readonly cookie?: string | undefined;
}

// One name on all ports: servers that share their runs know a browser by the same cookie.
const ownerCookie = 'rivulet_owner';
const newOwner = 'newOwner';
const ownStanding = 'standing';
const yearSeconds = 365 * 24 * 60 * 60;
// What an older version left with browsers: the key itself, which every other server on this host is sent.
const oldKeyCookie = 'rivulet_key';

/**
 * Names the user of a request, for the runs that it starts and asks for: a hash of its bearer token when it sends one,
 * else of the random cookie that this server gave its browser, else ''. A client without either (curl, an SDK, a test)
 * is nobody in particular: what it starts is open to whoever holds the run's id. See `isOpenTo`.
 */
export function ownerOf({ cookie, ...shown }: OwnerHeaders): string {
  const bearer = bearerIn(shown);
  if (bearer !== undefined) return hash(`bearer ${bearer}`);
  const id = readCookie(cookie, ownerCookie) ?? '';
  return /^[\w-]{22}$/.test(id) ? hash(`cookie ${id}`) : '';
}

/**
 * Names whoever shows no identity by where they call from, for protocols that know a run by its chat alone: people behind
 * one address share it there. '' where the address is not known.
 */
export function ownerAt(address: string): string {
  return address === '' ? '' : hash(`address ${address}`);
}

/** Gives a browser the cookie by which its runs are its own; scripts cannot read it and other sites cannot send it. */
export function rememberOwner(): MiddlewareHandler {
  return async (context, next) => {
    const headers = context.req.header();
    // An address with the key in it is about that key alone; the redirect or the API's first answer brings this one.
    const isKnown = ownerOf(headers) !== '' || context.req.query('key') !== undefined;
    const id = isKnown ? undefined : randomBytes(16).toString('base64url');
    if (id !== undefined) context.set(newOwner, hash(`cookie ${id}`));
    await next();
    if (readCookie(headers['cookie'], oldKeyCookie) !== undefined) {
      deleteCookie(context, oldKeyCookie, { path: '/' });
    }
    if (id === undefined) return;
    setCookie(context, ownerCookie, id, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: yearSeconds,
      secure: callerOf(context).isSecure,
    });
  };
}

/** Who asks for a run. */
export interface RunAsker {
  /** As `ownerOf` says it, but for a first visit who it will have been. */
  readonly owner: string;
  readonly address: string;
  /** Is told where he stands within the limits, also when he is refused. */
  readonly onStanding?: ((standing: Standing) => void) | undefined;
}

/** Who asks for the run that a request starts. */
export function askerOf(context: Context): RunAsker {
  const given: unknown = context.get(newOwner);
  const owner =
    typeof given === 'string' ? ownerOfFirstVisit(given) : ownerOf(context.req.header());
  const { address } = callerOf(context);
  return { owner, address, onStanding: (standing) => context.set(ownStanding, standing) };
}

/** Tells in each answer where its asker stands within the limits of runs. See `rateFields`. */
export function tellStanding(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const standing = context.get(ownStanding) as Standing | undefined;
    if (!standing) return;
    for (const [name, value] of rateFields(standing)) context.res.headers.set(name, value);
  };
}

// The store needs to tell users apart, not to know their secrets.
function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
