import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { ChatError } from 'rivulet/protocol';
import type { KeyLock } from '../server/key-lock.ts';
import { callerOf } from './caller.ts';

/** Who may speak to the server. */
export interface GuardOptions {
  /** Names under which the server may be called, beside loopback and plain addresses. @default none */
  readonly hosts?: readonly string[];
  /** Foreign pages that may call it, such as `http://localhost:5173`. @default none */
  readonly origins?: readonly string[];
  /** The bearer key that `/api` asks for. @default none */
  readonly key?: string | undefined;
  /** The lock of that key, which counts the guesses of all doors. @default one of its own, made of the key */
  readonly lock?: KeyLock | undefined;
}

/**
 * Refuses requests to a foreign host name. A page of another site can point its own name at this machine (DNS
 * rebinding); the name it calls then gives it away. Addresses cannot be rebound.
 */
export function checkHost({ hosts = [] }: GuardOptions): MiddlewareHandler {
  const allowed = new Set(['localhost', ...hosts.map((host) => host.toLowerCase())]);
  return async (context, next) => {
    const host = context.req.header('host') ?? new URL(context.req.url).host;
    const name = hostName(host);
    if (!allowed.has(name) && isIP(name) === 0 && !name.endsWith('.localhost')) {
      throw new ChatError(
        'unauthorized',
        `The server is not called ${JSON.stringify(name.slice(0, 100))}. Start it with --allow-host to serve that name.`,
        { status: 403 },
      );
    }
    await next();
  };
}

/** Refuses requests that a page of another site makes, unless that site is allowed; tools send no Origin. */
export function checkOrigin({ origins = [] }: GuardOptions): MiddlewareHandler {
  const allowed = new Set(origins.map((origin) => origin.replace(/\/$/, '').toLowerCase()));
  return async (context, next) => {
    const host = context.req.header('host') ?? new URL(context.req.url).host;
    const origin = context.req.header('origin')?.toLowerCase();
    const site = context.req.header('sec-fetch-site');
    const isOwn = origin === undefined ? site !== 'cross-site' : sameHost(origin, host);
    if (!isOwn && !(origin !== undefined && allowed.has(origin))) {
      throw new ChatError(
        'unauthorized',
        'This page may not call the server. Start it with --allow-origin and the page’s address.',
        { status: 403 },
      );
    }
    await next();
  };
}

/** Asks for the bearer key, or the session that the server's own page got for it. */
export function checkKey(lock: KeyLock): MiddlewareHandler {
  return async (context, next) => {
    if (!lock.admits(context.req.header(), callerOf(context).address)) {
      throw new ChatError(
        'unauthorized',
        'The key is missing or wrong. Send it as “Authorization: Bearer …”, or open the address that the server printed.',
        { status: 401 },
      );
    }
    await next();
  };
}

function hostName(host: string): string {
  const name = /^\[(.+)\](?::\d+)?$/.exec(host)?.[1] ?? host.replace(/:\d+$/, '');
  return name.toLowerCase().replace(/\.$/, '');
}

function sameHost(origin: string, host: string): boolean {
  return /^https?:\/\/(.+)$/.exec(origin)?.[1] === host.toLowerCase();
}
