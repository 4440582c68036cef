import { cjkPunctuation, cjkRange } from './cjk.ts';
import type { InlineConstruct, MarkdownPlugin } from './markdown-plugin.ts';
import type { MarkedExtension } from './marked.ts';
import type { RareRules } from './rare-rules.ts';
import { type Tolerances, tolerancesOf } from './tolerances.ts';

/** The tolerances of a message: what its lexer, its parser and the completion of its open text do otherwise. */
export interface TolerancePlugin extends MarkdownPlugin {
  /** Whether a tilde with none beside it is text. */
  readonly isTildeText: boolean;
  /** Whether formatting that a paragraph leaves open goes on behind it. */
  readonly isFormattingKept: boolean;
  /** What is skipped where the text begins with it. */
  readonly skipped: string;
}

/**
 * Creates the plugin of those tolerances that are not switched off; `false` switches all off. Without
 * `rareRules` it is the same for texts that have no sign of these.
 */
export function tolerate(
  chosen: false | Partial<Tolerances> = {},
  rareRules?: RareRules,
): TolerancePlugin {
  const on = tolerancesOf(chosen);
  const { extensions = [], inline = [] } = rareRules?.(on) ?? {};
  const tokenizer: MarkedExtension['tokenizer'] = {
    del: (source) => (on.tilde && /^~(?!~)/.test(source) ? undefined : false),
    url(source) {
      // There are no bare URLs in CommonMark.
      if (!(this.rules.inline.url instanceof RegExp)) return false;
      if (on.cjkUrl) endUrls(this.rules);
      const [found = ''] = this.rules.inline.url.exec(source) ?? [];
      return on.mail && noAddress.test(found) ? undefined : false;
    },
  };
  return {
    name: 'tolerances',
    marks: '',
    extensions: [{ tokenizer }, ...extensions],
    inline: [...(on.tilde ? [loneTilde] : []), ...inline],
    isTildeText: on.tilde,
    isFormattingKept: !on.formatting,
    skipped: on.byteOrderMark ? '\ufeff' : '',
  };
}

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
