import { findProgram } from './find-program.ts';
import type { Tool } from './tool.ts';

/** Finds a Python: `$PYTHON`, else Debian's, else the one in `PATH`. */
export function findPython(): string | undefined {
  return findProgram({
    variable: 'PYTHON',
    candidates: ['/usr/bin/python3', 'python3'],
    probe: ['-c', 'import json, struct'],
  });
}

/** What reads and writes our wires without any code of ours, by its standard library alone. */
export const python: Tool = {
  name: 'a Python',
  find: findPython,
  packages: ['python3'],
  remedy: 'run “sudo apt-get install python3”, or set PYTHON to the path of one',
  skipped: 'the tests with readers and writers in Python',
};
