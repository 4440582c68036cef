import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './test/chromium.ts';
import { engines } from './test/engines/project.ts';
import { examples } from './test/examples/project.ts';
import { peerProjects } from './test/peers/projects.ts';
import { FlakyTests } from './test/set-up/flaky-tests.ts';
import { SkippedTests } from './test/set-up/skipped-tests.ts';
import { vulkanProjects } from './test/vulkan/project.ts';

const launchOptions = chromiumLaunch();
const chromium = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions }),
  instances: [{ browser: 'chromium' as const }],
});
const slow = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  plugins: [react()],
  resolve: { tsconfigPaths: true },
  test: {
    // Vitest leaves one processor free, which on a machine of two is half of it.
    maxWorkers: '100%',
    // A busy machine may take its time.
    expect: { poll: { timeout: 30_000 } },
    reporters: ['default', new SkippedTests(), new FlakyTests()],
    // One test among thousands must not hold back a day's work; what needs the second try is named at the end.
    retry: process.env['CI'] ? 1 : 0,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      reporter: ['text-summary', 'lcov'],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'jsdom',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['browser', 'e2e', 'engines', 'examples', 'peers', 'vulkan'].map(
            (name) => `test/${name}/**`,
          ),
          setupFiles: ['test/setup-unit.ts'],
          ...slow,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          setupFiles: ['test/setup-browser.ts'],
          browser: chromium(),
          ...slow,
          sequence: { groupOrder: 2 },
        },
        // Found only while tests run, it would reload them in the middle.
        optimizeDeps: { include: ['vitest-browser-react', 'katex'] },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: {
          name: 'stories',
          browser: chromium(),
          setupFiles: [
            '.storybook/schemes.setup.ts',
            '.storybook/layouts.setup.ts',
            'test/setup-browser.ts',
          ],
          ...slow,
          sequence: { groupOrder: 3 },
        },
        optimizeDeps: { include: ['axe-core'] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/set-up.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 4 },
        },
      },
      ...peerProjects,
      ...vulkanProjects,
      engines,
      examples,
    ],
  },
});
