import { configureGlobal } from 'fast-check';
import { afterAll, afterEach } from 'vitest';

// In CI a change is judged by what it does and not by the inputs that chance has found for it; elsewhere each run has new ones.
if (process.env['CI']) configureGlobal({ seed: 20_261_130 });

if (typeof document !== 'undefined') {
  await import('@testing-library/jest-dom/vitest');
  const { cleanup, configure } = await import('@testing-library/react');
  configure({ asyncUtilTimeout: 30_000 });
  // Pages have these before the second frame of their first answer; what shows until then has tests of its own.
  const { loadMarkdownParts } = await import('../src/markdown/elements/use-late-parts.ts');
  await loadMarkdownParts();
  afterEach(cleanup);
  // What React has scheduled runs while there still is a page: in slices, each of which asks for the next one.
  afterAll(async () => {
    let slices = 0;
    do {
      slices += 1;
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    } while (slices < 1000 && process.getActiveResourcesInfo().includes('Immediate'));
  });
}
