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
  for (let depth = 0; depth < deepest; depth++) {
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
    let column = 0;
    for (const { text, kind } of spans) {
      if (kind === undefined || kind === 'operator') {
        const found = openerIn(text);
        if (found) return { line, column: column + found.at, end: found.end };
      }
      column += text.length;
    }
  }
  return undefined;
}

function openerIn(text: string): { at: number; end: string } | undefined {
  for (const [opener, end] of constructs) {
    const match = opener.exec(text);
    if (match) return { at: match.index, end: end.replace('$1', match[1] ?? '') };
  }
  return undefined;
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
