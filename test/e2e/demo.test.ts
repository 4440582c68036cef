import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DemoPage, launchBrowser } from './demo-page.ts';
import type { DemoProcess } from './demo-process.ts';
import { startDemo } from './demo-process.ts';

const longQuestion = 'Show me everything the renderer can do';
let browser: Browser;
let server: DemoProcess;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startDemo();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe('the demo', () => {
  it('streams an answer of the bundled model and renders its markdown', async () => {
    const demo = await DemoPage.open(browser, server.url);
    await demo.ask('Show me a chat in 12 lines');
    await demo.waitForText(20);
    expect(await demo.stopButton.isVisible()).toBe(true);
    await demo.waitForEnd('complete');
    expect(await demo.answer.locator('pre').count()).toBeGreaterThan(0);
    expect(await demo.answerText()).toContain('useStreamingChat');
  });

  it('says which model it runs', async () => {
    const demo = await DemoPage.open(browser, server.url);
    const note = demo.page.getByText('tiny bundled model, knows only this kit').first();
    await note.waitFor();
    expect(await note.isVisible()).toBe(true);
  });

  it('answers a suggested question with one click', async () => {
    const demo = await DemoPage.open(browser, server.url);
    await demo.page.getByRole('button', { name: 'How were you trained?' }).click();
    await demo.waitForEnd('complete');
    expect((await demo.answerText()).length).toBeGreaterThan(100);
  });

  it('stops at once, keeps the text, and stops the model', async () => {
    const demo = await DemoPage.open(browser, server.url);
    const accepted = demo.page.waitForResponse(
      (response) => response.url().endsWith('/api/chat') && response.request().method() === 'POST',
    );
    await demo.ask(longQuestion);
    const run = (await accepted).headers()['x-run-id'];
    await demo.waitForText(60);
    const cancelled = demo.page.waitForResponse((response) => response.url().includes('/cancel'));
    await demo.stopButton.click();
    await demo.waitForEnd('aborted');
    const text = await demo.answerText();
    expect(text.length).toBeGreaterThanOrEqual(60);
    expect((await cancelled).status()).toBe(200);
    // The run belongs to the browser that asked, so only with its cookie can it be seen.
    expect((await fetch(`${server.url}/api/runs/${run}`)).status).toBe(404);
    const ended = await (await demo.page.request.get(`${server.url}/api/runs/${run}`)).json();
    expect(ended).toMatchObject({ message: { end: 'aborted' } });
    expect(await demo.answerText()).toBe(text);
  });

  it('goes on with a stopped answer', async () => {
    const demo = await DemoPage.open(browser, server.url);
    await demo.ask(longQuestion);
    await demo.waitForText(60);
    await demo.stopButton.click();
    await demo.waitForEnd('aborted');
    const begun = await demo.answerText();
    await demo.page.getByRole('button', { name: 'Continue' }).click();
    await demo.waitForEnd('complete');
    const whole = await demo.answerText();
    expect(whole.startsWith(begun)).toBe(true);
    expect(whole.length).toBeGreaterThan(begun.length);
    expect(await demo.answers.count()).toBe(1);
  });

  it('answers anew in the place of the old answer', async () => {
    const demo = await DemoPage.open(browser, server.url);
    await demo.ask('How were you trained?');
    await demo.waitForEnd('complete');
    const first = await demo.answerText();
    await demo.answer.hover();
    await demo.page
      .getByRole('button', { name: /regenerate|answer again/i })
      .last()
      .click();
    await demo.stopButton.waitFor();
    await demo.waitForEnd('complete');
    expect(await demo.answers.count()).toBe(1);
    expect(await demo.answerText()).toBe(first);
  });

  it('goes on in the same message after a reload in mid-answer', async () => {
    const whole = await DemoPage.open(browser, server.url);
    await whole.ask(longQuestion);
    await whole.waitForEnd('complete');
    // What shows raw HTML loads with the first of it.
    await whole.answer.locator('kbd').last().waitFor();
    const expected = await whole.answerText();

    const demo = await DemoPage.open(browser, server.url);
    let posts = 0;
    demo.page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/chat')) posts += 1;
    });
    await demo.ask(longQuestion);
    await demo.waitForText(100);
    const id = await demo.answer.getAttribute('data-message-id');
    await demo.page.reload();
    await demo.waitForText(100);
    expect(await demo.answer.getAttribute('data-message-id')).toBe(id);
    await demo.waitForEnd('complete');
    await demo.answer.locator('kbd').last().waitFor();
    expect(await demo.answers.count()).toBe(1);
    expect(await demo.answerText()).toBe(expected);
    expect(posts).toBe(1);
  });

  it('keeps two tabs of one browser apart', async () => {
    const context = await browser.newContext();
    const [left, right] = await Promise.all([
      DemoPage.open(browser, server.url, context),
      DemoPage.open(browser, server.url, context),
    ]);
    await Promise.all([left.ask('Show me a chat in 12 lines'), right.ask('How were you trained?')]);
    await Promise.all([left.waitForEnd('complete'), right.waitForEnd('complete')]);
    expect(await left.answerText()).toContain('useStreamingChat');
    expect(await right.answerText()).not.toContain('useStreamingChat');
  });

  it('gives a question that is too long back to the composer and says the limit', async () => {
    const demo = await DemoPage.open(browser, server.url);
    const question = 'why '.repeat(4000).trim();
    await demo.ask(question);
    await demo.page.getByRole('alert').waitFor();
    expect(await demo.page.getByRole('alert').textContent()).toMatch(/\d/);
    expect(await demo.input.inputValue()).toBe(question);
    expect(await demo.answers.count()).toBe(0);
  });

  it('says once where the memory of its model begins', async () => {
    const demo = await DemoPage.open(browser, server.url);
    const note = demo.page.locator('.rv-memory-start');
    const questions = ['How were you trained?', 'Who are you?', 'What is a token?', 'What is SSE?'];
    for (const [turn, question] of questions.entries()) {
      await demo.ask(question);
      await demo.page.locator('[data-end="complete"]').nth(turn).waitFor();
      expect(await note.count()).toBe(turn < 2 ? 0 : 1);
    }
    const below = demo.page.locator('.rv-memory-start + *');
    expect(await below.innerText()).toContain('What is a token?');
  });

  it('is used by the keyboard alone', async () => {
    const demo = await DemoPage.open(browser, server.url);
    await demo.input.focus();
    await demo.page.keyboard.type(longQuestion);
    await demo.page.keyboard.press('Enter');
    await demo.waitForText(40);
    await demo.page.keyboard.press('Escape');
    await demo.waitForEnd('aborted');
    await demo.page.keyboard.type('How were you trained?');
    await demo.page.keyboard.press('Enter');
    await demo.waitForEnd('complete');
    expect(await demo.answers.count()).toBe(2);
  });

  it.each(['light', 'dark'] as const)('has no accessibility fault in %s', async (colorScheme) => {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
    const demo = new DemoPage(await context.newPage());
    await demo.page.goto(server.url);
    await demo.ask(longQuestion);
    await demo.waitForEnd('complete');
    const { violations } = await new AxeBuilder({ page: demo.page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it('runs under its strict Content-Security-Policy without a complaint', async () => {
    const demo = await DemoPage.open(browser, server.url);
    const complaints: string[] = [];
    demo.page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    const response = await demo.page.reload();
    expect(response?.headers()['content-security-policy']).toContain("script-src 'self'");
    await demo.ask(longQuestion);
    await demo.waitForEnd('complete');
    expect(complaints).toEqual([]);
  });
});
