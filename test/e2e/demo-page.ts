import type { Browser, BrowserContext, Locator, Page } from 'playwright';
import { chromium } from 'playwright';
import { chromiumLaunch } from '../chromium.ts';

/** Starts the Chromium that the end-to-end tests drive. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch(chromiumLaunch());
}

/** The demo page as its user sees it. */
export class DemoPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the page in a new tab, of a browser that shares nothing with others unless `context` is given. */
  static async open(browser: Browser, url: string, context?: BrowserContext): Promise<DemoPage> {
    context ??= await browser.newContext({ reducedMotion: 'reduce' });
    const demo = new DemoPage(await context.newPage());
    await demo.page.goto(url);
    await demo.input.waitFor();
    return demo;
  }

  get input(): Locator {
    return this.page.getByRole('textbox');
  }

  get stopButton(): Locator {
    return this.page.getByRole('button', { name: /^stop/i });
  }

  /** All assistant messages, oldest first. */
  get answers(): Locator {
    return this.page.locator('[data-role="assistant"]');
  }

  /** The newest assistant message. */
  get answer(): Locator {
    return this.answers.last();
  }

  /** Types a question and presses Enter. */
  async ask(question: string): Promise<void> {
    await this.input.fill(question);
    await this.input.press('Enter');
  }

  /** Waits until the newest answer has ended in the given way. */
  async waitForEnd(end: string): Promise<void> {
    await this.page.locator(`[data-role="assistant"][data-end="${end}"]`).last().waitFor();
  }

  /** Waits until the newest answer shows at least `length` characters. */
  async waitForText(length: number): Promise<void> {
    await this.page.waitForFunction((least) => {
      const newest = [...document.querySelectorAll('[data-role="assistant"] .rv-markdown')].at(-1);
      return (newest?.textContent ?? '').length >= least;
    }, length);
  }

  /** The text of the newest answer, without the furniture around it. */
  answerText(): Promise<string> {
    return this.page.evaluate(() => {
      const newest = [...document.querySelectorAll('[data-role="assistant"] .rv-markdown')].at(-1);
      const copy = newest?.cloneNode(true) as Element | undefined;
      for (const chrome of copy?.querySelectorAll('[data-chrome]') ?? []) chrome.remove();
      return copy?.textContent ?? '';
    });
  }
}
