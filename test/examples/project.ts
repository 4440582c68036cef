/** The test project that installs each example with the packed kit, starts it and drives it in Chromium. */
export const examples = {
  extends: true as const,
  test: {
    name: 'examples',
    environment: 'node' as const,
    include: ['test/examples/*.test.ts'],
    globalSetup: ['test/pack-kit.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    sequence: { groupOrder: 9 },
  },
};
