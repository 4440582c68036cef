import type { BlockParserOptions } from '../../src/markdown/document/block-parser.ts';
import { citations } from '../../src/markdown/constructs/citations.tsx';
import { footnotes } from '../../src/markdown/constructs/footnotes.tsx';
import { cjkFriendly } from '../../src/markdown/syntax/cjk.ts';
import { joinExtensions } from '../../src/markdown/syntax/lexer-options.ts';
import { extensionsOf, marksOf } from '../../src/markdown/syntax/markdown-plugin.ts';
import { rareRules } from '../../src/markdown/syntax/rare-rules.ts';
import { tolerate } from '../../src/markdown/syntax/tolerate.ts';
import { math } from '../../src/math/math.tsx';

const tolerances = tolerate({}, rareRules);
const kit = [cjkFriendly, footnotes, tolerances, citations, math()];

/** What `StreamingMarkdown` gives to its parser with all plugins that read text on. */
export const kitOptions: BlockParserOptions = {
  extensions: joinExtensions(extensionsOf(kit)),
  inlineMarks: marksOf(kit),
  isTildeText: tolerances.isTildeText,
};
