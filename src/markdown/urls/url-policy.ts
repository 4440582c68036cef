/** What happens to a URL: it works, it works after the reader agrees, or it never works. */
export type UrlVerdict = 'allow' | 'ask' | 'block';

/**
 * Decides about URLs: one verdict for all, a list of origins that are allowed (others ask), or a
 * function. URLs that could run code are blocked before a policy is asked.
 */
export type UrlPolicy = UrlVerdict | readonly string[] | ((url: string) => UrlVerdict);

/** A URL with its verdict. */
export interface JudgedUrl {
  /** What the policy says of it. */
  readonly verdict: UrlVerdict;
  /** The URL to use; empty when it is blocked. */
  readonly url: string;
  /** The foreign host it leads to; empty for the page's own host and for URLs without one. */
  readonly host: string;
}

/** `data:` images up to this many characters are shown: they make no request. */
export const dataImageLimit = 1024 * 1024;

// No more than DOMPurify lets through: it can be asked only where it has been loaded for raw HTML, and
// the answer must not change then.
const linkScheme = /^(?:https?|ftps?|mailto|tel|callto|sms|xmpp|matrix):$/;
const imageScheme = /^https?:$/;
const rasterImage = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/i;
/** Drawings too, in base64 or percent-encoded: with bare markup it is no URL. */
const anyImage = new RegExp(
  `${rasterImage.source}|^data:image/svg\\+xml(;[\\w=-]+)*,[^<>"]*$`,
  'i',
);
/** What ends a comment, a section or an element, wherever it stands. */
const breakout = /(?:--!?|])>|<\//;
// oxlint-disable-next-line no-control-regex -- all that DOMPurify takes for white space
const anySpace = /[\u0000-\u0020\u00a0\u1680\u180e\u2000-\u2029\u205f\u3000]+/g;
const blocked: JudgedUrl = { verdict: 'block', url: '', host: '' };
// Relative URLs are resolved against a host that cannot exist, which then means "the page's own".
const ownOrigin = 'https://own.invalid';

/** Says whether a URL may stand in a link or an image. */
export type UrlJudge = (use: 'link' | 'image', url: string) => boolean;

let sanitizer: UrlJudge | undefined;

/** Asks a second judge about each URL from now on: the sanitiser of raw HTML, once it is loaded. */
export function alsoAsk(judge: UrlJudge): void {
  sanitizer = judge;
}

/**
 * Judges the target of a link or the source of an image: the only place that decides about URLs.
 * The URL is judged as a browser would read it, so its entities must be decoded already.
 */
export function judgeUrl(raw: string, use: 'link' | 'image', policy: UrlPolicy): JudgedUrl {
  const written = trimUrl(raw);
  const url = written.replace(/[\t\n\r]/g, '');
  if (breakout.test(url) || sanitizer?.(use, url) === false) return blocked;
  if (use === 'link' && url.startsWith('#')) return { verdict: 'allow', url, host: '' };
  if (use === 'image' && url.startsWith('data:')) return judgeDataImage(url, policy);
  const target = parseUrl(url);
  if (target === undefined || !hasSafeScheme(target, url, use)) return blocked;
  const isOwn = target.origin === ownOrigin;
  const verdict = askPolicy(policy, url, isOwn ? undefined : target.origin);
  // As it is written: browsers drop the same white space.
  return verdict === 'block' ? blocked : { verdict, url: written, host: isOwn ? '' : target.host };
}

/** Both as a browser reads it and as one would that skips all white space; nothing else is no URL. */
function hasSafeScheme({ protocol }: URL, url: string, use: 'link' | 'image'): boolean {
  const dense = url.replace(anySpace, '');
  const [scheme = protocol] = /^[a-z][a-z+.-]*:/i.exec(dense) ?? [];
  const safe = use === 'link' ? linkScheme : imageScheme;
  return safe.test(protocol) && safe.test(scheme.toLowerCase()) && (dense !== '' || url === '');
}

function judgeDataImage(url: string, policy: UrlPolicy): JudgedUrl {
  // In an `<img>`, the only place that shows it, a drawing runs no script and loads nothing; but it can be
  // made to take long, so only a policy that trusts all images has it.
  const pattern = policy === 'allow' ? anyImage : rasterImage;
  const isShown = policy !== 'block' && url.length <= dataImageLimit && pattern.test(url);
  return isShown ? { verdict: 'allow', url, host: '' } : blocked;
}

function askPolicy(policy: UrlPolicy, url: string, origin: string | undefined): UrlVerdict {
  if (typeof policy === 'string') return policy;
  if (typeof policy === 'function') return policy(url);
  return origin === undefined || policy.includes(origin) ? 'allow' : 'ask';
}

/** Drops what browsers drop around a URL, and no more: `trim` would lay a scheme bare behind other white space. */
function trimUrl(raw: string): string {
  // oxlint-disable-next-line no-control-regex -- the URL standard names exactly these characters
  return raw.replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '');
}

function parseUrl(url: string): URL | undefined {
  try {
    return new URL(url, ownOrigin);
  } catch {
    return undefined;
  }
}
