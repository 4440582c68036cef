// @vitest-environment node
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { guides, readmeSnippets } from './readme-snippets.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = promisify(execFile);

it('compiles every TypeScript snippet of the README and of the guides', async () => {
  const files = ['README.md', ...guides];
  const snippets = (await Promise.all(files.map((file) => readmeSnippets(file)))).flat();
  expect(snippets.length).toBeGreaterThanOrEqual(25);
  // Inside the repository, so that the snippets find React and the paths of tsconfig.json.
  const parent = join(root, 'node_modules', '.tmp');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'readme-'));
  try {
    await writeFile(join(folder, 'tsconfig.json'), tsconfig);
    for (const [index, { language, code }] of snippets.entries()) {
      await writeFile(join(folder, `snippet-${index + 1}.${language}`), `${code}\nexport {};\n`);
    }
    const tsc = join(root, 'node_modules', '.bin', 'tsc');
    const { stdout } = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('names only scripts that exist', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const named = [...readme.matchAll(/npm (?:run )?(demo|test|storybook|bench|setup:cuda)\b/g)];
  expect(named.length).toBeGreaterThan(4);
  for (const [, script] of named) expect(manifest.scripts).toHaveProperty([script ?? '']);
});

const tsconfig = JSON.stringify({
  extends: '../../../tsconfig.json',
  include: ['*.ts', '*.tsx', '../../../src/highlight/prism-modules.d.ts'],
  exclude: [],
});
