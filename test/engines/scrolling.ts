import { describe, expect, it } from 'vitest';
import type { Bench } from './bench.ts';
import type { EnginePage } from './engine-page.ts';

/** The list, which stays at its end until its reader scrolls up. */
export function describeScrolling(bench: Bench): void {
  describe('scrolling', () => {
    it('stays at the end while the answer grows', async () => {
      const answer = await bench.ask();
      for (let turn = 1; turn <= 4; turn += 1) {
        answer.write(paragraphs(10, turn));
        await bench.page.untilShown(`End of ${turn}.`);
        await bench.page.until(true, isAtEnd);
      }
      expect(await bench.page.run(overflow)).toBeGreaterThan(1000);
    });

    it('lets go at the wheel, stands still, and follows again by the button', async () => {
      const answer = await bench.ask();
      const { page } = bench;
      answer.write(paragraphs(30, 1));
      await page.untilShown('End of 1.');
      await page.until(true, isAtEnd);
      await page.driver.wheel({ x: 300, y: 200 }, -300);
      await page.untilThere('.rv-jump');
      const place = await settledPlace(page);
      answer.write(paragraphs(30, 2));
      await page.untilShown('End of 2.');
      expect(Math.abs((await settledPlace(page)) - place)).toBeLessThan(2);
      await page.click('.rv-jump');
      await page.until(true, isAtEnd);
      await page.until(false, () => document.querySelector('.rv-jump') !== null);
      answer.end(paragraphs(10, 3));
      await page.untilThere('[data-end="complete"]');
      await page.until(true, isAtEnd);
    });
  });
}

function paragraphs(count: number, turn: number): string {
  return `${'Water finds its way. And so it does.\n\n'.repeat(count)}End of ${turn}.\n\n`;
}

function isAtEnd(): boolean {
  const log = document.querySelector('[role="log"]');
  return log !== null && log.scrollHeight - log.clientHeight - log.scrollTop <= 1;
}

function overflow(): number {
  const log = document.querySelector('[role="log"]');
  return log ? log.scrollHeight - log.clientHeight : 0;
}

/** Where the paragraph that a reader looks at stands, once ten frames have left it there. */
function settledPlace(page: EnginePage): Promise<number> {
  return page.run(async () => {
    const watched = window as unknown as { seen?: Element | undefined };
    const log = document.querySelector('[role="log"]')?.getBoundingClientRect();
    watched.seen ??= [...document.querySelectorAll('.rv-markdown p')].find(
      (paragraph) => paragraph.getBoundingClientRect().top > (log?.top ?? 0) + 100,
    );
    const look = () => watched.seen?.getBoundingClientRect().top ?? 0;
    let place = look();
    for (let still = 0; still < 10; still += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (look() !== place) still = -1;
      place = look();
    }
    return place;
  });
}
