/** A program that tests drive and that `npm install` does not bring. */
export interface Tool {
  /** As a reader knows it: `Chromium`. */
  readonly name: string;
  /** Finds one that runs, by starting it; answers with its path. */
  readonly find: () => string | undefined;
  /** Brings it without the system's package manager: a command line; may fail. */
  readonly fetch?: readonly string[];
  /** What Debian and Ubuntu call it. */
  readonly packages: readonly string[];
  /** What to do where nothing here can bring it: a clause that ends a sentence. */
  readonly remedy: string;
  /** What is skipped without it, where tests can go on; without this they cannot. */
  readonly skipped?: string;
  /** Whether it is fetched in CI alone: too large to put on somebody's machine unasked. @default false */
  readonly isForCi?: boolean;
}
