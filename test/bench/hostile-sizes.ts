// `npm run bench -- hostile`: texts that are made to be slow, whole (bar: 1 s) and in 40 pieces (bar: 10 s), in Chromium.
import type { Browser } from 'playwright';
import { launchBrowser } from '../e2e/demo-page.ts';
import { hostileSizes } from '../markdown/hostile-sizes.ts';
import { buildPage } from './build-page.ts';

const patience = 30_000;

/** Prints one row per text that breaks a bar, or per text when `isVerbose`, and how many keep both. */
export async function benchHostileSizes(isVerbose = false, only = ''): Promise<void> {
  const script = await buildPage(new URL('hostile-sizes-page.tsx', import.meta.url));
  let browser = await launchBrowser();
  let kept = 0;
  console.log(
    '\nHostile sizes, StreamingMarkdown, ms whole and in 40 pieces (bars 1000 and 10000)',
  );
  const chosen = hostileSizes.filter(({ name }) => only === '' || name === only);
  for (const { name, text } of chosen) {
    const row: string[] = [];
    let isKept = true;
    for (const [pieces, bar] of [
      [1, 1000],
      [40, 10_000],
    ] as const) {
      const ms = await measure(browser, script, text, pieces);
      if (typeof ms === 'string') {
        await browser.close();
        browser = await launchBrowser();
      }
      isKept &&= typeof ms === 'number' && ms <= bar;
      row.push(typeof ms === 'number' ? ms.toFixed(0) : ms);
    }
    kept += Number(isKept);
    if (isVerbose || !isKept)
      console.log(
        `${isKept ? 'ok  ' : 'SLOW'} ${name.padEnd(48)} ${row.map((cell) => cell.padStart(9)).join('')}`,
      );
  }
  await browser.close();
  console.log(`${kept} of ${chosen.length} keep both bars`);
}

async function measure(
  browser: Browser,
  script: string,
  text: string,
  pieces: number,
): Promise<number | string> {
  const page = await browser.newPage();
  try {
    await page.setContent('<!doctype html><body></body>');
    await page.addScriptTag({ content: script });
    const given: [string, number] = [text, pieces];
    const measured = page.evaluate(
      ([whole, count]) =>
        (
          globalThis as unknown as { measure(text: string, pieces: number): Promise<number> }
        ).measure(whole, count),
      given,
    );
    const late = new Promise<string>((resolve) => {
      setTimeout(() => resolve('> 30 s'), patience).unref();
    });
    return await Promise.race([measured.finally(() => page.close()), late]);
  } catch (error) {
    return String(error).split('\n', 1)[0]?.slice(0, 60) ?? 'failed';
  }
}
