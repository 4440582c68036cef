import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const settings = { environment: 'node' as const, testTimeout: 60_000, hookTimeout: 60_000 };

/** The folder of version 7 of the AI SDK. */
export const ai7Folder = `${here}ai-7/`;
/** Whether this Node runs version 7 of the AI SDK. */
export const canRunAi7 = Number(process.versions.node.split('.')[0]) >= 22;

const peers = {
  extends: true as const,
  test: {
    name: 'peers',
    include: ['test/peers/**/*.test.ts'],
    exclude: ['test/peers/ai-7/**', '**/node_modules/**'],
    sequence: { groupOrder: 5 },
    ...settings,
  },
};

const inAi7 = (name: string, entry: string) => ({
  find: new RegExp(`^${name}$`),
  replacement: `${ai7Folder}node_modules/${entry}`,
});

/** The tests of the AI SDK once more, with its version 7 in the place of 6. */
const ai7 = {
  extends: true as const,
  resolve: {
    alias: [
      inAi7('ai', 'ai/dist/index.js'),
      inAi7('ai/test', 'ai/dist/test/index.js'),
      inAi7('@ai-sdk/react', '@ai-sdk/react/dist/index.js'),
      inAi7('@ai-sdk/openai-compatible', '@ai-sdk/openai-compatible/dist/index.js'),
    ],
  },
  test: {
    name: 'peers-ai-7',
    include: [
      'test/peers/ai-7/*.test.ts',
      'test/peers/{ai-sdk-server,foreign-clients,resumed-chats,same-message}.test.ts',
    ],
    sequence: { groupOrder: 6 },
    ...settings,
  },
};

/** The test projects of the peers that are installed: without their packages these tests cannot even be read. */
export const peerProjects = [
  ...(existsSync(`${here}node_modules`) ? [peers] : []),
  ...(canRunAi7 && existsSync(`${ai7Folder}node_modules`) ? [ai7] : []),
];
