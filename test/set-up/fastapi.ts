import { findProgram } from './find-program.ts';
import type { Tool } from './tool.ts';

/** Finds a Python with FastAPI and uvicorn: `$PYTHON`, else Debian's, else the one in `PATH`. */
export function findFastapi(): string | undefined {
  return findProgram({
    variable: 'PYTHON',
    candidates: ['/usr/bin/python3', 'python3'],
    probe: ['-c', 'import fastapi, uvicorn'],
  });
}

/** The server of one of the examples. */
export const fastapi: Tool = {
  name: 'a Python with FastAPI and uvicorn',
  find: findFastapi,
  packages: ['python3-fastapi', 'python3-uvicorn'],
  remedy:
    'run “sudo apt-get install python3-fastapi python3-uvicorn”, or set PYTHON to the path of one',
};
