import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { readmeSnippets } from '../readme-snippets.ts';
import { launchBrowser } from './demo-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
let app: string;
let children: ChildProcess[] = [];

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'rivulet-app-'));
});

afterAll(async () => {
  for (const child of children) child.kill();
  await rm(app, { recursive: true, force: true });
});

// The newcomer's way: a fresh Vite app, the packed tarball, the README's first component and its one-route server.
it('runs the twelve lines of the README from a packed tarball in a fresh Vite app', async () => {
  const tarball = inject('tarball');
  const snippets = (await readmeSnippets()).map(({ code }) => code);
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  expect(readme).toContain(`npm install ../rivulet/${basename(tarball)}`);
  const component = snippets.find((code) => code.includes('export function App()'));
  const server = snippets.find((code) => code.includes('createServer'));
  if (!component || !server) throw new Error('the README has lost its first snippets');

  await cp(new URL('app/', import.meta.url), app, { recursive: true });
  await useReact(process.env['RIVULET_TEST_REACT']);
  await writeFile(join(app, 'app.tsx'), component);
  await writeFile(join(app, 'server.ts'), server.replace('8788', '0').replace(/;\s*$/, reportPort));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], {
    cwd: app,
  });
  await run(join(root, 'node_modules/.bin/tsc'), ['-p', app]);

  const answering = await serve([join(root, 'node_modules/.bin/tsx'), 'server.ts']);
  const page = await serve(['node_modules/.bin/vite', '--port', '0', '--host', '127.0.0.1'], {
    API: answering,
  });

  const browser = await launchBrowser();
  try {
    const tab = await browser.newPage();
    await tab.goto(page);
    await tab.getByRole('textbox').fill('Hello');
    await tab.keyboard.press('Enter');
    await tab.getByText('Hello from your server.').waitFor();
    expect(await tab.locator('strong', { hasText: 'your' }).count()).toBe(1);
  } finally {
    await browser.close();
  }
});

/** Puts another React into the app's dependencies, with the types of its line. */
async function useReact(version: string | undefined): Promise<void> {
  if (version === undefined) return;
  const file = join(app, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as { dependencies: object };
  const types = `^${version.split('.').slice(0, 2).join('.')}.0`;
  Object.assign(manifest.dependencies, {
    react: version,
    'react-dom': version,
    '@types/react': types,
    '@types/react-dom': types,
  });
  await writeFile(file, JSON.stringify(manifest));
}

const reportPort = `.on('listening', function (this: import('node:net').Server) {
  const { port } = this.address() as import('node:net').AddressInfo;
  console.log('http://127.0.0.1:' + port);
});
`;

/** Starts a program in the app's folder and answers with the first URL it prints. */
function serve(command: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const [program = '', ...flags] = command;
  const child = spawn(program, flags, { cwd: app, env: { ...process.env, NO_COLOR: '1', ...env } });
  children = [...children, child];
  let printed = '';
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (url) resolve(url);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', () => reject(new Error(`${program} ended:\n${printed}`)));
  });
}

it('ships no test, no story and no demo server', async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--dry-run', '--ignore-scripts'], {
    cwd: root,
    maxBuffer: 64e6,
  });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as {
    files: { path: string }[];
  }[];
  const folders = new Set(packed?.files.map(({ path }) => path.split('/')[0]));
  expect([...folders].sort()).toEqual(
    ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json', 'src'].sort(),
  );
  expect(await readFile(join(root, 'dist/index.js'), 'utf8')).not.toContain('node-llama-cpp');
});
