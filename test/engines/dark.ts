import type { AxeResults } from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bench } from './bench.ts';
import type { EnginePage } from './engine-page.ts';
import { sample } from './sample.ts';

const light = ['rgb(252, 253, 253)', 'light'];
const unsaid = ['rgb(252, 253, 253)', 'normal'];
const dark = ['rgb(15, 22, 25)', 'dark'];

/** Dark, where the host says so. */
export function describeDark(bench: Bench): void {
  describe('dark', () => {
    beforeAll(async () => {
      await bench.show(sample);
      await bench.page.untilThere('pre .rv-token');
      await bench.page.run(showAll);
    });

    it.each([
      ['nothing', {}, unsaid],
      ['data-theme="dark"', { 'data-theme': 'dark' }, dark],
      ['the class dark', { class: 'dark' }, dark],
      ['color-scheme: dark', { style: 'color-scheme: dark' }, dark],
      [
        'data-theme="light" in a dark page',
        { 'data-theme': 'light', style: 'color-scheme: dark' },
        light,
      ],
    ])('is said by %s, and readable', async (_name, attributes, [ground, scheme]) => {
      await bench.page.run(say, attributes);
      await bench.page.until(ground, () => {
        const chat = document.querySelector('.rv-chat');
        return chat && getComputedStyle(chat).backgroundColor;
      });
      expect(await bench.page.run(schemeOfChat)).toBe(scheme);
      // A colour on its way to another is neither.
      await bench.page.until(0, () => document.getAnimations().length);
      const { violations, incomplete, passes } = await judgeContrast(bench.page);
      expect([...violations, ...incomplete].flatMap(({ nodes }) => nodes)).toEqual([]);
      expect(passes[0]?.nodes.length).toBeGreaterThan(20);
    });

    it.each([
      ['<div class="host dark"></div>', dark],
      ['<div class="host" data-theme="dark"></div>', dark],
      ['<div style="color-scheme: dark"><div class="host"></div></div>', dark],
      ['<div style="color-scheme: dark"><div class="host light"></div></div>', light],
    ])('reaches into a shadow root that has the sheet alone: %s', async (html, [ground]) => {
      await bench.page.run(say, {});
      expect(await bench.page.run(groundInShadow, html)).toBe(ground);
    });

    it('is seen around a shadow root by engines that know :host-context(), which is Chromium', async () => {
      const html = '<div class="dark"><div class="host"></div></div>';
      await bench.page.run(say, {});
      const isSeen = await bench.page.run(() => CSS.supports('selector(:host-context(.dark))'));
      const [ground] = isSeen ? dark : light;
      expect(await bench.page.run(groundInShadow, html)).toBe(ground);
    });
  });
}

/** The ground of a chat in a shadow root that holds the sheet, in a page that has none. */
async function groundInShadow(html: string): Promise<string> {
  document.querySelector('head > [rel="stylesheet"]')?.remove();
  const place = document.createElement('div');
  place.innerHTML = html;
  document.body.append(place);
  const root = place.querySelector('.host')?.attachShadow({ mode: 'open' });
  if (!root) return 'none';
  root.innerHTML = '<link rel="stylesheet" href="/styles/styles.css"><p class="rv-chat">Text</p>';
  await new Promise((resolve) => root.querySelector('link')?.addEventListener('load', resolve));
  const chat = root.querySelector('.rv-chat');
  return chat ? getComputedStyle(chat).backgroundColor : 'none';
}

/** What a list has scrolled away has no colour to measure. */
function showAll(): void {
  document.querySelector('.window')?.setAttribute('style', 'block-size: 120rem');
}

/** Gives the root of the page those attributes and no others. */
function say(attributes: Readonly<Record<string, string>>): void {
  const root = document.documentElement;
  for (const name of ['data-theme', 'class', 'style']) root.removeAttribute(name);
  for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, value);
}

function schemeOfChat(): string {
  const chat = document.querySelector('.rv-chat');
  return chat ? getComputedStyle(chat).colorScheme : '';
}

/** Lets axe measure each text against its ground; 4.5:1, or 3:1 for large text. */
function judgeContrast(page: EnginePage): Promise<AxeResults> {
  return page.run(() => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    // The text fades out above the message field; that nothing else is painted so is seen.
    const checks = { 'color-contrast': { options: { ignorePseudo: true } } };
    const options = { runOnly: ['color-contrast'], checks };
    return axe.run(document, options);
  });
}
