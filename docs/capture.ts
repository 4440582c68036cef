// Makes the pictures of the README from the real demo: `npm run capture` (needs chromium and ffmpeg).
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright';
import { preview } from 'vite';
import { DemoPage, launchBrowser } from '../test/e2e/demo-page.ts';
import { startDemo } from '../test/e2e/demo-process.ts';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const size = { width: 1100, height: 760 };
const framesPerSecond = 8;

const server = await startDemo();
const browser = await launchBrowser();
try {
  await takeStory(browser, 'streamingmarkdown-constructs--answer', join(here, 'markdown.png'));
  for (const colorScheme of ['light', 'dark'] as const) {
    await takePicture(browser, colorScheme, join(here, `demo-${colorScheme}.png`));
  }
  await takeFilm(browser, join(here, 'demo.gif'));
} finally {
  await browser.close();
  await server.stop();
}

async function takePicture(from: Browser, colorScheme: 'light' | 'dark', path: string) {
  const context = await from.newContext({ viewport: size, deviceScaleFactor: 2, colorScheme });
  const demo = new DemoPage(await context.newPage());
  await demo.page.goto(server.url);
  await demo.ask('How does abort stop the model?');
  await demo.waitForEnd('complete');
  await demo.ask('Show me a chat in 12 lines');
  await demo.page.locator('[data-role="assistant"][data-end]').nth(1).waitFor();
  await demo.page.waitForTimeout(500);
  await demo.page.screenshot({ path });
  await context.close();
}

/** Takes a picture of a story in a Storybook that is built for it. */
async function takeStory(from: Browser, story: string, path: string) {
  const folder = await mkdtemp(join(tmpdir(), 'rivulet-stories-'));
  await run('npx', ['storybook', 'build', '-o', folder, '--quiet', '--disable-telemetry']);
  const stories = await preview({
    build: { outDir: folder },
    preview: { port: 0 },
    configFile: false,
  });
  const context = await from.newContext({
    viewport: { width: 1100, height: 560 },
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  await page.goto(`${stories.resolvedUrls?.local[0]}iframe.html?viewMode=story&id=${story}`);
  await page.locator('[aria-label="Finished"] .rv-markdown').waitFor();
  await page.waitForTimeout(500);
  await page.screenshot({ path });
  await context.close();
  await stories.close();
  await rm(folder, { recursive: true });
}

async function takeFilm(from: Browser, path: string) {
  const context = await from.newContext({ viewport: { width: 900, height: 620 } });
  const demo = new DemoPage(await context.newPage());
  const folder = await mkdtemp(join(tmpdir(), 'rivulet-film-'));
  let frames = 0;
  const film = async (seconds: number) => {
    for (let frame = 0; frame < seconds * framesPerSecond; frame += 1) {
      const due = Date.now() + 1000 / framesPerSecond;
      await demo.page.screenshot({ path: join(folder, `${String(frames).padStart(4, '0')}.png`) });
      frames += 1;
      await demo.page.waitForTimeout(Math.max(0, due - Date.now()));
    }
  };
  await demo.page.goto(server.url);
  await demo.input.waitFor();
  await film(1);
  await demo.page.getByRole('button', { name: 'Show me everything the renderer can do' }).click();
  await film(5);
  await demo.stopButton.click();
  await film(1.5);
  await demo.answer.hover();
  await demo.page
    .getByRole('button', { name: /regenerate|answer again/i })
    .last()
    .click();
  await film(6);
  const palette =
    'scale=760:-1:flags=lanczos,split[a][b];[a]palettegen=max_colors=96[p];[b][p]paletteuse=dither=none';
  const input = ['-framerate', String(framesPerSecond), '-i', join(folder, '%04d.png')];
  await run('ffmpeg', ['-y', '-loglevel', 'error', ...input, '-vf', palette, path]);
  await rm(folder, { recursive: true });
  await context.close();
}
