import type { Token, Tokens } from './marked.ts';

/** A fence of markdown, which may hold fences of its own length. */
export interface NestingFence extends Tokens.Code {
  readonly nests: true;
}

/** The runs that opened the fences that are open at the end of a line, the outermost first. */
export type OpenRuns = readonly string[];

const opening = /^ {0,3}(`{3,}|~{3,})[ \t]*(?:markdown|md|mdx)(?![\w-])[^`\n]*(?:\n|$)/i;
/** A line that may open or close a fence, and what stands behind its run. */
const fenceLine = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*)$/;
/** The name of a language, and what may stand behind it. */
const info = /^[\w{.][^\s]*(?:[ \t]+(?:[{[]|[\w-]+=|\S+$).*)?$/;

/** Whether fences in this one are counted. */
export function isNesting(token: Token): token is NestingFence {
  return 'nests' in token && token.nests === true;
}

/** Tells what is open behind a line of a fence: nothing behind the closer of the outermost one. */
export function openBehind(open: OpenRuns, line: string, isCounting: boolean): OpenRuns {
  const [, indent = '', run = '', rest = ''] = fenceLine.exec(line) ?? [];
  const outer = open[0] ?? '';
  if (!run.startsWith(outer) || run === '') return open;
  if (rest !== '') return isCounting && info.test(rest.trimEnd()) ? [...open, run] : open;
  const isCloser = open.length > 1 || (/^ {0,3}$/.test(indent) && /^[^\t]*$/.test(line));
  return isCloser && run.startsWith(open.at(-1) ?? '') ? open.slice(0, -1) : open;
}

/**
 * Reads a fence of markdown: a fence line in it that names a language opens another one, and one
 * without closes the last that is open. `fences` is marked's own reader, which does the rest.
 */
export function readNestedFence(
  source: string,
  fences: (source: string) => Tokens.Code | undefined,
): NestingFence | undefined {
  const [head, run = ''] = opening.exec(source) ?? [];
  if (head === undefined) return undefined;
  let open: OpenRuns = [run];
  let at = head.length;
  let body = source.length;
  while (at < source.length && open.length > 0) {
    const end = source.indexOf('\n', at);
    const next = end < 0 ? source.length : end;
    open = openBehind(open, source.slice(at, next), true);
    if (open.length === 0) body = at;
    at = open.length === 0 ? next : next + 1;
  }
  // Behind a run that is longer than any in it, the body is read as it stands.
  const longest = source.slice(0, body).match(/`{3,}|~{3,}/g) ?? [];
  const wide = (run[0] ?? '').repeat(Math.max(...longest.map(({ length }) => length)) + 1);
  const closer = open.length === 0 ? wide : '';
  const token = fences(source.slice(0, body).replace(run, wide) + closer);
  return token && { ...token, raw: source.slice(0, Math.min(at, source.length)), nests: true };
}

/** The last of the lines of code or HTML that is complete, not blank, and in no fence in a fence. */
export function lastWholeLine(token: Token, lines: readonly string[]): number {
  let at = isNesting(token) ? 0 : lines.length - 2;
  if (isNesting(token)) {
    let open: OpenRuns = /[`~]+/.exec(lines[0] ?? '') ?? [];
    for (const [index, line] of lines.slice(0, -1).entries()) {
      if (index === 0) continue;
      if (open.length === 1 && line.trim() !== '') at = index;
      open = openBehind(open, line, true);
    }
  }
  while (at > 0 && /^[ \t]*$/.test(lines[at] ?? '')) at--;
  return at;
}
