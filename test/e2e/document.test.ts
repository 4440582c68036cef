import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { launchBrowser } from './demo-page.ts';
import { startDemo, type DemoProcess } from './demo-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rivulet-e2e-documents-'));
let browser: Browser;
let server: DemoProcess;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startDemo(['--documents', folder]);
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Somebody with a browser of his own comes to a document. */
async function person(name: string, address = `${server.url}#document`) {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByLabel('Your name').fill(name);
  const field = page.getByRole('textbox', { name: 'Shared text' });
  await field.waitFor();
  await page.getByText('Saved', { exact: true }).waitFor();
  return { page, field, text: () => field.inputValue() };
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

describe('a document of two', () => {
  it('is written by both at once, with their carets, and found again after a reload', async () => {
    const ann = await person('Ann');
    const bob = await person('Bob', ann.page.url());
    await ann.page.getByRole('listitem').filter({ hasText: 'Bob' }).waitFor();
    await ann.field.press('ControlOrMeta+Home');
    await ann.field.pressSequentially('first line\n');
    await eventually(async () => expect(await bob.text()).toBe('first line\n'));
    await bob.field.press('ControlOrMeta+End');
    await ann.field.press('ControlOrMeta+Home');
    await Promise.all([
      ann.field.pressSequentially('by Ann: ', { delay: 20 }),
      bob.field.pressSequentially('by Bob', { delay: 20 }),
    ]);
    await eventually(async () => {
      expect(await ann.text()).toBe('by Ann: first line\nby Bob');
      expect(await bob.text()).toBe('by Ann: first line\nby Bob');
    });
    await ann.page.locator('.rv-text-caret[data-name="Bob"]').waitFor({ state: 'attached' });
    const found = await new AxeBuilder({ page: ann.page }).include('.work-document').analyze();
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await bob.page.reload();
    await eventually(async () => expect(await bob.text()).toBe('by Ann: first line\nby Bob'));
    // What is undone is one's own.
    await ann.field.press('ControlOrMeta+z');
    await eventually(async () => expect(await bob.text()).not.toContain('by Ann'));
    expect(await bob.text()).toContain('by Bob');
  });

  it('has the model write in it, whose text one accepts, or takes back with one undo', async () => {
    const ann = await person('Ann');
    const bob = await person('Bob', ann.page.url());
    await ann.field.fill('About abort: ');
    await ann.page.getByLabel('What the model is to do').fill('How does abort stop the model?');
    await press(ann.page, 'Write here');
    await bob.page.getByText('Written by Model, not accepted yet').waitFor();
    await eventually(async () => {
      expect(await ann.page.getByRole('button', { name: 'Stop writing' }).count()).toBe(0);
      expect((await bob.text()).length).toBeGreaterThan(40);
      expect(await bob.text()).toBe(await ann.text());
    });
    const whole = await ann.text();
    await ann.field.press('ControlOrMeta+z');
    await eventually(async () => expect(await bob.text()).toBe('About abort: '));
    await press(ann.page, 'Redo');
    await eventually(async () => expect(await bob.text()).toBe(whole));
    await press(bob.page, 'Accept');
    await ann.page.getByText('Written by Model, not accepted yet').waitFor({ state: 'detached' });
    expect(await ann.text()).toBe(whole);
  });

  it('goes on when the server is killed and comes back, with what was typed meanwhile', async () => {
    const ann = await person('Ann');
    const bob = await person('Bob', ann.page.url());
    await ann.field.fill('kept ');
    await eventually(async () => expect(await bob.text()).toBe('kept '));
    const { port } = server;
    await server.kill();
    await ann.page.getByText('Connection lost.').waitFor();
    await ann.field.press('ControlOrMeta+End');
    await ann.field.pressSequentially('and meanwhile');
    server = await startDemo(['--documents', folder], port);
    await eventually(async () => expect(await bob.text()).toBe('kept and meanwhile'), {
      timeout: 60_000,
    });
    await ann.page.getByText('Saved', { exact: true }).waitFor();
    const cy = await person('Cy', ann.page.url());
    await eventually(async () => expect(await cy.text()).toBe('kept and meanwhile'));
  });

  it('is the same for five who type at once', async () => {
    const first = await person('Person 0');
    const others = await Promise.all(
      [1, 2, 3, 4].map((index) => person(`Person ${index}`, first.page.url())),
    );
    const people = [first, ...others];
    await Promise.all(
      people.map(({ field }, index) =>
        field.pressSequentially(`${index}`.repeat(8), { delay: 15 }),
      ),
    );
    await eventually(async () => {
      const texts = await Promise.all(people.map(({ text }) => text()));
      expect(texts[0]).toHaveLength(40);
      expect(new Set(texts).size).toBe(1);
    });
    const list = first.page.getByRole('list', { name: 'In this text' });
    await eventually(async () => expect(await list.getByRole('listitem').count()).toBe(5));
  });
});
