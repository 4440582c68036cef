import { describe, expect, it, vi } from 'vitest';
import { type UrlPolicy, dataImageLimit, judgeUrl } from '../../src/markdown/url-policy.ts';

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

  it('asks about images of the page itself too: a request can do things', () => {
    expect(image('/logout', 'ask')).toEqual({ verdict: 'ask', url: '/logout', host: '' });
  });
});
