import { afterAll, beforeAll, expect } from 'vitest';
import type { Answer } from './answer.ts';
import type { Engine } from './drivers/driver.ts';
import { EnginePage, eventually } from './engine-page.ts';
import { PageServer } from './page-server.ts';

/** What the tests of one engine share: the engine, its tab, and the server of its page. */
export interface Bench {
  readonly page: EnginePage;
  /** Opens the page anew, types a question, and gives the answer to be written. */
  ask(question?: string): Promise<Answer>;
  /** Opens the page anew and has it show a whole answer. */
  show(markdown: string): Promise<void>;
}

/** Starts an engine before the tests around and ends it after them. */
export function benchFor(start: () => Promise<Engine>): Bench {
  let engine: Engine | undefined;
  let server: PageServer | undefined;
  let page: EnginePage | undefined;

  beforeAll(async () => {
    [engine, server] = await Promise.all([start(), PageServer.start()]);
    page = new EnginePage(engine.driver);
  });
  afterAll(async () => {
    await engine?.close();
    server?.close();
  });

  const bench: Bench = {
    get page() {
      return there(page);
    },
    async ask(question = 'Well?') {
      const { url, answers } = there(server);
      const before = answers.length;
      await bench.page.open(`${url}?${before}`);
      await bench.page.untilThere('textarea');
      // The field glides to its place, and a click goes where it was.
      await bench.page.until(0, () => document.getAnimations().length);
      await bench.page.click('textarea');
      await bench.page.driver.type(question);
      await bench.page.driver.press('Enter');
      await eventually(() => expect(answers).toHaveLength(before + 1));
      return there(answers.at(-1));
    },
    async show(markdown) {
      const answer = await bench.ask();
      answer.end(markdown);
      await bench.page.untilThere('[data-end="complete"]');
    },
  };
  return bench;
}

function there<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('It is not there yet.');
  return value;
}
