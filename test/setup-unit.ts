import { afterAll, afterEach } from 'vitest';

if (typeof document !== 'undefined') {
  await import('@testing-library/jest-dom/vitest');
  const { cleanup } = await import('@testing-library/react');
  afterEach(cleanup);
  // What React has scheduled runs while there still is a page.
  afterAll(() => new Promise<void>((resolve) => void setImmediate(resolve)));
}
