import type { Reporter, TestModule } from 'vitest/node';

/**
 * Names every test that passed only on its second try, at the end of a run. CI tries twice, so that one such test among
 * thousands does not hold back a day's work; it is a fault of the test or of the kit all the same, and to be mended.
 */
export class FlakyTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const flaky = modules.flatMap((module) => flakyOf(module));
    if (flaky.length === 0) return;
    process.stderr.write(`\nPassed on a second try only:\n${flaky.join('')}`);
  }
}

function flakyOf({ project, relativeModuleId, children }: TestModule): string[] {
  return [...children.allTests('passed')]
    .filter((test) => test.diagnostic()?.flaky)
    .map((test) => {
      const [error] = test.result().errors ?? [];
      const cause = error?.message.split('\n', 1)[0] ?? 'no error told';
      return `  flaky: ${project.name}: ${relativeModuleId} > ${test.fullName}: ${cause}\n`;
    });
}
