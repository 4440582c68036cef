import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { chromiumLaunch } from '../../chromium.ts';
import type { Driver, Engine, Point } from './driver.ts';

/** Starts the Chromium of the other tests: what the other engines are compared with. */
export async function startChromium(): Promise<Engine> {
  const browser = await chromium.launch(chromiumLaunch());
  const page = await browser.newPage();
  return {
    version: browser.version(),
    driver: drive(page),
    close: () => browser.close(),
  };
}

function drive(page: Page): Driver {
  const { mouse, keyboard } = page;
  const moveTo = ({ x, y }: Point) => mouse.move(x, y);
  return {
    open: async (url) => void (await page.goto(url)),
    evaluate: (expression) => page.evaluate(expression),
    type: (text) => keyboard.type(text),
    press: (keys) => keyboard.press(keys),
    async drag(from, to) {
      await moveTo(from);
      await mouse.down();
      await moveTo(to);
      await mouse.up();
    },
    async wheel(at, deltaY) {
      await moveTo(at);
      await mouse.wheel(0, deltaY);
    },
    screenshot: () => page.screenshot(),
  };
}
