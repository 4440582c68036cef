import { isUriAllowed } from './dompurify.ts';

/** What happens to a URL: it works, it works after the reader agrees, or it never works. */
export type UrlVerdict = 'allow' | 'ask' | 'block';

/**
 * Decides about URLs: one verdict for all, a list of origins that are allowed (others ask), or a
 * function. URLs that could run code are blocked before a policy is asked.
 */
export type UrlPolicy = UrlVerdict | readonly string[] | ((url: string) => UrlVerdict);

/** A URL with its verdict. */
export interface JudgedUrl {
  readonly verdict: UrlVerdict;
  /** The URL to use; empty when it is blocked. */
  readonly url: string;
  /** The foreign host it leads to; empty for the page's own host and for URLs without one. */
  readonly host: string;
}

/** `data:` images of raster types up to this many characters are shown: they make no request. */
export const dataImageLimit = 1024 * 1024;

// The schemes DOMPurify lets through, so that the server, which cannot ask it, decides alike.
const linkScheme = /^(?:https?|ftps?|mailto|tel|callto|sms|xmpp|matrix)$/;
const imageScheme = /^https?$/;
const rasterImage = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/i;
const blocked: JudgedUrl = { verdict: 'block', url: '', host: '' };
// Relative URLs are resolved against a host that cannot exist, which then means "the page's own".
const ownOrigin = 'https://own.invalid';

/**
 * Judges the target of a link or the source of an image: the only place that decides about URLs.
 * The URL is judged as a browser would read it, so its entities must be decoded already.
 */
export function judgeUrl(
  raw: string,
  use: 'link' | 'image',
  policy: UrlPolicy,
  hasDom: boolean,
): JudgedUrl {
  const url = trimUrl(raw);
  if (hasDom && !isUriAllowed(use, url)) return blocked;
  if (use === 'link' && url.startsWith('#')) return { verdict: 'allow', url, host: '' };
  if (use === 'image' && rasterImage.test(url)) return judgeDataImage(url, policy);
  const target = parseUrl(url);
  const scheme = target?.protocol.slice(0, -1);
  if (target === undefined || scheme === undefined) return blocked;
  if (!(use === 'link' ? linkScheme : imageScheme).test(scheme)) return blocked;
  const isOwn = target.origin === ownOrigin;
  const verdict = askPolicy(policy, url, isOwn ? undefined : target.origin);
  // As it is written: browsers drop the same white space.
  return verdict === 'block'
    ? blocked
    : { verdict, url: raw.trim(), host: isOwn ? '' : target.host };
}

function judgeDataImage(url: string, policy: UrlPolicy): JudgedUrl {
  const isShown = policy !== 'block' && url.length <= dataImageLimit;
  return isShown ? { verdict: 'allow', url, host: '' } : blocked;
}

function askPolicy(policy: UrlPolicy, url: string, origin: string | undefined): UrlVerdict {
  if (typeof policy === 'string') return policy;
  if (typeof policy === 'function') return policy(url);
  return origin === undefined || policy.includes(origin) ? 'allow' : 'ask';
}

/** Drops what browsers drop when they read a URL. */
function trimUrl(raw: string): string {
  // oxlint-disable-next-line no-control-regex -- the URL standard names exactly these characters
  return raw.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$|[\t\n\r]/g, '');
}

function parseUrl(url: string): URL | undefined {
  try {
    return new URL(url, ownOrigin);
  } catch {
    return undefined;
  }
}
