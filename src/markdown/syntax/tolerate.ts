import { cjkPunctuation, cjkRange } from './cjk.ts';
import { readDetails } from './details.ts';
import type { InlineConstruct, MarkdownPlugin } from './markdown-plugin.ts';
import { type MarkedExtension, Tokenizer } from './marked.ts';
import { readNestedFence } from './nested-fence.ts';
import { instructionConstruct, rawTags } from './raw-tags.ts';
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

/** Creates the plugin of those tolerances that are not switched off; `false` switches all off. */
export function tolerate(chosen: false | Partial<Tolerances> = {}): TolerancePlugin {
  const on = tolerancesOf(chosen);
  const isOn = (name: keyof Tolerances) => on[name];
  const isTildeText = isOn('tilde');
  const tokenizer: MarkedExtension['tokenizer'] = {
    del: (source) => (isTildeText && /^~(?!~)/.test(source) ? undefined : false),
    fences(source) {
      const own = (text: string) => Tokenizer.prototype.fences.call(this, text);
      return (isOn('nestedFence') && readNestedFence(source, own)) || false;
    },
    html: (source) => (isOn('details') && readDetails(source)) || false,
    url(source) {
      // There are no bare URLs in CommonMark.
      if (!(this.rules.inline.url instanceof RegExp)) return false;
      if (isOn('cjkUrl')) endUrls(this.rules);
      const [found = ''] = this.rules.inline.url.exec(source) ?? [];
      return isOn('mail') && noAddress.test(found) ? undefined : false;
    },
  };
  return {
    name: 'tolerances',
    marks: '',
    extensions: [
      { tokenizer },
      rawTags(isOn('tags')),
      ...(isOn('comparison') ? [comparisons()] : []),
    ],
    inline: [...(isTildeText ? [loneTilde] : []), ...(isOn('tags') ? [instructionConstruct] : [])],
    isTildeText,
    isFormattingKept: !isOn('formatting'),
    skipped: isOn('byteOrderMark') ? '\ufeff' : '',
  };
}

/** `> 25`, `>= x`, `> -5`, `> $100`. */
const comparison = /^>(?:=| ?[-+]?[$€£¥]?\d)/;

/**
 * Takes a comparison at the beginning of an item for no quote. A tokenizer of quotes cannot tell by itself
 * where it stands: marked's own one asks it for the last quote in a quote again, and must get one.
 */
function comparisons(): MarkedExtension {
  let found: string | undefined;
  return {
    extensions: [
      {
        name: 'comparison',
        level: 'block',
        tokenizer(source) {
          const { top, lastToken } = this.lexer.state;
          found = !top && lastToken === undefined && comparison.test(source) ? source : undefined;
          return undefined;
        },
      },
    ],
    tokenizer: {
      blockquote(source) {
        const isFound = source === found;
        found = undefined;
        return isFound ? undefined : false;
      },
    },
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
