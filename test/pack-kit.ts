import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed kit, as `npm install` takes it. */
    tarball: string;
  }
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packs the kit once for all files of a project, which find it as `inject('tarball')`; gives what deletes it. */
export default async function packKit(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'rivulet-packed-'));
  const pack = ['pack', '--json', '--pack-destination', folder];
  // As it is published: what Vitest says of the environment would have JSX built for development.
  const { NODE_ENV: _test, ...env } = process.env;
  const { stdout } = await promisify(execFile)('npm', pack, { cwd: root, maxBuffer: 64e6, env });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as { filename: string }[];
  if (!packed) throw new Error(`npm pack named no file:\n${stdout}`);
  project.provide('tarball', join(folder, packed.filename));
  return () => rm(folder, { recursive: true, force: true });
}
