import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DemoPage, launchBrowser } from './demo-page.ts';
import { startDemo } from './demo-process.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

it('shows a cut answer as cut when the server dies, and recovers when it is back', async () => {
  const first = await startDemo();
  const demo = await DemoPage.open(browser, first.url);
  await demo.ask('Show me everything the renderer can do');
  await demo.waitForText(80);
  const before = await demo.answerText();
  await first.kill();
  await demo.page
    .getByText(/reconnecting/i)
    .first()
    .waitFor();

  const second = await startDemo([], first.port);
  try {
    await demo.waitForEnd('truncated');
    expect((await demo.answerText()).startsWith(before.trimEnd())).toBe(true);
    await demo.page
      .getByRole('button', { name: /retry|try again/i })
      .first()
      .click();
    await demo.waitForEnd('complete');
    expect(await demo.answers.count()).toBe(1);
  } finally {
    expect(await second.stop()).toBe(0);
  }
});
