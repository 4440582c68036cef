import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isUriAllowed } from '../../src/markdown/html/dompurify.ts';
import { type UrlPolicy, dataImageLimit, judgeUrl } from '../../src/markdown/urls/url-policy.ts';
import { hostilePayloads } from '../browser/hostile-payloads.ts';
import { hostileVectors } from '../browser/hostile-vectors.ts';

const link = (url: string, policy: UrlPolicy = 'allow') => judgeUrl(url, 'link', policy);
const image = (url: string, policy: UrlPolicy = 'allow') => judgeUrl(url, 'image', policy);
const secure = (url: string) => (url.startsWith('https:') ? 'ask' : 'block');
const pixel = 'data:image/png;base64,iVBORw0KGgo=';

const hostile = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' \u0001javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  'javascript\r:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'data:,x',
  'blob:https://a.example/1',
  'file:///etc/passwd',
  'view-source:https://a.example',
  'about:blank',
  'filesystem:https://a.example/x',
  'ws://a.example',
  'x-made-up:1',
  'https://[',
];

describe('judgeUrl', () => {
  it.each(hostile)('never lets %j through, whatever the policy says', (url) => {
    const policy = vi.fn<(url: string) => 'allow'>(() => 'allow');
    for (const verdict of [link(url, policy), image(url, policy), link(url), image(url)]) {
      expect(verdict).toEqual({ verdict: 'block', url: '', host: '' });
    }
    expect(policy).not.toHaveBeenCalled();
  });

  it.each([
    '#part',
    '/a',
    'b/c?d#e',
    '../x',
    '?q',
    'https://a.example/',
    'mailto:a@b.example',
    'tel:+1',
  ])('lets the link %j work', (url) => expect(link(url)).toMatchObject({ verdict: 'allow', url }));

  it('lays no scheme bare behind characters that browsers keep', () => {
    for (const kept of ['\ufeff', '\u00a0', '\u2028', '\u3000']) {
      expect(link(`${kept}javascript:alert(1)`).url).not.toMatch(/^javascript/);
      expect(link(`${kept}/own`).url).toBe(`${kept}/own`);
    }
  });

  it('tells the foreign host as the browser will read it', () => {
    expect(link('https://good.example@evil.example/').host).toBe('evil.example');
    expect(link('//evil.example/x').host).toBe('evil.example');
    expect(link(String.raw`\\evil.example\x`).host).toBe('evil.example');
    expect(link('https://bücher.example:8080/').host).toBe('xn--bcher-kva.example:8080');
    expect(link('/own').host).toBe('');
  });

  it('allows the origins of a list and asks about others', () => {
    const policy = ['https://a.example'];
    expect(image('https://a.example/i.png', policy).verdict).toBe('allow');
    expect(image('http://a.example/i.png', policy).verdict).toBe('ask');
    expect(image('https://a.example.evil.example/i.png', policy).verdict).toBe('ask');
    expect(image('//a.example@evil.example/i.png', policy).verdict).toBe('ask');
    expect(image('/own.png', policy).verdict).toBe('allow');
  });

  it('asks a function about each URL that is safe', () => {
    expect(link('https://a.example', secure).verdict).toBe('ask');
    expect(link('http://a.example', secure).verdict).toBe('block');
  });

  it('shows small raster images in the text itself without asking, unless images are blocked', () => {
    expect(image(pixel, 'ask').verdict).toBe('allow');
    expect(image(pixel, 'block').verdict).toBe('block');
    expect(image(pixel + 'A'.repeat(dataImageLimit), 'allow').verdict).toBe('block');
    expect(link(pixel).verdict).toBe('block');
  });

  it.each([
    'data:image/svg+xml;base64,PHN2Zy8+',
    'data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E',
    'data:image/svg+xml;charset=utf-8,%3Csvg/%3E',
    'data:image/SVG+XML;base64,PHN2Zy8+',
  ])(
    'shows the drawing %s as an image where all images are trusted, and nowhere else',
    (drawing) => {
      expect(image(drawing)).toEqual({ verdict: 'allow', url: drawing, host: '' });
      const others: UrlPolicy[] = ['ask', 'block', ['https://a.example'], () => 'allow'];
      for (const policy of others) {
        expect(image(drawing, policy).verdict).toBe('block');
      }
      expect(image(drawing + 'A'.repeat(dataImageLimit)).verdict).toBe('block');
      expect(link(drawing).verdict).toBe('block');
    },
  );

  it.each([',<svg/>', ',%3Csvg/%3E"onload=', ';base64', ';a b,x'])(
    'shows no drawing whose URL is markup or cut: data:image/svg+xml%s',
    (rest) => expect(image(`data:image/svg+xml${rest}`).verdict).toBe('block'),
  );

  it('asks about images of the page itself too: a request can do things', () => {
    expect(image('/logout', 'ask')).toEqual({ verdict: 'ask', url: '/logout', host: '' });
  });
});

/** URLs that the judge lets through by itself, and DOMPurify would not: the answer would change when that is loaded. */
function findWeaker(urls: readonly string[]): string[] {
  return urls.filter((url) =>
    (['link', 'image'] as const).some((use) => {
      const judged = judgeUrl(url, use, 'allow');
      return judged.verdict !== 'block' && !isUriAllowed(use, judged.url);
    }),
  );
}

const piece = fc.oneof(
  fc.constantFrom(
    ...'javascript vbscript data cid http https mailto MATRIX x-y a+b style a.example é'.split(' '),
    ...': / // # ? & % . \\ @ [ ] > < </ --> --!>'.split(' '),
    ...'image/png;base64, image/PNG, image/svg+xml, text/html,'.split(' '),
    ' ',
    ...'\n \t \0 \u0001 \u00a0 \u1680 \u180e \u2028 \u3000 \ufeff'.split(' '),
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const url = fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join(''));

describe('the judge and DOMPurify', () => {
  it('agree about what the judge lets through by itself', () => {
    const urls = fc.sample(url, 20_000);
    expect(findWeaker(urls)).toEqual([]);
  });

  it('agree about the URLs in all payloads, whole and from each place where one may begin', () => {
    const payloads = [...hostilePayloads, ...hostileVectors].flatMap(([, list]) => [...list]);
    const urls = payloads.flatMap((payload) => [
      payload,
      ...Array.from(payload.matchAll(/[("'=<\s]([^"'>)]+)/g), ([, inner = '']) => inner),
      ...Array.from(payload.matchAll(/\b[a-z]+:/gi), ({ index }) => payload.slice(index)),
    ]);
    expect(urls.length).toBeGreaterThan(5000);
    expect(findWeaker([...hostile, ...urls])).toEqual([]);
  });

  it('would be told apart', () => {
    expect(isUriAllowed('link', 'javascript:alert(1)')).toBe(false);
    expect(isUriAllowed('link', 'cid:1') && judgeUrl('cid:1', 'link', 'allow').verdict).toBe(
      'block',
    );
  });
});
