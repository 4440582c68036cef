import type { HighlightLine, HighlightSpan, Highlighter, TokenKind } from 'rivulet/highlight';
import type { HLJSApi } from 'highlight.js';

// highlight.js has scopes with parts (`title.function`); the longest known beginning decides.
const kinds: Readonly<Record<string, TokenKind>> = {
  addition: 'inserted',
  attr: 'property',
  attribute: 'property',
  built_in: 'type',
  bullet: 'tag',
  code: 'string',
  comment: 'comment',
  deletion: 'deleted',
  doctag: 'meta',
  keyword: 'keyword',
  link: 'string',
  literal: 'constant',
  meta: 'meta',
  name: 'tag',
  number: 'number',
  params: 'variable',
  property: 'property',
  quote: 'comment',
  regexp: 'regex',
  section: 'meta',
  'selector-class': 'tag',
  'selector-id': 'tag',
  'selector-tag': 'tag',
  string: 'string',
  symbol: 'constant',
  title: 'function',
  'title class_': 'type',
  type: 'type',
  variable: 'variable',
};
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  gt: '>',
  lt: '<',
  quot: '"',
  '#x27': "'",
};

/**
 * highlight.js behind the kit's interface. Its HTML is read, never inserted: spans become kinds and
 * keep their `hljs-…` classes, so that its own themes fit as well.
 */
export function highlightJsHighlighter(): Highlighter {
  let hljs: HLJSApi | undefined;
  const isLoaded = (language: string) => hljs?.getLanguage(language) !== undefined;
  return {
    async load(language) {
      hljs ??= (await import('highlight.js')).default;
      return isLoaded(language);
    },
    isLoaded,
    tokenize(code, language) {
      if (!hljs) throw new Error(`${language} is not loaded`);
      return linesOf(hljs.highlight(code, { language, ignoreIllegals: true }).value);
    },
  };
}

function linesOf(html: string): HighlightLine[] {
  const lines: HighlightSpan[][] = [[]];
  const classes: string[] = [];
  const write = (text: string) => {
    const pieces = text.split('\n');
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) lines.push([]);
      if (piece !== '') append(lines.at(-1) ?? [], piece, classes.at(-1));
    }
  };
  for (const [part, opened, entity] of html.matchAll(
    /<span class="([^"]*)">|<\/span>|&([#\w]+);|[^<&]+/g,
  )) {
    if (opened !== undefined) classes.push(opened);
    else if (part === '</span>') classes.pop();
    else write(entity === undefined ? part : (entities[entity] ?? part));
  }
  return lines;
}

/** Adds text to a line; it joins the span before it where that looks the same. */
function append(line: HighlightSpan[], text: string, className: string | undefined): void {
  const last = line.at(-1);
  if (last && last.className === className)
    line[line.length - 1] = { ...last, text: last.text + text };
  else line.push({ text, ...styleOf(className) });
}

function styleOf(className: string | undefined): Omit<HighlightSpan, 'text'> {
  if (className === undefined) return {};
  const scope = className.replace(/^hljs-/, '');
  return { kind: kinds[scope] ?? kinds[scope.split(' ')[0] ?? ''], className };
}
