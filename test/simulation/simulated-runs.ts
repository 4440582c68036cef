import type { OracleRun } from './oracle-run.ts';

/** What a simulated server knows of its runs, and what can be done to it from outside. */
export interface SimulatedRuns {
  /** Every run there ever was, also those that a restart has lost. */
  readonly all: readonly OracleRun[];
  /** How often the model was started, by run, since the last restart. */
  readonly starts: ReadonlyMap<string, number>;
  /** The names by which questions were asked. */
  readonly asked: ReadonlySet<string>;
  /** Runs whose cancel has arrived. */
  readonly cancelled: ReadonlySet<string>;
  /** The newest run of this name, whoever asks. */
  find(id: string): OracleRun | undefined;
  /** Stops a run, as another tab of its owner does. */
  stop(run: OracleRun): void;
  /** Loses all runs and all connections. */
  restart(): void;
  /** Forgets the oldest events of every run. */
  evict(): void;
}
