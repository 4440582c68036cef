// @vitest-environment node
import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeInline } from '../../src/markdown/complete/complete-inline.ts';
import { DocumentLexer } from '../../src/markdown/syntax/document-lexer.ts';
import { cjkFriendly } from '../../src/markdown/syntax/cjk.ts';
import { extensionsOf } from '../../src/markdown/syntax/markdown-plugin.ts';
import { rareRules } from '../../src/markdown/syntax/rare-rules.ts';
import { tolerate } from '../../src/markdown/syntax/tolerate.ts';

const plugins = [cjkFriendly, tolerate(undefined, rareRules)];
const pieces = `word|two words| |  \n|\\\n|\n|.|,|!|\\|&|&am|&amp;|&copy;|~|*|**|_|\`|\`\`|\`code\`|**bold**|*em*|<b>|</b>|<a>|<pod
|\\*|5*3|https://example.com/a|www.a.b|ht|a@b.co|(|)|中文|👩\u200d|$|[|](/u)|é`;
const piece = constantFrom(...pieces.split('|'));

describe('the end of a text', () => {
  it('shows the same whether what it was lexed to is at hand or not', () => {
    assert(
      property(array(piece, { minLength: 1, maxLength: 12 }), (some) => {
        const lexer = new DocumentLexer({ extensions: extensionsOf(plugins) });
        const text = some.join('').trim();
        const completion = { lex: lexer.lexInline, isLineEnded: false, plugins };
        const lexed = lexer.lexInline(text);
        expect(completeInline(text, { ...completion, lexed })).toEqual(
          completeInline(text, completion),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
