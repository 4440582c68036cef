import { beforeAll, describe, expect, it } from 'vitest';
import { decodeEntities } from '../../src/markdown/elements/decode-entities.ts';
import { loadRawHtml } from '../../src/markdown/elements/lazy-raw-html.ts';

beforeAll(loadRawHtml);

const references: [written: string, shown: string][] = [
  ['&amp;lt;', '&lt;'],
  ['a &lt; b &gt; c &quot;d&quot; &apos;', 'a < b > c "d" \''],
  ['&#35;&#x23;&#X23;', '###'],
  ['&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd'],
  ['&#12345678; &#x1234567; &#; &#x;', '&#12345678; &#x1234567; &#; &#x;'],
  ['&copy;&nbsp;&mdash;', '©\u00a0—'],
  ['&copy &amp x&y;z; AT&T', '&copy &amp x&y;z; AT&T'],
  ['&#128512;', '😀'],
];

describe('decodeEntities', () => {
  it.each(references)('reads %j as %j, with and without a DOM', (written, shown) => {
    expect(decodeEntities(written, true)).toBe(shown);
    expect(decodeEntities(written, false)).toBe(shown);
  });

  it('knows all names of HTML where a DOM exists, and no others', () => {
    expect(decodeEntities('&CounterClockwiseContourIntegral;&ngE;', true)).toBe('∳≧̸');
    expect(decodeEntities('&CounterClockwiseContourIntegral;', false)).toContain('&Counter');
    expect(decodeEntities('&notit; &ampx; &constructor; &toString;', true)).toBe(
      '&notit; &ampx; &constructor; &toString;',
    );
  });
});
