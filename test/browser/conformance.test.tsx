import spec from 'commonmark-spec/spec.txt?raw';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';
import { StreamingMarkdown } from '../../src/markdown/streaming-markdown.tsx';
import type { Tolerances } from '../../src/markdown/syntax/tolerances.ts';
import { treeOf, treeOfHtml } from '../markdown/dom-tree.ts';
import gfm from '../markdown/fixtures/gfm-spec.json';

beforeAll(loadRawHtml);

interface Example {
  readonly markdown: string;
  readonly html: string;
}

const fenced = /^`{32} example\n([^]*?)^\.\n([^]*?)^`{32}$/gm;
const commonMark: readonly Example[] = Array.from(
  spec.matchAll(fenced),
  ([, markdown = '', html = '']) => ({ markdown, html }),
);
const shared = commonMark.filter((_, index) => !gfm.notInGfm.includes(index + 1));
const gfmCore: readonly Example[] = [...shared, ...gfm.core];

/** The examples of GFM that another text contradicts, by what its counterpart is. */
const contradicted: readonly (readonly [counterpart: string, markdowns: readonly string[]])[] = [
  // GFM's core has no bare URLs and addresses, which its extension makes links.
  [
    'Autolinks (extension), example 622 and 631',
    [
      '<http://foo.bar/baz bim>\n',
      '< http://foo.bar >\n',
      'http://example.com\n',
      'foo@bar.example.com\n',
    ],
  ],
  // Comments may hold two hyphens since CommonMark 0.31.
  [
    'CommonMark 0.31.2, examples 625 and 626',
    ['foo <!-- not a comment -- two hyphens -->\n', 'foo <!--> foo -->\n\nfoo <!-- foo--->\n'],
  ],
];
const differingInGfm = contradicted.flatMap(([, markdowns]) => markdowns);

function withTabs(text: string): string {
  return text.replaceAll('→', '\t');
}

/** The markdown of those examples that are shown otherwise than the specification has it. */
function findDiffering(
  examples: readonly Example[],
  streaming: boolean,
  tolerances: false | Partial<Tolerances> = false,
  isGfm = true,
): string[] {
  const container = document.createElement('div');
  const root = createRoot(container);
  const differing = examples.filter(({ markdown, html }, key) => {
    const show = (text: string, isStreaming: boolean) =>
      flushSync(() =>
        root.render(
          <StreamingMarkdown
            key={key}
            streaming={isStreaming}
            imagePolicy="allow"
            linkPolicy="allow"
            tolerances={tolerances}
            gfm={isGfm}
          >
            {text}
          </StreamingMarkdown>,
        ),
      );
    const text = withTabs(markdown);
    if (streaming) for (let end = 1; end < text.length; end += 5) show(text.slice(0, end), true);
    show(text, false);
    return treeOf(container.firstElementChild!) !== treeOfHtml(withTabs(html));
  });
  root.unmount();
  return differing.map(({ markdown }) => markdown);
}

/** The examples that the default reads otherwise than strict, by the tolerance that explains them. */
const tolerated: readonly (readonly [keyof Tolerances, readonly string[]])[] = [
  ['tilde', ['~~Hi~~ Hello, ~there~ world!\n']],
  ['mail', []],
  ['cjkUrl', []],
  [
    'tags',
    [
      '<Warning>\n*bar*\n</Warning>\n',
      "<?php\n\n  echo '>';\n\n?>\nokay\n",
      '<![CDATA[\nfunction matchwo(a,b)\n{\n  if (a < b && a < 0) then {\n    return 1;\n\n  } else {\n\n    return 0;\n  }\n}\n]]>\nokay\n',
      '[foo]: <bar>(baz)\n\n[foo]\n',
      '[link](<foo\nbar>)\n',
      '[foo <bar attr="](baz)">\n',
      '[foo <bar attr="][ref]">\n\n[ref]: /uri\n',
      '<localhost:5001/foo>\n',
      '<a><bab><c2c>\n',
      '<a/><b2/>\n',
      '<a  /><b2\ndata="foo" >\n',
      'Foo <responsive-image src="foo.jpg" />\n',
      '</a></foo >\n',
      'foo <?php echo $a; ?>\n',
      'foo <![CDATA[>&<]]>\n',
    ],
  ],
  ['comparison', []],
  ['details', []],
  [
    'formatting',
    [
      '<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> is disallowed.  <XMP> is also disallowed.\n</blockquote>\n',
    ],
  ],
  ['displayMath', []],
  ['looseMath', []],
  ['byteOrderMark', []],
];

describe.each([
  ['at once', false],
  ['streamed', true],
])('a finished message, %s and strict, has the elements of the specification', (_, streaming) => {
  it('in all 652 examples of CommonMark 0.31.2, without GFM', () => {
    expect(commonMark).toHaveLength(652);
    expect(findDiffering(commonMark, streaming, false, false)).toEqual([]);
  });

  it('in all 673 examples of GFM 0.29 but those that another text contradicts', () => {
    const examples = [...gfmCore, ...gfm.extensions];
    expect(examples).toHaveLength(673);
    expect(findDiffering(examples, streaming).toSorted()).toEqual(differingInGfm.toSorted());
  });

  it('in the examples that GFM has got since', () => {
    expect(findDiffering(gfm.later, streaming)).toEqual([]);
  });

  it('with tolerances but for the examples that these explain', () => {
    const examples = [...commonMark, ...gfm.core, ...gfm.extensions, ...gfm.later];
    const strict = findDiffering(examples, streaming);
    const explained = tolerated.flatMap(([, markdowns]) => markdowns);
    expect(findDiffering(examples, streaming, {}).toSorted()).toEqual(
      [...strict, ...explained].toSorted(),
    );
    for (const [name, markdowns] of tolerated) {
      const own = examples.filter(({ markdown }) => markdowns.includes(markdown));
      expect(own).toHaveLength(markdowns.length);
      expect(findDiffering(own, streaming, { [name]: false })).toEqual([]);
    }
  });
});
