import type { InlineConstruct } from './markdown-plugin.ts';
import type { MarkedExtension } from './marked.ts';

const numbers = /^\[\d{1,4}(?: ?[,，] ?\d{1,4})*\](?!\()/;
const lenticular = /^【([^【】†\n]{1,40})†[^【】\n]{0,200}】/;
// What a program would call something that has an index.
const array =
  /(?:^|[^a-z])(?:args?v?|array|buf(?:fer)?|cols?|data|items?|keys|list|matrix|nodes|rows?|values|vec(?:tor)?)$/i;

/** Lexes citations, but no `a[1]`, and nothing that a link definition makes a link. */
export const citationExtension: MarkedExtension = {
  extensions: [
    {
      name: 'citation',
      level: 'inline',
      tokenizer(source, tokens) {
        const [whole, name] = lenticular.exec(source) ?? [];
        if (whole !== undefined) return { type: 'citation', raw: whole, keys: [name] };
        const [raw] = numbers.exec(source) ?? [];
        if (raw === undefined) return undefined;
        const previous = tokens.at(-1);
        const before = previous?.type === 'citation' ? '' : (previous?.raw.slice(-40) ?? '');
        if (isIndexed(before) || (/(?:^|\n)$/.test(before) && source[raw.length] === ':'))
          return undefined;
        const { links } = this.lexer.tokens;
        const next = /^\[([^[\]]+)\]/.exec(source.slice(raw.length, raw.length + 100))?.[1];
        const isLink = [raw.slice(1, -1), next].some(
          (label) => label !== undefined && links[label.toLowerCase()] !== undefined,
        );
        return isLink ? undefined : { type: 'citation', raw, keys: raw.match(/\d+/g) ?? [] };
      },
    },
  ],
};

/** Whether brackets behind `before` are an index: `a[1]`, `x_i[1]`, `data[1]`, not `growth[1]`. */
function isIndexed(before: string): boolean {
  const word = /[\w$]+$/.exec(before)?.[0];
  if (word === undefined) return /(?:\w\([^()]*\)|\])$/.test(before);
  return !/^(?:[a-z]{3,}|[A-Z][a-z]{2,}|[A-Z]{2,}s?|\d+)$/.test(word) || array.test(word);
}

const open = /\[[\d,， ]*\]?|【[^【】\n]{0,240}】?/y;

/** Holds a citation back until its end is known. */
export const citationConstruct: InlineConstruct = {
  starts: '[【',
  read(text, at) {
    open.lastIndex = at;
    const [raw = ''] = open.exec(text) ?? [];
    const end = at + raw.length;
    const isWhole = raw.endsWith('】') || (raw.endsWith(']') && !/[([]/.test(text[end] ?? ''));
    if (raw === '' || (end === text.length && !raw.endsWith('】')))
      return raw === '' ? undefined : 'hold';
    return isWhole ? end : undefined;
  },
};
