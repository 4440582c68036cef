import { describe, expect, it } from 'vitest';
import type { Bench } from './bench.ts';
import { eventually } from './engine-page.ts';
import { sample } from './sample.ts';

/** An answer as it arrives. */
export function describeStreaming(bench: Bench): void {
  describe('streaming', () => {
    it('shows what has arrived, takes nothing back, and ends complete', async () => {
      const answer = await bench.ask();
      const { page } = bench;
      await page.run(watchText);
      const [beginning, middle, end] = withoutHtml.split(/(?=\| name)|(?=> A quotation)/);
      answer.write(beginning ?? '');
      await page.untilShown('to do');
      answer.write(middle ?? '');
      await page.untilShown('count: number');
      expect(await page.run(isComplete)).toBe(false);
      answer.end(end);
      await page.until(true, isComplete);
      await page.untilShown('Its ground.');
      const shown = await page.run(() => (window as unknown as { shown: string[] }).shown);
      expect(shown.length).toBeGreaterThanOrEqual(3);
      const whole = shown.at(-1) ?? '';
      expect(shown.filter((text) => !whole.startsWith(text))).toEqual([]);
    });

    it('stops at Escape, keeps what was shown, and lets go of the server', async () => {
      const answer = await bench.ask();
      const { page } = bench;
      answer.write('Half an answer ');
      await page.untilShown('Half an answer');
      await page.driver.press('Escape');
      await page.untilThere('[data-end="aborted"]');
      await eventually(() => expect(answer.isAborted).toBe(true));
      expect((await page.text()).trim()).toBe('Half an answer');
    });
  });
}

// Raw HTML is shown once what cleans it has loaded, in the middle of what was shown before.
const withoutHtml = sample.replace(/<details.*\n/, '');

const isComplete = () => document.querySelector('[data-end="complete"]') !== null;

/** Writes down every text that the answer shows, without white space and furniture. */
function watchText(): void {
  const shown: string[] = [];
  Object.assign(window, { shown });
  new MutationObserver(() => {
    const answer = document.querySelector('[data-role="assistant"] .rv-markdown');
    const copy = answer?.cloneNode(true) as Element | undefined;
    for (const chrome of copy?.querySelectorAll('[data-chrome]') ?? []) chrome.remove();
    const text = (copy?.textContent ?? '').replace(/\s+/g, '');
    if (text !== shown.at(-1)) shown.push(text);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}
