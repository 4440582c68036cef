import type { Reporter, TestModule, Vitest } from 'vitest/node';

/**
 * Names every test that was skipped, at the end of a run, so that none is skipped in silence. In CI a skipped test
 * fails the run. Says nothing of a run that was asked for some tests by name.
 */
export class SkippedTests implements Reporter {
  #isFiltered = false;

  onInit({ config }: Vitest): void {
    this.#isFiltered = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#isFiltered) return;
    const skipped = modules.flatMap((module) => skippedOf(module));
    if (skipped.length === 0) return;
    const count = skipped.length === 1 ? '1 test was' : `${skipped.length} tests were`;
    process.stderr.write(`\n${count} skipped:\n${skipped.map((name) => `  ${name}\n`).join('')}`);
    if (!process.env['CI']) return;
    process.stderr.write('In CI no test may be skipped.\n');
    process.exitCode = 1;
  }
}

function skippedOf({ project, relativeModuleId, children }: TestModule): string[] {
  return [...children.allTests('skipped')].map(
    ({ fullName }) => `${project.name}: ${relativeModuleId} > ${fullName}`,
  );
}
