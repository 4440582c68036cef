import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';

const run = promisify(execFile);
let app = '';
let entries: string[] = [];

// The tarball in an app of its own, without any optional peer.
beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'rivulet-entries-'));
  await writeFile(join(app, 'package.json'), '{"private":true,"type":"module"}');
  const packages = [inject('tarball'), 'react', 'react-dom'];
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...packages], {
    cwd: app,
  });
  const manifest = await readFile(join(app, 'node_modules/rivulet/package.json'), 'utf8');
  const { exports } = JSON.parse(manifest) as { exports: Record<string, unknown> };
  entries = Object.keys(exports)
    .filter((name) => !/\.(?:css|json)$|\*/.test(name))
    .map((name) => name.replace(/^\./, 'rivulet'));
});

afterAll(() => rm(app, { recursive: true, force: true }));

/** Bundles an entry as an app for the edge would, where nothing is installed but what it names; answers what cannot be found. */
async function missingFrom(entry: string): Promise<string[]> {
  const input = join(app, `${entry.replaceAll('/', '-')}.js`);
  await writeFile(input, `import * as kit from ${JSON.stringify(entry)};\nglobalThis.kit = kit;\n`);
  const missing: string[] = [];
  await build({
    root: app,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      rollupOptions: {
        input,
        external: (id) => id.startsWith('node:'),
        onwarn(warning) {
          if (warning.code === 'UNRESOLVED_IMPORT') missing.push(warning.message);
        },
      },
    },
  }).catch((error: Error) => missing.push(error.message));
  return missing;
}

// Those that are made of an optional peer, and say so.
const ofPeers: Readonly<Record<string, RegExp>> = {
  'rivulet/math': /katex/,
  'rivulet/mermaid': /mermaid/,
  'rivulet/mcp-apps': /@modelcontextprotocol/,
  'rivulet/server/documents': /yjs/,
  'rivulet/server/node': /"ws"/,
  'rivulet/server/redis': /peer-dep:redis|"redis"/,
  'rivulet/shared-text': /yjs|y-protocols/,
};

it('every entry bundles without optional peers, but those that are made of one', async () => {
  expect(entries).toContain('rivulet/server');
  const found: string[] = [];
  for (const entry of entries) {
    const missing = await missingFrom(entry);
    const { [entry]: known } = ofPeers;
    found.push(
      ...missing
        .filter((text) => !known?.test(text))
        .map((text) => `${entry}: ${text.slice(0, 500)}`),
    );
  }
  expect(found).toEqual([]);
});
