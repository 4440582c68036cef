import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

/** Where to look for a program. */
export interface ProgramSearch {
  /** The environment variable in which a user names one; where it is set, nothing else is tried. */
  readonly variable: string;
  /** Names to look for in `PATH`, and paths, best first. */
  readonly candidates: readonly string[];
  /** Arguments with which the right program ends in success, at once. */
  readonly probe: readonly string[];
}

/**
 * Finds a program that runs: what is there and cannot start, for want of a library or as a mere note of how to install
 * it, is not found. Throws where the user's own choice does not run: another one in its place would be a silent change.
 */
export function findProgram(
  { variable, candidates, probe }: ProgramSearch,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const chosen = env[variable];
  const paths = (chosen ? [chosen] : candidates).flatMap((name) => locate(name, env['PATH']));
  const found = paths.find((path) => spawnSync(path, probe, { timeout: 30_000 }).status === 0);
  if (chosen && !found) {
    throw new Error(`${variable} is ${chosen}, which does not run; correct it or leave it out.`);
  }
  return found;
}

/** The executable files that a name may mean. */
function locate(name: string, path = ''): string[] {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  const isPath = isAbsolute(name) || name.includes('/');
  return (isPath ? [resolve(name)] : folders.map((folder) => join(folder, name))).filter(
    isExecutable,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
