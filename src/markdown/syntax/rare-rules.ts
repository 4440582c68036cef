import { comparisons } from './comparisons.ts';
import { readDetails } from './details.ts';
import type { MarkdownPlugin } from './markdown-plugin.ts';
import { type MarkedExtension, Tokenizer } from './marked.ts';
import { readNestedFence } from './nested-fence.ts';
import { instructionConstruct, rawTags } from './raw-tags.ts';
import type { Tolerances } from './tolerances.ts';

/** Makes what reads rare constructs as these tolerances have it. */
export type RareRules = (on: Tolerances) => Required<Pick<MarkdownPlugin, 'extensions' | 'inline'>>;

/** What is read otherwise behind `rareSign`: tags that are no markup, `<details>`, comparisons, fences of markdown. */
export const rareRules: RareRules = ({ tags, details, nestedFence, comparison }) => {
  const tokenizer: MarkedExtension['tokenizer'] = {
    fences(source) {
      const own = (text: string) => Tokenizer.prototype.fences.call(this, text);
      return (nestedFence && readNestedFence(source, own)) || false;
    },
    html: (source) => (details && readDetails(source)) || false,
  };
  return {
    extensions: [{ tokenizer }, rawTags(tags), ...(comparison ? [comparisons()] : [])],
    inline: tags ? [instructionConstruct] : [],
  };
};
