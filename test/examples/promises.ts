import type { Browser, BrowserContext, Page } from 'playwright';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  inject,
  it,
  onTestFailed,
} from 'vitest';
import { launchBrowser } from '../e2e/demo-page.ts';
import { eventually } from '../eventually.ts';
import { ExampleApp, type ExampleOptions } from './example-app.ts';

/** Ways to drive an example, for tests of its own. */
export interface Driver {
  /** The example, once it is there. */
  app(): ExampleApp;
  /** Opens its page in a tab of the test's own browser. */
  open(): Promise<Page>;
  /** Opens its page, asks, and does not wait for the answer. */
  ask(question: string): Promise<Page>;
}

/** Holds an example to what the kit promises, in a browser. */
export function promises(options: ExampleOptions): Driver {
  let app: ExampleApp;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    [app, browser] = await Promise.all([
      ExampleApp.install(inject('tarball'), options),
      launchBrowser(),
    ]);
    await app.start();
  });
  afterAll(async () => {
    await Promise.all([app?.remove(), browser?.close()]);
  });
  beforeEach(async () => {
    context = await browser.newContext();
    onTestFailed(() => console.error(app.printed));
  });
  afterEach(() => context.close());

  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(app.url);
    return page;
  };
  const ask = async (question: string): Promise<Page> => {
    const page = await open();
    await page.getByRole('textbox').fill(question);
    await page.getByRole('button', { name: 'Send' }).click();
    return page;
  };

  it('answers, and takes up the same message after a reload in mid-answer', async () => {
    const page = await ask('Count to 150');
    await answerOf(page).getByText('1 2 3').waitFor();
    await page.reload();
    expect(await textOf(page, 'complete')).toContain(countTo(150));
    expect(await page.locator('[data-role="assistant"]').count()).toBe(1);
    expect([app.reports('asked “Count to 150”'), app.reports('stopped')]).toEqual([1, 0]);
  });

  it('shows the answer in a second tab, whose stop reaches the model', async () => {
    const page = await ask('Count to 100000');
    await answerOf(page).getByText('1 2 3').waitFor();
    const other = await open();
    await answerOf(other).getByText('1 2 3').waitFor();
    const before = app.reports('stopped');
    await other.getByRole('button', { name: 'Stop' }).click();
    await eventually(() => expect(app.reports('stopped') - before).toBe(1));
    for (const tab of [page, other]) expect(await textOf(tab, 'aborted')).toContain(countTo(3));
  });

  it('answers a question once that arrives twice', async () => {
    const page = await open();
    const texts = await page.evaluate(async () => {
      const parts = [{ type: 'text', text: 'Twice' }];
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ id: 'twice', messages: [{ id: 'u1', role: 'user', parts }] }),
      };
      // The first visit has no name yet, and the second copy comes with the one it is given.
      await fetch('/api/chats/twice/active');
      const answers = [fetch('/api/chat', init), fetch('/api/chat', init)];
      return Promise.all(answers.map(async (answer) => (await answer).text()));
    });
    expect(texts[0]).toContain('**Twice**');
    expect(texts[1]).toBe(texts[0]);
    expect(app.reports('asked “Twice”')).toBe(1);
  });

  it('says what is wrong in the words of the server', async () => {
    const page = await ask('Fail');
    expect(await textOf(page, 'error')).toContain('The model is busy. Ask again soon.');
  });

  return { app: () => app, open, ask };
}

/** The newest answer. */
export const answerOf = (page: Page) => page.locator('[data-role="assistant"]').last();

/** What the stand-in of a model says when it is to count. */
export const countTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1).join(' ');

/** The text of the newest answer, once it has ended so. */
export async function textOf(page: Page, end: string): Promise<string> {
  const answer = page.locator(`[data-role="assistant"][data-end="${end}"]`).last();
  await answer.waitFor();
  return (await answer.innerText()).replace(/\s+/g, ' ');
}
