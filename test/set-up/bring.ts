import type { Tool } from './tool.ts';

/** What bringing needs of a machine. */
export interface Machine {
  /** Whether packages can be installed: root on Debian or Ubuntu. */
  readonly hasApt: boolean;
  /** Whether nothing may be skipped. */
  readonly isCi: boolean;
  /** Runs a command to its end; answers with whether it succeeded. */
  readonly run: (command: readonly string[]) => boolean;
  /** Tells the user one line. */
  readonly say: (line: string) => void;
}

const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends'];
// Another apt at work is waited for, and a mirror that stumbles asked again.
const patience = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];

/**
 * Sees to it that the tools are there: finds them, else fetches them, else installs Debian's packages, all in one go.
 * For each that stays away it says one sentence with the command to run. Answers with whether the tests can go on;
 * in CI, where nothing may be skipped, they cannot without any.
 */
export function bring(tools: readonly Tool[], machine: Machine): boolean {
  const wanted = tools.filter((tool) => machine.isCi || !tool.isForCi);
  const missing = wanted.filter(isMissing).filter((tool) => {
    if (!tool.fetch) return true;
    machine.say(`${tool.name} is not here: ${tool.fetch.join(' ')}`);
    return !machine.run(tool.fetch) || isMissing(tool);
  });
  const absent = machine.hasApt ? installPackages(missing, machine).filter(isMissing) : missing;
  for (const { name, remedy, skipped } of absent) {
    const without = skipped ? `Without ${name}, ${skipped} cannot run` : `The tests need ${name}`;
    machine.say(`${without}: ${remedy}.`);
  }
  return absent.every(({ skipped }) => skipped !== undefined && !machine.isCi);
}

function isMissing(tool: Tool): boolean {
  return tool.find() === undefined;
}

function installPackages(missing: readonly Tool[], { run, say }: Machine): readonly Tool[] {
  const packages = missing.flatMap((tool) => tool.packages);
  if (packages.length === 0) return missing;
  say(`Installing ${packages.join(', ')} with apt-get …`);
  // Without its lists apt knows no package; where they cannot be had anew, old ones may do.
  run(['apt-get', 'update', '-qq', ...patience]);
  run([...install, ...patience, ...packages]);
  return missing;
}
