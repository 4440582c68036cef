import { findProgram } from './find-program.ts';
import type { Tool } from './tool.ts';

/** Finds a Python with torch and numpy: `$PYTHON`, else Debian's, else the one in `PATH`. */
export function findTorch(): string | undefined {
  return findProgram({
    variable: 'PYTHON',
    candidates: ['/usr/bin/python3', 'python3'],
    probe: ['-c', 'import torch, numpy'],
  });
}

/** What trains the bundled model. Few retrain it, so only CI brings it. */
export const torch: Tool = {
  name: 'a Python with torch and numpy',
  find: findTorch,
  packages: ['python3-torch', 'python3-numpy'],
  remedy:
    'run “sudo apt-get install python3-torch python3-numpy”, or set PYTHON to the path of one',
  skipped: 'the test of the trainer',
  isForCi: true,
};
