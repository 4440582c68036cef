/** The test project that runs a smoke set of what a reader does in Chromium, Firefox and WebKitGTK. */
export const engines = {
  extends: true as const,
  test: {
    name: 'engines',
    environment: 'node' as const,
    include: ['test/engines/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    sequence: { groupOrder: 8 },
  },
};
