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

// CommonMark's own examples do not know GFM's bare URLs and addresses, which are links here.
const bareUrls = [
  '<https://foo.bar/baz bim>\n',
  '< https://foo.bar >\n',
  'https://example.com\n',
  'foo@bar.example.com\n',
];
const differingInCommonMark = bareUrls;
const differingInGfm = [
  // The same in the older edition that GFM builds on.
  '<http://foo.bar/baz bim>\n',
  '< http://foo.bar >\n',
  'http://example.com\n',
  'foo@bar.example.com\n',
  // Comments may hold two hyphens since CommonMark 0.31.
  'foo <!-- not a comment -- two hyphens -->\n',
  'foo <!--> foo -->\n\nfoo <!-- foo--->\n',
  // GFM shows the tags of dangerous elements as text; here DOMPurify takes them out.
  '<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> is disallowed.  <XMP> is also disallowed.\n</blockquote>\n',
];

function withTabs(text: string): string {
  return text.replaceAll('→', '\t');
}

/** The markdown of those examples that are shown otherwise than the specification has it. */
function findDiffering(
  examples: readonly Example[],
  streaming: boolean,
  tolerances: false | Partial<Tolerances> = false,
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
  ['displayMath', []],
  ['looseMath', []],
  ['byteOrderMark', []],
];

describe.each([
  ['at once', false],
  ['streamed', true],
])('a finished message, %s and strict, has the elements of the specification', (_, streaming) => {
  it('in 648 of the 652 examples of CommonMark 0.31.2', () => {
    expect(commonMark).toHaveLength(652);
    expect(findDiffering(commonMark, streaming)).toEqual(differingInCommonMark);
  });

  it('in 666 of the 673 examples of GFM 0.29', () => {
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
