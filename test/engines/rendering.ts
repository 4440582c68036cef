import { beforeAll, describe, expect, it } from 'vitest';
import { type Bench, benchFor } from './bench.ts';
import { startChromium } from './drivers/start-chromium.ts';
import type { EnginePage } from './engine-page.ts';
import { sample } from './sample.ts';

/** What an answer looks like, beside Chromium. */
export function describeRendering(bench: Bench): void {
  describe('rendering', () => {
    const chromium = benchFor(startChromium);
    beforeAll(async () => {
      for (const each of [bench, chromium]) {
        await each.show(sample);
        await each.page.untilThere('pre .rv-token');
        await each.page.untilThere('details');
        // Words that still fade in stand in elements of their own.
        await each.page.untilGone('.rv-new');
      }
    });

    it.each([
      ['h1 code', 1],
      ['ol > li > ul > li', 2],
      ['input[type="checkbox"]', 2],
      ['input[type="checkbox"]:checked', 1],
      ['table td', 4],
      ['pre .rv-token-keyword', 1],
      ['blockquote.rv-alert', 1],
      ['details kbd', 1],
    ])('shows %s', async (selector, count) => {
      const shown = await bench.page.run(
        (wanted) => document.querySelectorAll(`.rv-markdown :is(${wanted})`).length,
        selector,
      );
      expect(shown).toBe(count);
    });

    it('makes the elements that Chromium makes', async () => {
      expect(await elementsOf(bench.page)).toEqual(await elementsOf(chromium.page));
    });

    it('gives them the styles that Chromium gives them', async () => {
      expect(await stylesOf(bench.page)).toEqual(await stylesOf(chromium.page));
    });
  });
}

/** The answer as HTML, a line for each tag. */
async function elementsOf(page: EnginePage): Promise<string[]> {
  const html = await page.run(() => document.querySelector('.rv-markdown')?.outerHTML ?? '');
  return html.split(/(?=<)/);
}

/** How each element of the answer looks, as exactly as engines agree in counting; boxes to tick each draws its own way. */
function stylesOf(page: EnginePage): Promise<string[]> {
  return page.run(() =>
    [...document.querySelectorAll('.rv-markdown, .rv-markdown :not(input)')].map((element) => {
      const style = getComputedStyle(element);
      const names = [
        'display',
        'color',
        'background-color',
        'font-size',
        'font-weight',
        'font-style',
        'text-align',
        'white-space',
        'list-style-type',
        'padding-inline-start',
        'border-block-start-width',
      ];
      const values = names.map((name) => {
        const value = style.getPropertyValue(name).replace(/^left$/, 'start');
        return `${name}: ${value.replace(/\d+\.\d+/g, (number) => Number(number).toFixed(2))}`;
      });
      return `${element.localName}.${element.className} { ${values.join('; ')} }`;
    }),
  );
}
