import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { launchBrowser } from './demo-page.ts';
import type { DemoProcess } from './demo-process.ts';
import { startDemo } from './demo-process.ts';

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

/** Opens one of the page's demos in a browser of its own. */
async function open(place: string): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${server.url}#${place}`);
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

describe('the demos of streams that are no chat', () => {
  it('draw a picture from coarse to sharp, which is still there after a reload', async () => {
    const page = await open('picture');
    await press(page, 'Draw');
    const picture = page.locator('.work-picture img');
    await picture.waitFor();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    const sides = () => picture.evaluate((img: HTMLImageElement) => img.naturalWidth);
    await eventually(async () => expect(await sides()).toBe(32));
    await page.reload();
    await eventually(async () => expect(await sides()).toBe(32));
  });

  it('read a text step by step, and leave out what is not there', async () => {
    const page = await open('text');
    await page.getByLabel('The text, in English').fill('I love Berlin. Marie Curie was there.');
    await press(page, 'Analyse');
    const steps = page.getByRole('listitem');
    await steps.filter({ hasText: 'entities' }).getByText('Marie Curie').waitFor();
    await steps.filter({ hasText: 'sentiment' }).getByText('positive').waitFor();
    await eventually(async () =>
      expect(await steps.filter({ hasText: 'translation' }).textContent()).toMatch(/skipped|done/),
    );
  });

  it('work through a long list, and go on after a reload', async () => {
    const page = await open('list');
    await page.getByLabel('How many lines').fill('10000');
    await press(page, 'Process');
    await page.getByRole('progressbar').waitFor();
    await page.reload();
    await page.getByText('10000 lines, 88894 characters').waitFor();
    expect(await page.locator('.work-rows li').last().textContent()).toContain('LINE 10000');
  });

  it('are done in a chat where they are asked for, as tools', async () => {
    const page = await open('chat');
    const ask = async (question: string) => {
      await page.getByRole('textbox', { name: 'Message' }).fill(question);
      await page.keyboard.press('Enter');
    };
    await ask('Draw a red sun over the sea');
    const picture = page.locator('.work-picture img');
    const sides = () => picture.evaluate((img: HTMLImageElement) => img.naturalWidth);
    await eventually(async () => expect(await sides()).toBe(32));
    await ask('Analyse this text: I love Berlin. Marie Curie was there.');
    // A message is an item of a list itself.
    const steps = page.locator('.rv-step');
    await steps.filter({ hasText: 'entities' }).getByText('Marie Curie').waitFor();
    await page.getByText('That is what').waitFor();
    await page.reload();
    await steps.filter({ hasText: 'sentiment' }).getByText('positive').waitFor();
    await eventually(async () => expect(await sides()).toBe(32));
  });

  it('count for everybody at once', async () => {
    const pages = [await open('live'), await open('live')];
    for (const page of pages) await press(page, 'Look');
    const counts = () =>
      Promise.all(
        pages.map(async (page) => Number(await page.locator('.work-count').textContent())),
      );
    await eventually(async () => {
      const [one = 0, two = 0] = await counts();
      expect(Math.min(one, two)).toBeGreaterThan(5);
      // The second has joined what the first began.
      expect(Math.abs(one - two)).toBeLessThan(20);
    });
    for (const page of pages) await press(page, 'Stop');
  });
});
