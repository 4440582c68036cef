import { describe, expect, it } from 'vitest';
import type { Bench } from './bench.ts';

/** What a reader has selected with the mouse. */
export function describeSelecting(bench: Bench): void {
  describe('selecting', () => {
    it.each([
      ['a paragraph that is finished', 'Water finds its way.\n\nAnd then ', 'finds its'],
      ['the paragraph that grows', 'Water finds its way ', 'finds its'],
      ['code that grows', '```ts\nconst water = 1;\n', 'water = 1'],
      ['the list that grows', '- Water finds\n- its way ', 'finds'],
    ])('outlives the growth of the answer in %s', async (_name, beginning, selected) => {
      const answer = await bench.ask();
      const { page } = bench;
      answer.write(beginning);
      await page.untilShown(selected);
      await page.select(selected);
      await page.until(selected, selection);
      for (const more of ['round it', ' and on', '\n\nNext.']) {
        answer.write(more);
        await page.untilShown(more.trim());
        expect(await page.run(selection)).toBe(selected);
      }
      answer.end();
      await page.untilThere('[data-end="complete"]');
      expect(await page.run(selection)).toBe(selected);
    });
  });
}

const selection = () => String(getSelection());
