// A process of its own, in which one Vitest stays warm: it is told which file has changed and which tests to run, in this
// order, and answers with the first that fails. The driver kills it when a fault makes a test run for ever.
import {
  BaseSequencer,
  createVitest,
  type ModuleDiagnostic,
  type TestSpecification,
} from 'vitest/node';

/** What is asked. */
export interface TestOrder {
  /** The files that stand otherwise than before. */
  readonly changed: readonly string[];
  /** Test files, in the order in which they are to run. */
  readonly tests: readonly string[];
}

/** What came of it. */
export interface TestAnswer {
  /** The first test file that fails; nothing after it has run. */
  readonly failed?: string | undefined;
  /** How long each file took, in milliseconds. */
  readonly durations: Readonly<Record<string, number>>;
}

/** Vitest would begin with what failed, and with what takes longest. */
class GivenOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files);
  }
}

const root = process.cwd();
const vitest = await createVitest('test', {
  root,
  project: ['unit'],
  watch: false,
  bail: 1,
  maxWorkers: 1,
  pool: 'threads',
  // A fault often makes a test wait for what never comes.
  testTimeout: 25_000,
  reporters: [{ onTestModuleEnd: () => void process.send?.('alive') }],
  sequence: { sequencer: GivenOrder },
});

process.on('message', (order: TestOrder) => void answer(order));
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function answer({ changed, tests }: TestOrder): Promise<void> {
  for (const file of changed) vitest.invalidateFile(`${root}/${file}`);
  // What failed before would make this run stop at once.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  const specifications = tests.flatMap((test) =>
    vitest.projects.map((project) => project.createSpecification(`${root}/${test}`)),
  );
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const failed = testModules.find((module) => !module.ok());
  const reply: TestAnswer = {
    failed: failed ? nameOf(failed.moduleId) : unhandledErrors.length > 0 ? 'an error' : undefined,
    durations: Object.fromEntries(
      testModules.map((module) => [nameOf(module.moduleId), durationOf(module.diagnostic())]),
    ),
  };
  process.send?.(reply);
}

function durationOf(times: ModuleDiagnostic): number {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration } = times;
  const before = environmentSetupDuration + prepareDuration + collectDuration + setupDuration;
  return before + times.duration;
}

function nameOf(path: string): string {
  return path.slice(root.length + 1);
}
