/** A display formula that begins on a line of its own. */
export interface Display {
  readonly raw: string;
  readonly tex: string;
  /** Whether its closer is still to come, or never came. */
  readonly isOpen: boolean;
}

/** The environments that need no dollars, as in KaTeX's auto-render. */
export const environmentNames = ['equation', 'align', 'alignat', 'gather', 'CD'];
const environment = String.raw`\\begin\{((?:${environmentNames.join('|')})\*?)\}`;
const delimiter = String.raw`(\$\$|\\\[)[ \t]*`;

/** How long a formula without its closer is, in characters: what follows is text again. */
const longest = 3000;

/** A heading or a fence behind a blank line: a formula that was never closed ends before it. */
const otherBlock = /\n[ \t]*\n {0,3}(?=#{1,6}[ \t]|`{3}|~{3})/;

/** Which of a text's beginnings are display formulas. */
export interface DisplayRules {
  /** Matches the first line of one. */
  readonly start: RegExp;
  /** What ends the paragraph above, for the inside of a pattern. */
  readonly end: string;
}

/** The rules with fences of `$$` and `\[` (`displayMath`), and with bare environments (`looseMath`). */
export function displayRules(isFence: boolean, isLoose: boolean): DisplayRules | undefined {
  const fences = String.raw`${delimiter}(?:\n|(?=\\begin\{))`;
  const kinds = [...(isFence ? [fences] : []), ...(isLoose ? [environment] : [])];
  if (kinds.length === 0) return undefined;
  const end = kinds
    .join('|')
    .replaceAll(/(?<!\\)\((?!\?)/g, '(?:')
    .replace(String.raw`(?:\n|`, String.raw`(?:\n|$|`);
  return { start: new RegExp(`^ {0,3}(?:${kinds.join('|')})`), end: ` {0,3}(?:${end})` };
}

/**
 * Reads a display formula that begins on a line of its own, like a fence of code: it keeps blank lines,
 * and lines that look like items or headings; it ends behind its closer, else with the text around it.
 */
export function readDisplay(source: string, { start }: DisplayRules): Display | undefined {
  const [head, ...groups] = start.exec(source) ?? [];
  if (head === undefined) return undefined;
  const opener = groups.find((group) => group !== undefined) ?? '';
  const isFence = /^(?:\$\$|\\\[)$/.test(opener);
  const closer = isFence ? (opener === '$$' ? '$$' : '\\]') : `\\end{${opener}}`;
  const begin = isFence ? head.indexOf(opener) + 2 : head.indexOf('\\');
  const limit = limitOf(source);
  const end = findCloser(source, head.trimEnd().length, closer, limit);
  if (end === undefined) {
    const tex = withoutHalf(source.slice(begin, limit), closer).trim();
    return { raw: source.slice(0, limit), tex, isOpen: true };
  }
  const tex = source.slice(begin, isFence ? end - 2 : end).trim();
  const blanks = /[ \t]*(?=\n|$)/y;
  blanks.lastIndex = end;
  return { raw: source.slice(0, end + (blanks.exec(source)?.[0].length ?? 0)), tex, isOpen: false };
}

/** Where the search for a closer ends. */
function limitOf(source: string): number {
  const near = source.slice(0, longest);
  const other = near.search(otherBlock);
  if (other >= 0) return other;
  if (source.length < longest) return source.length;
  const line = near.lastIndexOf('\n');
  return line > longest / 2 ? line : longest;
}

/** Where the closer ends that no backslash takes away. */
function findCloser(source: string, from: number, closer: string, limit: number) {
  const marks = /\\end\{\w+\*?\}|\\[^]|\$\$/g;
  marks.lastIndex = from;
  for (let mark = marks.exec(source); mark && marks.lastIndex <= limit; mark = marks.exec(source)) {
    if (mark[0] === closer) return marks.lastIndex;
  }
  return undefined;
}

/** Leaves out what may be the beginning of the closer. */
export function withoutHalf(tex: string, closer: string): string {
  for (let length = Math.min(closer.length - 1, tex.length); length > 0; length--) {
    if (tex.endsWith(closer.slice(0, length))) return tex.slice(0, -length);
  }
  return tex;
}

/** Whether a text leaves a formula of double dollars open: `$$` on the next line closes it then. */
export function leavesOpen(text: string): boolean {
  const marks = text.match(/\\[^]|`+[^`]*`+|\$\$/g) ?? [];
  return marks.filter((mark) => mark === '$$').length % 2 === 1;
}
