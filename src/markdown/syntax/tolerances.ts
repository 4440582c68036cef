import { cjkPunctuation, cjkRange } from './cjk.ts';
import type { InlineConstruct, MarkdownPlugin } from './markdown-plugin.ts';
import type { MarkedExtension } from './marked.ts';
import { instructionConstruct, rawTags } from './raw-tags.ts';

/**
 * What models mean where the specifications read it otherwise, by name. All are on by default; each is
 * what users have asked for, and where.
 */
export interface Tolerances {
  /**
   * Only `~~` strikes out: `~15万和~320万` and `takes ~2~4 hours` are text. GFM takes one tilde as well
   * (github.com/TokenRhythm/opensquilla/issues/1111, github.com/chatboxai/chatbox/issues/1856).
   */
  readonly tilde: boolean;
  /**
   * `react@18.2.0` is no mail address: one ends with a letter, as in cmark-gfm, and its host is no
   * version (github.com/charmbracelet/glamour/issues/559).
   */
  readonly mail: boolean;
  /**
   * Chinese and Japanese quotes, brackets and stops end a bare URL: `‘https://a.example/x’`, `https://a.example。`
   * (github.com/github/cmark-gfm/issues/83).
   */
  readonly cjkUrl: boolean;
  /**
   * Tags that are no element of HTML, parameters of types, and what only XML knows are text as written:
   * `std::vector<int>`, `<pod-name>`, `<dependency>…` (github.com/open-webui/open-webui/issues/2603,
   * github.com/codewars/codewars.com/issues/219, github.com/cfal/garcon/issues/563).
   */
  readonly tags: boolean;
  /**
   * A comparison at the beginning of an item is text, no quote: `- > 25`, `- >= 10`. Models write such
   * lists of ranges; a quote in an item seldom begins with a number.
   */
  readonly comparison: boolean;
  /**
   * With `math()`: a display formula that begins on a line of its own (`$$`, `\\[`) is a block, like a
   * fence. It ends the paragraph above it, also in items, and keeps blank lines and lines like `- b`
   * (github.com/CherryHQ/cherry-studio/pull/20588, github.com/UziTech/marked-katex-extension/issues/496).
   */
  readonly displayMath: boolean;
  /**
   * With `math()`: `\\begin{equation}` and its kin need no dollars, there may be spaces inside dollars
   * where the body is no price (`$ x_1 $`), and a formula binds tighter than the cells of a table
   * (github.com/ChatGPTNextWeb/NextChat/issues/4186, github.com/CherryHQ/cherry-studio/issues/8850).
   */
  readonly looseMath: boolean;
  /** A byte order mark before the text is skipped, as cmark and micromark do; the specification is silent. */
  readonly byteOrderMark: boolean;
}

/** The tolerances of a message: what its lexer, its parser and the completion of its open text do otherwise. */
export interface TolerancePlugin extends MarkdownPlugin {
  /** Whether a tilde with none beside it is text. */
  readonly isTildeText: boolean;
  /** What is skipped where the text begins with it. */
  readonly skipped: string;
}

const names = [
  ...(['tilde', 'mail', 'cjkUrl', 'tags', 'comparison'] as const),
  ...(['displayMath', 'looseMath', 'byteOrderMark'] as const),
];

/** All tolerances, on or off. */
export function tolerancesOf(chosen: false | Partial<Tolerances> = {}): Tolerances {
  const all = names.map((name) => [name, chosen !== false && chosen[name] !== false]);
  return Object.fromEntries(all) as unknown as Tolerances;
}

/** Creates the plugin of those tolerances that are not switched off; `false` switches all off. */
export function tolerate(chosen: false | Partial<Tolerances> = {}): TolerancePlugin {
  const on = tolerancesOf(chosen);
  const isOn = (name: keyof Tolerances) => on[name];
  const isTildeText = isOn('tilde');
  const tokenizer: MarkedExtension['tokenizer'] = {
    del: (source) => (isTildeText && /^~(?!~)/.test(source) ? undefined : false),
    blockquote(source) {
      const isFirst = !this.lexer.state.top && this.lexer.state.lastToken === undefined;
      return isOn('comparison') && isFirst && comparison.test(source) ? undefined : false;
    },
    url(source) {
      if (isOn('cjkUrl')) endUrls(this.rules);
      const [found = ''] = this.rules.inline.url.exec(source) ?? [];
      return isOn('mail') && noAddress.test(found) ? undefined : false;
    },
  };
  return {
    name: 'tolerances',
    marks: '',
    extensions: [{ tokenizer }, rawTags(isOn('tags'))],
    inline: [...(isTildeText ? [loneTilde] : []), ...(isOn('tags') ? [instructionConstruct] : [])],
    isTildeText,
    skipped: isOn('byteOrderMark') ? '\ufeff' : '',
  };
}

/** `> 25`, `>= x`, `> -5`, `> $100`. */
const comparison = /^>(?:=| ?[-+]?[$€£¥]?\d)/;

/** A tilde with none beside it says “about”. */
const loneTilde: InlineConstruct = {
  starts: '~',
  read: (text, at) => ((text[at + 1] ?? '~') === '~' ? undefined : at + 1),
};

/** What marked takes for an address: `react@18.2.0`, `next@15.0.0-rc`, `next@18.x`, also behind `mailto:`. */
const noAddress = /^(?:\w+:)?[^:/@]+@(?:v?\d+\.[\dx]+(?!\w)|[^/]*\d$)/;

// A host ends at the first letter of these scripts too, a path, which may have letters, does not.
const quotes = '\\u2018\\u2019\\u201c\\u201d';
const path = `(?:(?=[${cjkRange}${quotes}])|[^\\s<${cjkPunctuation}${quotes}]*)`;

/** Lets bare URLs end before the punctuation of text without spaces, by marked's own rule for them. */
function endUrls(rules: { inline: Record<'url', RegExp> }): void {
  const { source } = rules.inline.url;
  if (source.includes(quotes)) return;
  const url = new RegExp(source.replace('[^\\s<]*', () => path));
  rules.inline = { ...rules.inline, url };
}
