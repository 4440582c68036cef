// @vitest-environment node
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findProgram } from './find-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'rivulet-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, exit: number): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nexit ${exit}\n`);
  chmodSync(path, 0o755);
  return path;
}

const broken = program('stub', 1);
const works = program('works', 0);
const search = { variable: 'TOOL', probe: ['--version'] };

it('finds the first program in PATH that runs, and passes over one that does not', () => {
  const candidates = ['absent', 'stub', 'works'];
  expect(findProgram({ ...search, candidates }, { PATH: folder })).toBe(works);
});

it('finds nothing where nothing runs', () => {
  expect(findProgram({ ...search, candidates: ['stub'] }, { PATH: folder })).toBeUndefined();
  expect(findProgram({ ...search, candidates: ['works'] }, { PATH: '' })).toBeUndefined();
});

it("takes the user's choice, by path or by name", () => {
  const candidates = ['absent'];
  expect(findProgram({ ...search, candidates }, { TOOL: works })).toBe(works);
  expect(findProgram({ ...search, candidates }, { TOOL: 'works', PATH: folder })).toBe(works);
});

it("refuses a user's choice that does not run, whatever else is there", () => {
  const find = () =>
    findProgram({ ...search, candidates: ['works'] }, { TOOL: broken, PATH: folder });
  expect(find).toThrow(`TOOL is ${broken}, which does not run; correct it or leave it out.`);
});
