/** What is done about a fault that nobody caught. */
export interface LastNetOptions {
  /** Is told of each; the first word about it, with its stack, goes to the log. */
  readonly failed: (error: unknown, where: string) => void;
  /** Tells everybody who waits for this process; called once. */
  readonly end: () => Promise<void>;
  /** How long that may take, in milliseconds. @default 5 seconds */
  readonly endMs?: number | undefined;
  /** @default this process */
  readonly process?: LastNetProcess | undefined;
}

/** What the last net needs of a process. */
interface LastNetProcess {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): void;
  exit(code: number): void;
}

/**
 * Catches what nobody else has caught in this process. What it was doing may be half done, so it does not go on: the
 * fault is logged, those who wait are told, and the process ends with code 1.
 */
export function spreadLastNet(options: LastNetOptions): void {
  const { failed, end, endMs = 5000, process: here = process } = options;
  let isEnding = false;
  const fall = async (error: unknown, where: string): Promise<void> => {
    failed(error, where);
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => here.exit(1), endMs).unref();
    try {
      await end();
    } catch (cause) {
      failed(cause, 'ending after a fault');
    }
    here.exit(1);
  };
  here.on('uncaughtException', (error) => void fall(error, 'uncaught exception'));
  here.on('unhandledRejection', (error) => void fall(error, 'unhandled rejection'));
}
