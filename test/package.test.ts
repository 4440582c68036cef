// @vitest-environment node
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
};

it('has the root, one entry point per layer, the stylesheet in two forms and the manifest, and no other', () => {
  const above = ['protocol', 'dialects', 'transports', 'chat', 'highlight', 'markdown'];
  const inMarkdown = ['markdown/prose', 'markdown/server'];
  const ofServer = [
    'server',
    'server/documents',
    'server/durable-streams',
    'server/node',
    'server/redis',
    'server/upstash',
  ];
  const below = [
    'math',
    'mermaid',
    'mcp-apps',
    'mcp-apps/sandbox',
    'ui-formats',
    'components',
    'streams',
    'rooms',
    'shared-text',
    'testing',
    'store',
  ];
  const layers = [...above, ...inMarkdown, ...below, ...ofServer];
  expect(Object.keys(manifest.exports).sort()).toEqual(
    [
      '.',
      ...layers.map((layer) => `./${layer}`),
      './labels/*',
      './package.json',
      './styles.css',
      './styles.layered.css',
    ].sort(),
  );
});

it('has a source behind every entry point', () => {
  for (const entry of Object.keys(manifest.exports)) {
    if (/\.(?:css|json)$|\/\*$/.test(entry)) continue;
    expect(existsSync(`${root}src/${entry.slice(2)}${entry === '.' ? '' : '/'}index.ts`)).toBe(
      true,
    );
  }
});

it('refuses deep imports', async () => {
  const run = promisify(execFile);
  const script = `import('rivulet/dist/chat/create-chat.js').then(() => 'found', (error) => error.code).then(console.log)`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
  });
  expect(stdout.trim()).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
});

it('brings three libraries to those who install it, and the demo server none', () => {
  expect(Object.keys(manifest.dependencies).sort()).toEqual(['dompurify', 'marked', 'prismjs']);
});
