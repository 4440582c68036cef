import { describe, expect, it } from 'vitest';
import type { Bench } from './bench.ts';
import { sample } from './sample.ts';

/** The clipboard, as another field of the page gets it. */
export function describeCopying(bench: Bench): void {
  describe('copying', () => {
    it('gives the code of a block by its button', async () => {
      await bench.show(sample);
      await bench.page.untilThere('pre button');
      await bench.page.click('pre button');
      expect((await paste(bench)).text).toBe('// Counts.\nconst count: number = [1, 2].length;');
    });

    it('gives the markdown of what is selected, and clean HTML beside it', async () => {
      await bench.show(sample);
      await bench.page.select('A paragraph', 'again');
      await bench.page.driver.press('Control+c');
      const { text, html } = await paste(bench);
      expect(text).toBe(sample.slice(sample.indexOf('A paragraph'), sample.indexOf('\n\n- [x]')));
      expect(html).toContain('<strong>bold</strong>');
      expect(html).not.toMatch(/data-|<button|rv-/);
    });
  });
}

/** Pastes into the message field. */
async function paste({ page }: Bench): Promise<{ text: string; html: string }> {
  await page.run(() => {
    addEventListener('paste', ({ clipboardData }) => {
      const html = clipboardData?.getData('text/html');
      const text = clipboardData?.getData('text/plain');
      Object.assign(window, { pasted: { text, html } });
    });
  });
  await page.click('textarea');
  await page.driver.press('Control+v');
  await page.until(true, () => 'pasted' in window);
  return page.run(() => (window as unknown as { pasted: { text: string; html: string } }).pasted);
}
