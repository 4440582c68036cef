import type { MarkdownPlugin } from './markdown-plugin.ts';

// Bopomofo, Han, Hangul, kana, their punctuation and the full-width forms: the ranges of
// https://github.com/tats-u/markdown-cjk-friendly, rounded to blocks. U+3000 stays a space.
/** For the inside of a class in a pattern. */
export const cjkRange =
  '\\u1100-\\u11ff\\u2e80-\\u2fff\\u3001-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\ufe10-\\ufe1f' +
  '\\ufe30-\\ufe6f\\uff00-\\uffef';
const cjkRare = '\\u{1aff0}-\\u{1b2ff}\\u{1f200}-\\u{1f2ff}\\u{20000}-\\u{3ffff}';
/** Of these the punctuation, likewise. */
export const cjkPunctuation =
  '\\u3001-\\u3003\\u3008-\\u3011\\u3014-\\u301f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff3d\\uff5b-\\uff65';

const C = `[${cjkRange}${cjkRare}]`;
const isCjk = new RegExp(C, 'u');

/**
 * Tells what a character is to a run of `*` or `~` beside it. Text without spaces between its words
 * has marks of emphasis right beside its punctuation, which is therefore like its letters.
 */
export function kindOf(character: string): 'space' | 'mark' | 'cjk' | 'letter' {
  if (/\s/.test(character)) return 'space';
  if (isCjk.test(character)) return 'cjk';
  return /[\p{P}\p{S}]/u.test(character) ? 'mark' : 'letter';
}

// marked's, which have no public type.
type InlineRules = Readonly<
  Record<'punctuation' | 'emStrongLDelim' | 'emStrongRDelimAst' | 'delLDelim' | 'delRDelim', RegExp>
> & {
  /** Of amended rules: those that they stand for. */
  readonly plain?: InlineRules | undefined;
};

/** The closers of runs of `mark`, in marked's order: (1, 2) close, (3, 4) open, (5, 6) do both. */
function closers(mark: string, run: string, first: string, exempt: string): RegExp {
  const P = `${exempt === '' ? '' : `(?!${exempt})`}(?!${C})[\\p{P}\\p{S}]`;
  const A = `(?:[^\\s\\p{P}\\p{S}]|[${exempt}${cjkRange}${cjkRare}])`;
  const alternatives = [
    `[^${mark}]+(?=[^${mark}])`,
    `(?!${mark})${P}(${run})(?=\\s|$)`,
    `(?!${C}${run}${P})${A}(${run})(?!${mark})(?=\\s|${P}|$)`,
    `(?!${mark})(?!${P}${run}${C})(?:\\s|${P})(${run})(?=${A})`,
    `\\s(${run})(?!${mark})(?=${P})`,
    `(?!${mark})(?:${P}(?=${run}(?:${P}|${C}))|${C}(?=${run}${P}))(${run})(?!${mark})`,
    `${A}(${run})(?=${A})`,
  ];
  return new RegExp(first + alternatives.join('|'), 'gu');
}

/** marked's rules of emphasis for text that has CJK characters; others see no difference. */
function amend(rules: InlineRules): InlineRules {
  const opener = (pattern: RegExp) =>
    new RegExp(pattern.source.replaceAll('[\\p{P}\\p{S}]', `(?!${C})$&`), 'u');
  // Where GFM is on, emphasis may hold a strikethrough.
  const hasDel = rules.delLDelim instanceof RegExp;
  return {
    ...rules,
    plain: rules,
    punctuation: new RegExp(`^((?![*_])(?:[\\s\\p{P}\\p{S}]|${C}))`, 'u'),
    emStrongLDelim: opener(rules.emStrongLDelim),
    emStrongRDelimAst: closers(
      '\\*',
      '\\*+',
      '^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|',
      hasDel ? '~' : '',
    ),
    ...(hasDel && {
      delLDelim: opener(rules.delLDelim),
      delRDelim: closers('~', '~~?', '', ''),
    }),
  };
}

/** Puts marked's rules of emphasis back. */
function restore(
  rules: InlineRules,
  { punctuation, emStrongLDelim, emStrongRDelimAst, delLDelim, delRDelim }: InlineRules,
): InlineRules {
  const emphasis = { punctuation, emStrongLDelim, emStrongRDelimAst, delLDelim, delRDelim };
  return { ...rules, ...emphasis, plain: undefined };
}

const twins = new WeakMap<InlineRules, InlineRules>();

/**
 * Swaps the rules of a tokenizer: a `_` keeps CommonMark's, which are about words. What others change of the rules meanwhile
 * stays changed.
 */
function swapRules({ rules }: { rules: { inline: InlineRules } }, isAmended: boolean): false {
  const { inline } = rules;
  const { plain } = inline;
  if (!plain !== isAmended) return false;
  const twin = twins.get(inline) ?? (plain ? restore(inline, plain) : amend(inline));
  twins.set(inline, twin).set(twin, inline);
  rules.inline = twin;
  return false;
}

/**
 * Emphasis beside Chinese, Japanese and Korean punctuation: `**强调（重点）**字` is bold. CommonMark is
 * untouched where no such character is.
 */
export const cjkFriendly: MarkdownPlugin = {
  name: 'cjk',
  marks: '',
  extensions: [
    {
      tokenizer: {
        emStrong(source) {
          return swapRules(this, source[0] !== '_');
        },
        del() {
          return swapRules(this, true);
        },
      },
    },
  ],
};
