import { createHash, createHmac, scryptSync, timingSafeEqual } from 'node:crypto';
import { KeyGuesses } from './key-guesses.ts';
import { readCookie } from './read-cookie.ts';

/** What a client shows: a bearer, or the cookie of a session. Names are in lower case, as Node and Hono give them. */
export interface Credentials {
  readonly authorization?: string | undefined;
  /** As Anthropic's clients send their key. */
  readonly 'x-api-key'?: string | undefined;
  readonly cookie?: string | undefined;
  readonly host?: string | undefined;
}

/** The key that a client shows, in whichever header. */
export function bearerIn(credentials: Pick<Credentials, 'authorization' | 'x-api-key'>) {
  const { authorization = '', 'x-api-key': key } = credentials;
  return /^Bearer (.+)$/i.exec(authorization)?.[1] ?? (key || undefined);
}

/** How long the page stays open to a browser that was opened with the key, in seconds. */
export const sessionSeconds = 30 * 24 * 60 * 60;

/**
 * Names the cookie of a session. Browsers keep cookies by host and not by port, so two servers on one machine would
 * throw each other's sessions out: the port is in the name, as the client knows it.
 * @param host The request's Host header; without a port in it the cookie is that of port 80.
 */
export function sessionCookie(host = ''): string {
  return `rivulet_key_${/:(\d{1,5})$/.exec(host)?.[1] ?? '80'}`;
}

/**
 * The lock on the API. A client opens it with the key as a bearer, the server's own page with a session: an expiry that
 * is signed with a secret made of the key. So sessions outlive a restart and hold on all servers of the same key, and a
 * cookie that another server on this host is sent gives no key away.
 */
export class KeyLock {
  readonly #key: Buffer | undefined;
  readonly #secret: Buffer | undefined;
  readonly #guesses: KeyGuesses;
  readonly #now: () => number;

  /** @param key Nobody is asked without one. @param now The time in milliseconds since the epoch, for the sessions. */
  constructor(
    key: string | undefined,
    guesses: KeyGuesses = new KeyGuesses(),
    now: () => number = () => Date.now(),
  ) {
    this.#guesses = guesses;
    this.#now = now;
    if (key === undefined) return;
    this.#key = digest(key);
    // Slow on purpose: whoever gets hold of a cookie should not be able to try out keys on it by the million.
    this.#secret = scryptSync(key, 'rivulet session', 32);
  }

  /**
   * Says whether a request may pass. Throws `rate-limited` (429) when it shows a key and too many wrong ones have come
   * from its address.
   */
  admits({ cookie, host, ...shown }: Credentials, address: string): boolean {
    if (!this.#key) return true;
    const bearer = bearerIn(shown);
    if (bearer !== undefined) return this.fits(bearer, address);
    return this.#isSession(readCookie(cookie, sessionCookie(host)));
  }

  /** Says whether this is the key, and counts it as a guess when it is not. Throws as `admits` does. */
  fits(key: string, address: string): boolean {
    if (!this.#key) return false;
    this.#guesses.check(address);
    // Compared by digest, in a time that tells nothing about the key.
    const isRight = timingSafeEqual(digest(key), this.#key);
    if (!isRight) this.#guesses.wrong(address);
    return isRight;
  }

  /** A new session, as the value of its cookie. */
  session(): string {
    return this.#signed(Math.floor(this.#now() / 1000) + sessionSeconds);
  }

  #isSession(value = ''): boolean {
    const expires = Number(/^(\d{1,12})\./.exec(value)?.[1] ?? 0);
    if (expires * 1000 <= this.#now()) return false;
    return timingSafeEqual(digest(value), digest(this.#signed(expires)));
  }

  #signed(expires: number): string {
    const mac = createHmac('sha256', this.#secret ?? '').update(`rivulet session ${expires}`);
    return `${expires}.${mac.digest('base64url')}`;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
