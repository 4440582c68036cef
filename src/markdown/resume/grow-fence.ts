import type { Token, Tokens } from '../syntax/marked.ts';

/** What has to be known of an open fence to append to it without looking at it. */
interface OpenFence {
  /** Matches a line that closes the fence. */
  readonly closer: RegExp;
  /** What stands between the opening line and the end. */
  readonly body: string;
  readonly lastLine: string;
}

const openFences = new WeakMap<Token, OpenFence>();

/**
 * Appends to a fence that is still open, as marked would have lexed it: `source` is the whole
 * source, `token` what it was before `appended` came. Undefined when that is another block or a
 * line may close the fence. The strings only grow, so that appending costs what is appended.
 */
export function growFence(token: Token, source: string, appended: string): Token | undefined {
  if (token.type !== 'code') return undefined;
  const known = openFences.get(token) ?? findOpenFence(token as Tokens.Code, source, appended);
  if (!known) return undefined;
  const lines = known.lastLine + appended;
  if (known.closer.test(lines)) return undefined;
  const body = known.body + appended;
  const endsWithBlankLine = appended.endsWith('\n') && /(?:^|\n)\n$/.test(lines);
  // marked leaves the last line feed out, unless the line that it ends is blank.
  const isCut = appended.endsWith('\n') && !endsWithBlankLine;
  const text = isCut ? known.body + appended.slice(0, -1) : body;
  const grown = { ...token, raw: source, text };
  const lastLine = lines.slice(lines.lastIndexOf('\n') + 1);
  openFences.set(grown, { ...known, body, lastLine });
  return grown;
}

function findOpenFence(
  token: Tokens.Code,
  source: string,
  appended: string,
): OpenFence | undefined {
  const before = source.slice(0, source.length - appended.length);
  const [opening, mark = ''] = /^(`{3,}|~{3,})[^\n]*\n/.exec(before) ?? [];
  if (opening === undefined || token.raw !== before) return undefined;
  const body = before.slice(opening.length);
  const closer = new RegExp(`^ {0,3}${mark}${mark[0]}* *$`, 'm');
  if (closer.test(body)) return undefined;
  return { closer, body, lastLine: body.slice(body.lastIndexOf('\n') + 1) };
}
