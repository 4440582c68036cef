import type { JudgedUrl } from './url-policy.ts';

// A bare `name.tld` counts as the whole text, unless it looks like the name of a file, and among
// other words where the ending is one that only hosts have.
const written =
  /(?:[a-z][a-z\d+.-]*:)?\/\/(\S+)|\b(www\.\S+|(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|gov|edu)\b)|^((?:[\p{L}\p{N}-]+\.)+\p{L}{2,}\.?(?::\d+)?(?:[/?#]\S*)?)$/iu;
const fileName =
  /^[^/]+\.(?:[cm]?[jt]sx?|json|html?|css|txt|pdf|png|jpe?g|svg|ya?ml|toml|csv|cpp)$/i;
/** Names under which a registry sells: `co.uk`, `com.au`. */
const secondLevel = /\.(?:ac|co|com|edu|gov|net|org)\.[a-z]{2}$/;

/**
 * Finds the host that must be told with a link, as ASCII: one whose letters may be taken for others,
 * one behind `user@`, and one that is not the host that the link's text names.
 */
export function findUntoldHost(text: string, { url, host }: JudgedUrl): string | undefined {
  if (host === '') return undefined;
  const trimmed = text.trim().slice(0, 2048);
  if (trimmed === host) return undefined;
  if (isForeignScript(host)) return trimmed.includes(host) ? undefined : host;
  if (/^[^?#]*\/\/[^/?#]*@/.test(url)) return host;
  const [, behindScheme, www, bare] = written.exec(trimmed) ?? [];
  const named = behindScheme ?? www ?? bare;
  if (named === undefined || (bare !== undefined && fileName.test(bare))) return undefined;
  const shown = hostOf(named);
  return shown === undefined || registrable(shown) === registrable(host) ? undefined : host;
}

/** Tells whether a host is named by letters of other scripts, which may look like Latin ones. */
export function isForeignScript(host: string): boolean {
  return /(?:^|\.)xn--/.test(host);
}

function hostOf(text: string): string | undefined {
  try {
    // What a reader takes for the host ends at the first `@` or backslash, not behind it.
    return new URL(`https://${text.split(/[@\\]/, 1)[0] ?? ''}`).hostname;
  } catch {
    return undefined;
  }
}

/** The part of a host that its owner registered, near enough: without a list of all registries. */
function registrable(host: string): string {
  const name = host.replace(/:\d+$/, '').replace(/\.$/, '');
  if (/^[\d.]+$|\]$/.test(name)) return name;
  return name
    .split('.')
    .slice(secondLevel.test(name) ? -3 : -2)
    .join('.');
}
