import { ownerOfFirstVisit } from '../runs/run.ts';

const yearSeconds = 365 * 24 * 60 * 60;

/** Who a request comes from. */
export interface Visitor {
  /** Whom the runs that it starts belong to; see `isOpenTo`. */
  readonly owner: string;
  /** The cookie that makes a browser known from now on; undefined where it is known. */
  readonly setCookie?: string | undefined;
}

/**
 * Knows browsers by a random cookie, which scripts cannot read and other sites cannot send; a hash of it owns their runs,
 * so that whoever sees the runs does not learn the cookie.
 */
export async function visitorOf(request: Request): Promise<Visitor> {
  const cookies = request.headers.get('cookie') ?? '';
  const known = /(?:^|;\s*)rivulet_visitor=([\w-]{36})(?:;|$)/.exec(cookies)?.[1];
  if (known !== undefined) return { owner: await hash(known) };
  const id = crypto.randomUUID();
  const isSecure = request.url.startsWith('https:');
  const attributes = `Max-Age=${yearSeconds}; Path=/; HttpOnly; SameSite=Strict`;
  return {
    owner: ownerOfFirstVisit(await hash(id)),
    setCookie: `rivulet_visitor=${id}; ${attributes}${isSecure ? '; Secure' : ''}`,
  };
}

async function hash(id: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
