import type { HighlightLine, Highlighter, TokenKind } from 'rivulet/highlight';
import type { BundledLanguage, GrammarState, Highlighter as Shiki, ThemedToken } from 'shiki';

// Shiki gives colours, the kit's theme has kinds: each kind is a colour that stands for itself.
const scopes: Readonly<Partial<Record<TokenKind, readonly string[]>>> = {
  comment: ['comment', 'punctuation.definition.comment'],
  constant: ['constant.language', 'constant.other', 'support.constant'],
  deleted: ['markup.deleted'],
  function: ['entity.name.function', 'support.function', 'meta.function-call.generic'],
  inserted: ['markup.inserted'],
  keyword: ['keyword', 'storage', 'keyword.operator.new'],
  meta: ['meta.decorator', 'markup.heading', 'entity.name.section', 'meta.preprocessor'],
  number: ['constant.numeric', 'keyword.other.unit'],
  operator: ['keyword.operator'],
  property: [
    'variable.other.property',
    'support.type.property-name',
    'entity.other.attribute-name',
  ],
  regex: ['string.regexp'],
  string: ['string', 'markup.inline.raw'],
  tag: ['entity.name.tag', 'entity.other.attribute-name.class.css'],
  type: ['entity.name.type', 'support.type', 'support.class', 'entity.other.inherited-class'],
  variable: ['variable.parameter', 'variable.language'],
};
const kinds = Object.keys(scopes) as TokenKind[];
const colorOf = (index: number) => `#0000${(index + 1).toString(16).padStart(2, '0')}`;
const theme = {
  name: 'rivulet-kinds',
  type: 'light' as const,
  fg: '#ffffff',
  bg: '#000000',
  settings: kinds.map((kind, index) => ({
    scope: [...(scopes[kind] ?? [])],
    settings: { foreground: colorOf(index) },
  })),
};

/**
 * Shiki behind the kit's interface: grammars of TextMate, coloured by the kit's CSS variables. Its
 * grammars keep their state per line, so that `resume` colours each line of growing code once.
 */
export function shikiHighlighter(): Highlighter {
  let shiki: Shiki | undefined;
  const known = new Set<string>();

  const color = (code: string, lang: string, grammarState?: GrammarState) => {
    if (!shiki) throw new Error(`${lang} is not loaded`);
    return shiki.codeToTokens(code, {
      lang: lang as BundledLanguage,
      theme: theme.name,
      // A clock would make colours depend on how busy the machine is; long lines come cut already.
      tokenizeTimeLimit: 0,
      ...(grammarState && { grammarState }),
    });
  };

  return {
    async load(language) {
      const { bundledLanguages, createHighlighter, createJavaScriptRegexEngine } =
        await import('shiki');
      if (!Object.hasOwn(bundledLanguages, language)) return false;
      // The regular expressions of the browser: no WebAssembly, which a strict policy forbids.
      const engine = createJavaScriptRegexEngine({ forgiving: true });
      shiki ??= await createHighlighter({ themes: [theme], langs: [], engine });
      await shiki.loadLanguage(language as BundledLanguage);
      known.add(language);
      return true;
    },
    isLoaded: (language) => known.has(language),
    tokenize: (code, language) => color(code, language).tokens.map(lineOf),
    resume(code, language, state) {
      const { tokens, grammarState } = color(code, language, state as GrammarState | undefined);
      return { lines: tokens.map(lineOf), state: grammarState };
    },
  };
}

function lineOf(tokens: readonly ThemedToken[]): HighlightLine {
  return tokens.map(({ content, color }) => ({
    text: content,
    kind: kinds.find((_, index) => colorOf(index) === color?.toLowerCase()),
  }));
}
