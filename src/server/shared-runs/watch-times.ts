/** When a process counts as dead. */
export interface WatchTimes {
  /** How often to look, in milliseconds. */
  readonly lookMs: number;
  /** How long a producer's lease must be seen missing, in milliseconds. */
  readonly graceMs: number;
}

/** The times of a process that nobody goes on for. */
export const calmTimes = { leaseMs: 5000, lookMs: 1000, graceMs: 5000 };
/** With these a reader waits less than five seconds for another process to go on with an answer. */
export const hurriedTimes = { leaseMs: 2000, lookMs: 500, graceMs: 1500 };
