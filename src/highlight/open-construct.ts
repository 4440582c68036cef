import type { HighlightLine, HighlightSpan } from './highlighter.ts';

type Tokenize = (code: string) => readonly HighlightLine[];

/** Where something begins that is not closed, and the end that closes it. */
interface OpenConstruct {
  readonly line: number;
  readonly column: number;
  readonly end: string;
}

// What runs over lines: its opener where it stands in plain text, and its end.
const constructs: readonly (readonly [opener: RegExp, end: string])[] = [
  [/<!--/, '-->'],
  [/("""|''')/, '$1'],
  [/(?<!`)`(?!``)/, '`'],
  [/<<[-~]?\s*["']?([A-Z_a-z]\w*)/, '\n$1'],
  [/\/\*/, '*/'],
  [/\{-/, '-}'],
  [/\(\*/, '*)'],
  [/--\[\[/, ']]'],
  [/^=begin/, '\n=end'],
];

/** A text without any of the openers, as most code is, has nothing open. */
const anyOpener = new RegExp(constructs.map(([{ source }]) => source).join('|'), 'm');

/** Constructs in constructs that are closed: a template string in a script. */
const deepest = 3;

/**
 * Colours code whose end is still to come. A string, comment or script that is not closed shows as
 * what it will be.
 */
export function tokenizeOpenCode(
  code: string,
  language: string,
  tokenize: Tokenize,
): readonly HighlightLine[] {
  let end = /^m(?:d|arkdown)/i.test(language) ? openFenceEnd(code) : openElementEnd(code);
  let lines = tokenize(code + end);
  // Some grammars colour nothing at all while a quote is open in the last line.
  const quote = oddQuote(code);
  const quoted = quote && tokenize(code + quote + end);
  if (quoted && countColors(quoted) > countColors(lines) + 2) {
    end = quote + end;
    lines = quoted;
  }
  for (let depth = 0; depth < deepest && anyOpener.test(code + end); depth++) {
    const open = findOpen(lines);
    if (open === undefined) break;
    const closed = tokenize(code + open.end + end);
    const next = findOpen(closed);
    if (next?.line === open.line && next.column === open.column) break;
    end = open.end + end;
    lines = closed;
  }
  return cutLines(lines, code);
}

// A grammar of markup knows a script only by its end tag.
function openElementEnd(code: string): string {
  if (!/<(?:script|style)/i.test(code)) return '';
  const [, name] = /<(script|style)\b[^>]*>(?![\s\S]*<\/\1)/i.exec(code) ?? [];
  return name === undefined ? '' : `</${name}>`;
}

function openFenceEnd(code: string): string {
  let fence = '';
  for (const [, mark = ''] of code.matchAll(/^ {0,3}(`{3,}|~{3,})/gm)) {
    if (fence === '') fence = mark;
    else if (mark.startsWith(fence)) fence = '';
  }
  return fence && `\n${fence}`;
}

function findOpen(lines: readonly HighlightLine[]): OpenConstruct | undefined {
  for (const [line, spans] of lines.entries()) {
    const text = spans.map((span) => span.text).join('');
    for (const [opener, end] of constructs) {
      const match = opener.exec(text);
      if (!match) continue;
      // Of a here-document only the word is a part of the string.
      const column = match.index + (match[0].startsWith('<<') ? match[0].length - 1 : 0);
      if (isUnclosed(spans, column)) {
        return { line, column, end: end.replace('$1', match[1] ?? '') };
      }
    }
  }
  return undefined;
}

// What is closed has a colour; of three quotes the first two pass for an empty string.
function isUnclosed(spans: HighlightLine, column: number): boolean {
  let start = 0;
  for (const { text, kind } of spans) {
    if (column < start + text.length) {
      return kind === undefined || (kind === 'string' && /^(?:""|'')$/.test(text));
    }
    start += text.length;
  }
  return false;
}

function oddQuote(code: string): string {
  const line = code.slice(code.lastIndexOf('\n') + 1);
  return ['"', "'"].find((quote) => line.split(quote).length % 2 === 0) ?? '';
}

function countColors(lines: readonly HighlightLine[]): number {
  return lines.reduce((sum, line) => sum + line.filter(({ kind }) => kind !== undefined).length, 0);
}

/** Takes away the lines and characters behind the code. */
function cutLines(lines: readonly HighlightLine[], code: string): readonly HighlightLine[] {
  const count = code.split('\n').length;
  const last: HighlightSpan[] = [];
  let left = code.length - code.lastIndexOf('\n') - 1;
  for (const span of lines[count - 1] ?? []) {
    if (left <= 0) break;
    last.push(span.text.length <= left ? span : { ...span, text: span.text.slice(0, left) });
    left -= span.text.length;
  }
  return [...lines.slice(0, count - 1), last];
}
