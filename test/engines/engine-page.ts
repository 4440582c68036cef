import { assert, vi } from 'vitest';
import type { Driver, Point } from './drivers/driver.ts';

/** The tab of an engine, with what the tests ask of it again and again. */
export class EnginePage {
  readonly driver: Driver;

  constructor(driver: Driver) {
    this.driver = driver;
  }

  /** Opens a page that is not the one that is open. */
  async open(url: string): Promise<void> {
    await this.driver.open(url);
    // WebKit's driver may come back before the page has.
    await this.until([url, 'complete'], () => [location.href, document.readyState]);
  }

  /**
   * Runs a function in the page; nothing from around it is there, and what goes in and out is JSON. What is to be found
   * again goes on `window`: Firefox gives each script a global object of its own.
   */
  async run<Args extends unknown[], Result>(
    task: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result> {
    const list = args.map((arg) => JSON.stringify(arg)).join(', ');
    return (await this.driver.evaluate(`(${String(task)})(${list})`)) as Result;
  }

  /** Waits until a function in the page answers with that. */
  until<Args extends unknown[], Result>(
    wanted: Result,
    task: (...args: Args) => Result,
    ...args: Args
  ): Promise<void> {
    return eventually(async () => assert.deepEqual(await this.run(task, ...args), wanted));
  }

  /** Waits until there is such an element. */
  untilThere(selector: string): Promise<void> {
    return this.until(true, (wanted) => document.querySelector(wanted) !== null, selector);
  }

  /** Waits until no element fits a selector any more. */
  untilGone(selector: string): Promise<void> {
    return this.until(true, (wanted) => document.querySelector(wanted) === null, selector);
  }

  /** Waits until the newest answer shows that text. */
  untilShown(text: string): Promise<void> {
    return eventually(async () => assert.include(await this.text(), text));
  }

  /** The text of the newest answer, without furniture and white space, which engines count differently. */
  text(): Promise<string> {
    return this.run(() => {
      const newest = [...document.querySelectorAll('[data-role="assistant"] .rv-markdown')].at(-1);
      const copy = newest?.cloneNode(true) as Element | undefined;
      for (const chrome of copy?.querySelectorAll('[data-chrome]') ?? []) chrome.remove();
      return copy?.textContent ?? '';
    });
  }

  /** Clicks into the middle of an element once it is there, as a hand does. */
  async click(selector: string): Promise<void> {
    await this.untilThere(selector);
    const middle = await this.run((wanted) => {
      const element = document.querySelector(wanted);
      element?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      const box = element?.getBoundingClientRect();
      return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }, selector);
    if (!middle) throw new Error(`There is no ${selector}`);
    await this.driver.drag(middle, middle);
  }

  /** Selects from the first character of one text to behind the last of another, as a hand does with the mouse. */
  async select(first: string, last = first): Promise<void> {
    const from = await this.#edge(first, 'start');
    const to = await this.#edge(last, 'end');
    await this.driver.drag(from, to);
  }

  /** Where the first such text of the newest answer begins or ends, whatever elements it goes through. */
  async #edge(text: string, side: 'start' | 'end'): Promise<Point> {
    const place = await this.run(
      (wanted, isStart) => {
        const newest = [...document.querySelectorAll('[data-role="assistant"]')].at(-1);
        const walker = document.createTreeWalker(newest ?? document, NodeFilter.SHOW_TEXT);
        const found = newest?.textContent.indexOf(wanted) ?? -1;
        if (found < 0) return undefined;
        // The character whose edge it is.
        let left = isStart ? found : found + wanted.length - 1;
        while (walker.nextNode()) {
          const node = walker.currentNode as Text;
          if (left < node.length) {
            const range = document.createRange();
            range.setStart(node, left);
            range.setEnd(node, left + 1);
            if (isStart)
              node.parentElement?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
            const { left: before, right, top, height } = range.getBoundingClientRect();
            return { x: isStart ? before : right, y: top + height / 2 };
          }
          left -= node.length;
        }
        return undefined;
      },
      text,
      side === 'start',
    );
    if (!place) throw new Error(`No “${text}” is shown`);
    return place;
  }
}

/** Tries again until it holds, for as long as a page may take on a machine that has other work. */
export async function eventually(holds: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(holds, { timeout: 60_000, interval: 25 });
}
