import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of the bench that answers each message with one. */
export interface BenchChild {
  /** Sends a message, and waits for what comes next. Throws what the child reports as `error`. */
  ask<T>(message: unknown): Promise<T>;
  stop(): void;
}

/** Starts one of the bench's files as a process. */
export function startChild(file: string, ...args: readonly string[]): BenchChild {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    // A small nursery, so that resident memory tells what is kept and not when garbage was last collected.
    execArgv: ['--import', 'tsx', '--expose-gc', '--max-semi-space-size=2'],
    serialization: 'advanced',
  });
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  ended.catch(() => undefined);
  return {
    async ask<T>(message: unknown): Promise<T> {
      const answered = new Promise<T & { error?: string }>((resolve) => {
        child.once('message', (answer: T & { error?: string }) => resolve(answer));
      });
      // The first message of a server comes by itself.
      if (message !== undefined) child.send(message as object);
      const answer = await Promise.race([answered, ended]);
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer;
    },
    stop() {
      child.disconnect();
    },
  };
}
