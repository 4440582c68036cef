// Long tasks of the demo page while the bundled model streams at full speed, in real Chromium.
import { DemoPage, launchBrowser } from '../e2e/demo-page.ts';
import { startDemo } from '../e2e/demo-process.ts';

/** Asks the longest answer three times, unpaced, and prints the longest task of the page's main thread (bar: 50 ms). */
export async function benchPageTasks(): Promise<void> {
  const server = await startDemo(['--pace', '0']);
  const browser = await launchBrowser();
  try {
    const demo = await DemoPage.open(browser, server.url);
    await demo.page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { longTasks: tasks });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      }).observe({ type: 'longtask' });
    });
    console.log('\nDemo page, bundled model, unpaced');
    for (let turn = 1; turn <= 3; turn += 1) {
      const started = performance.now();
      await demo.ask('Show me everything the renderer can do');
      await demo.page
        .locator('[data-role="assistant"][data-end]')
        .nth(turn - 1)
        .waitFor();
      const ms = performance.now() - started;
      const tasks = await demo.page.evaluate(() =>
        (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0),
      );
      const longest = Math.max(0, ...tasks);
      console.log(
        `answer ${turn}: ${ms.toFixed(0)} ms, ${tasks.length} tasks over 50 ms, longest ${longest.toFixed(0)} ms`,
      );
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}
