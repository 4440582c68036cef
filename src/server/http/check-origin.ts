import { ChatError } from '../../protocol/chat-error.ts';

/**
 * Refuses what a page of another origin has its visitors ask: their model tokens are not its to spend. A browser says where
 * a request comes from; whoever is no browser says nothing and is no danger to anybody. Throws a `ChatError` (403).
 */
export function checkOrigin(request: Request, origins: readonly string[] = []): void {
  const origin = request.headers.get('origin');
  if (origin !== null && allows(origins, origin)) return;
  const site = request.headers.get('sec-fetch-site');
  const isForeign =
    site === null ? isOtherHost(request, origin) : site !== 'same-origin' && site !== 'none';
  if (!isForeign) return;
  throw new ChatError(
    'unauthorized',
    'Pages of other origins may not ask this server. List theirs in `origins`.',
    { status: 403 },
  );
}

/** Whether a page of this origin is listed; a host is the same in capitals. */
export function allows(origins: readonly string[], origin: string): boolean {
  const asked = origin.toLowerCase();
  return origins.some((each) => each.replace(/\/$/, '').toLowerCase() === asked);
}

// For browsers that do not say `Sec-Fetch-Site`. Behind a proxy the address of the request may be an inner one.
function isOtherHost(request: Request, origin: string | null): boolean {
  if (origin === null) return false;
  const { headers } = request;
  const own = [new URL(request.url).host, headers.get('host'), headers.get('x-forwarded-host')];
  return !own.includes(URL.canParse(origin) ? new URL(origin).host : origin);
}
