import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoPage, launchBrowser } from './demo-page.ts';
import type { DemoProcess } from './demo-process.ts';
import { startDemo } from './demo-process.ts';
import { chatRow, chooseFile, type Hands } from './hands.ts';
import { KeyboardHands } from './keyboard-hands.ts';
import { TouchHands } from './touch-hands.ts';

interface Means {
  readonly means: string;
  readonly device: BrowserContextOptions;
  readonly hands: (demo: DemoPage) => Hands;
}

const desk: Means = {
  means: 'the keyboard alone',
  device: { viewport: { width: 1280, height: 800 } },
  hands: (demo) => new KeyboardHands(demo),
};
const phone: Means = {
  means: 'touch alone',
  device: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  hands: (demo) => new TouchHands(demo),
};

const notes = {
  name: 'notes.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('Ask for a table.'),
};
const firstQuestion = 'How were you trained?';
const longQuestion = 'Show me everything the renderer can do';
const newName = 'My first day';

let browser: Browser;
let server: DemoProcess;

beforeAll(async () => {
  browser = await launchBrowser();
  // Slower than it could be, so that there is time to stop an answer.
  server = await startDemo(['--pace', '60']);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

// One day: each task begins where the one before has ended.
describe.each([desk, phone])('the first day of a new user, by $means', ({ device, hands: of }) => {
  let demo: DemoPage;
  let hands: Hands;

  const button = (name: string | RegExp): Locator => demo.page.getByRole('button', { name }).last();
  const questions = (): Locator => demo.page.locator('[data-role="user"]');
  const waitForAnswers = (count: number) =>
    demo.page
      .locator('[data-role="assistant"][data-end]')
      .nth(count - 1)
      .waitFor();

  beforeAll(async () => {
    const context = await browser.newContext({ ...device, reducedMotion: 'reduce' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    // What was deleted can be had back for ten seconds, which a busy machine may not keep.
    await context.addInitScript(() => {
      const wait = window.setTimeout.bind(window);
      window.setTimeout = ((act: () => void, delay?: number) =>
        wait(act, delay === 10_000 ? 600_000 : delay)) as typeof setTimeout;
    });
    demo = await DemoPage.open(browser, server.url, context);
    hands = of(demo);
  });

  afterAll(() => demo.page.context().close());

  it('attaches a file, which is in the message, and is told that this model is not shown it', async () => {
    await chooseFile(demo, () => hands.press(button('Attach files')), notes);
    await demo.page.getByRole('list', { name: 'Attached files' }).getByText('notes.txt').waitFor();
    await demo.page.getByText('This model reads text only').waitFor();
    await hands.ask(firstQuestion);
    await questions().getByText('notes.txt').waitFor();
    await questions().getByText('Not shown to the model').waitFor();
    await demo.waitForEnd('complete');
    expect((await demo.answerText()).length).toBeGreaterThan(100);
  });

  it('pastes a picture', async () => {
    await copyPicture(demo);
    await hands.paste();
    await demo.page.getByRole('list', { name: 'Attached files' }).getByRole('listitem').waitFor();
    await hands.ask('Paint a river');
    await questions().last().getByRole('img').first().waitFor();
    await waitForAnswers(2);
    expect(await demo.answers.count()).toBe(2);
  });

  it('finds a word', async () => {
    await hands.openFind();
    const find = demo.page.getByRole('search', { name: 'Find in this chat' });
    await find.getByRole('searchbox').waitFor();
    await hands.write('river');
    await find.getByText(/^1 of [2-9]/).waitFor();
    await hands.nextMatch();
    await find.getByText(/^2 of [2-9]/).waitFor();
    await hands.closeFind();
    await find.waitFor({ state: 'detached' });
    expect(await find.count()).toBe(0);
  });

  it('gives the chat a name', async () => {
    await hands.showChats();
    await hands.renameChat(firstQuestion, newName);
    await chatRow(demo, newName).waitFor();
    await hands.hideChats();
    await expect
      .poll(() => demo.page.getByRole('heading', { name: newName }).isVisible())
      .toBe(true);
  });

  it('deletes the chat, and takes that back', async () => {
    await hands.showChats();
    await hands.deleteChat(newName);
    await chatRow(demo, newName).waitFor({ state: 'detached' });
    await hands.undoDeletion();
    await chatRow(demo, newName).waitFor();
    await hands.hideChats();
    await waitForAnswers(2);
    expect(await demo.answers.count()).toBe(2);
  });

  it('stops an answer and keeps what is there', async () => {
    await hands.ask(longQuestion);
    await demo.waitForText(60);
    await hands.stop();
    await demo.waitForEnd('aborted');
    expect((await demo.answerText()).length).toBeGreaterThanOrEqual(60);
  });

  it('changes the question, which is answered anew', async () => {
    await hands.editQuestion();
    await demo.page.getByRole('textbox', { name: 'Edit message' }).waitFor();
    await hands.sendEdited('Who are you?');
    await questions().last().getByText('Who are you?').waitFor();
    await demo.page
      .locator('[data-role="assistant"]')
      .nth(2)
      .and(demo.page.locator('[data-end="complete"]'))
      .waitFor();
    await expect.poll(() => questions().last().getByLabel('Version 2 of 2').isVisible()).toBe(true);
  });

  it('goes back to the version before', async () => {
    await hands.press(button('Previous version'));
    await questions().last().getByText(longQuestion).waitFor();
    await questions().last().getByLabel('Version 1 of 2').waitFor();
    await demo.waitForEnd('aborted');
    expect(await demo.answers.count()).toBe(3);
  });

  it('allows a tool call', async () => {
    await hands.ask('Book a table, but ask me first');
    await button('Allow').waitFor();
    await hands.press(demo.page.getByRole('button', { name: 'Allow', exact: true }));
    await expect.poll(() => demo.answer.getByText('It is yours').isVisible()).toBe(true);
  });

  it('says that an answer is good, and takes the chat home as a file', async () => {
    await hands.press(demo.answer.getByRole('button', { name: 'Good answer' }));
    await demo.answer.getByRole('button', { name: 'Good answer', pressed: true }).waitFor();
    await hands.press(button('Export'));
    const item = demo.page.getByRole('menuitem', { name: 'JSON' });
    await item.waitFor();
    const [download] = await Promise.all([demo.page.waitForEvent('download'), hands.press(item)]);
    expect(download.suggestedFilename()).toBe(`${newName}.json`);
    const exported = await readFile(await download.path(), 'utf8');
    expect(exported).toContain('It is yours');
    expect(exported).toContain(longQuestion);
    expect(exported).toContain('"feedback": "good"');
  });
});

/** Puts a picture into the clipboard, as a user does who copies one elsewhere. */
async function copyPicture({ page }: DemoPage): Promise<void> {
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 });
    canvas.getContext('2d')?.fillRect(0, 0, 32, 32);
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (picture) await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  });
}
