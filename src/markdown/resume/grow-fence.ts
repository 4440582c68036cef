import type { Token, Tokens } from '../syntax/marked.ts';
import { type OpenRuns, isNesting, openBehind } from '../syntax/nested-fence.ts';

/** What has to be known of an open fence to append to it without looking at it. */
interface OpenFence {
  /** The lines that are complete, without the last line feed; undefined when there are none. */
  readonly lines: string | undefined;
  readonly isLastBlank: boolean;
  /** The line that is being written. */
  readonly line: string;
  /** What is open before it. */
  readonly open: OpenRuns;
}

const openFences = new WeakMap<Token, OpenFence>();

/**
 * Appends to a fence that is still open, as marked would have lexed it: `source` is the whole
 * source, `token` what it was before `appended` came. Undefined when that is another block or a
 * line has closed the fence. The strings only grow, so that appending costs what is appended.
 */
export function growFence(token: Token, source: string, appended: string): Token | undefined {
  if (token.type !== 'code') return undefined;
  const known = openFences.get(token) ?? findOpenFence(token as Tokens.Code, source, appended);
  const fence = known && append(known, appended, isNesting(token));
  if (!fence) return undefined;
  const grown = { ...token, raw: source, text: textOf(fence) };
  openFences.set(grown, fence);
  return grown;
}

/** Undefined behind a line that closes the fence. */
function append(fence: OpenFence, appended: string, isCounting: boolean): OpenFence | undefined {
  const all = (fence.line + appended).split('\n');
  const line = all.pop() ?? '';
  if (all.length === 0) return { ...fence, line };
  let { open } = fence;
  for (const each of all) {
    open = openBehind(open, each, isCounting);
    if (open.length === 0) return undefined;
  }
  const fresh = all.join('\n');
  const lines = fence.lines === undefined ? fresh : `${fence.lines}\n${fresh}`;
  return { lines, isLastBlank: all.at(-1) === '', line, open };
}

/** marked leaves the last line feed out, unless the line that it ends is blank. */
function textOf({ lines, isLastBlank, line, open }: OpenFence): string {
  // Until more of it has come, a line may be the closer.
  const isText = line !== '' && openBehind(open, line, false).length > 0;
  if (isText) return lines === undefined ? line : `${lines}\n${line}`;
  return isLastBlank ? `${lines}\n` : (lines ?? '');
}

function findOpenFence(
  token: Tokens.Code,
  source: string,
  appended: string,
): OpenFence | undefined {
  const before = source.slice(0, source.length - appended.length);
  const [opening, mark = ''] = /^(`{3,}|~{3,})[^\n]*\n/.exec(before) ?? [];
  if (opening === undefined || token.raw !== before) return undefined;
  const fence = { lines: undefined, isLastBlank: false, line: '', open: [mark] };
  return append(fence, before.slice(opening.length), isNesting(token));
}
