import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestAnswer, TestOrder } from './warm-tests.ts';

const script = fileURLToPath(new URL('warm-tests.ts', import.meta.url));

/** A process with a warm Vitest over a copy of the kit; a new one is started where the last had to be killed. */
export class TestProcess {
  readonly #cwd: string;
  #process: Promise<ChildProcess> | undefined;
  #changed = new Set<string>();

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** Notes that a file stands otherwise than before. */
  changed(file: string): void {
    this.#changed.add(file);
  }

  /** Runs tests, in this order, until one fails; `undefined` where one file takes longer than `patienceMs`. */
  async run(tests: readonly string[], patienceMs: number): Promise<TestAnswer | undefined> {
    const child = await (this.#process ??= this.#start());
    const order: TestOrder = { changed: [...this.#changed], tests };
    this.#changed.clear();
    child.send(order);
    const answer = await this.#answerOf(child, patienceMs);
    if (!answer) this.#process = undefined;
    return answer;
  }

  // Each message but the answer says that one more file has ended.
  #answerOf(child: ChildProcess, patienceMs: number): Promise<TestAnswer | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      const finish = (answer?: TestAnswer) => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(answer);
      };
      child.on('exit', () => finish());
      child.on('message', (message: TestAnswer | 'alive') => {
        if (message === 'alive') timer.refresh();
        else finish(message);
      });
    });
  }

  /** Ends the process. */
  stop(): void {
    void this.#process?.then((child) => child.kill('SIGKILL'));
  }

  async #start(): Promise<ChildProcess> {
    const env = { ...process.env, SIMULATION_RUNS: '100' };
    const child = fork(script, {
      cwd: this.#cwd,
      env,
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return child;
  }
}
