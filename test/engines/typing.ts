import { describe, expect, it } from 'vitest';
import type { Bench } from './bench.ts';
import { eventually } from './engine-page.ts';

/** The keyboard. */
export function describeTyping(bench: Bench): void {
  describe('typing', () => {
    it('sends at Enter what was typed', async () => {
      const answer = await bench.ask('What is “größer”?');
      expect(answer.question).toBe('What is “größer”?');
      await bench.page.until(['What is “größer”?', ''], () => [
        document.querySelector('[data-role="user"] .rv-message-body')?.textContent,
        document.querySelector('textarea')?.value,
      ]);
    });

    it('writes a new line at Shift and Enter, in a field that grows', async () => {
      await bench.show('Well.');
      const { driver } = bench.page;
      const low = await bench.page.run(fieldHeight);
      await driver.type('one');
      await driver.press('Shift+Enter');
      await driver.type('two');
      await bench.page.until('one\ntwo', () => document.querySelector('textarea')?.value);
      await eventually(async () =>
        expect(await bench.page.run(fieldHeight)).toBeGreaterThan(low + 10),
      );
    });
  });
}

const fieldHeight = () => document.querySelector('textarea')?.clientHeight ?? 0;
