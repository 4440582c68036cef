/** What is known of a run when room is to be made. All times are in milliseconds of one clock. */
export interface KeptRun {
  readonly address: string;
  readonly readers: number;
  readonly unreadSince: number;
  readonly askedAt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly log: { readonly bytes: number };
}

/** When a run that nobody reads is stopped while somebody of another address waits, in milliseconds. */
export const hurriedMs = 30_000;
/** After this long without a reader an answer may be ended for somebody who has none, in milliseconds. */
export const leftMs = 5000;
/** How long that one must have waited, in milliseconds. */
export const impatientMs = 2000;
/** After this long an answer that is read may be ended for somebody who has none, in milliseconds. */
export const fairMs = 60_000;
/** How long that one must have waited, in milliseconds. */
export const patientMs = 10_000;
// What a run holds beside its log.
const runBytes = 4096;
const recentMs = 5000;

/** Says whether nobody has read a run for so long that it is not worth its place. */
export function isAbandoned<Run extends KeptRun>(
  run: Run,
  runs: Iterable<Run>,
  now: number,
  abandonMs: number,
): boolean {
  if (run.endedAt !== undefined || run.readers > 0) return false;
  const unreadMs = now - run.unreadSince;
  if (unreadMs >= abandonMs) return true;
  if (unreadMs < hurriedMs) return false;
  return [...runs].some((other) => other.address !== run.address && isAwaited(other, now));
}

/**
 * Finds an answer that is to end because somebody of an address that has none waits for it, of the address that has most:
 * one that nobody reads, soon; else the longest, once that one has had its time. Undefined when nobody has more than his
 * share.
 */
export function findInTheWay<Run extends KeptRun>(
  runs: Iterable<Run>,
  now: number,
): Run | undefined {
  const all = [...runs];
  const active = all.filter((run) => run.startedAt !== undefined && run.endedAt === undefined);
  const counts = countBy(active, () => 1);
  const most = Math.max(...counts.values());
  if (most < 2) return undefined;
  const shutOut = all.filter((run) => isAwaited(run, now) && !counts.has(run.address));
  const waitedMs = Math.max(...shutOut.map(({ askedAt }) => now - askedAt));
  const theirs = active.filter((run) => counts.get(run.address) === most);
  const left = theirs.filter((run) => run.readers === 0 && now - run.unreadSince >= leftMs);
  if (left.length > 0 && waitedMs >= impatientMs) return oldest(left, (run) => run.unreadSince);
  const long = theirs.filter(({ startedAt = now }) => now - startedAt >= fairMs);
  return waitedMs >= patientMs ? oldest(long, ({ startedAt = now }) => startedAt) : undefined;
}

/**
 * Finds the ended run that is forgotten first: of the address that keeps most, so that nobody's are forgotten for those of
 * another; the oldest that nobody reads, else the oldest. Its readers go on, as they hold what they read.
 * @param runs The oldest first.
 */
export function findEvictable<Run extends KeptRun>(runs: Iterable<Run>): Run | undefined {
  const ended = [...runs].filter(({ endedAt }) => endedAt !== undefined);
  const kept = countBy(ended, ({ log }) => log.bytes + runBytes);
  const most = Math.max(...kept.values());
  const candidates = ended.filter(({ address }) => kept.get(address) === most);
  return candidates.find(({ readers }) => readers === 0) ?? candidates[0];
}

/** Whether a run waits for its turn, and somebody for it. */
function isAwaited({ startedAt, endedAt, readers, unreadSince }: KeptRun, now: number): boolean {
  const isRead = readers > 0 || now - unreadSince < recentMs;
  return startedAt === undefined && endedAt === undefined && isRead;
}

function oldest<Run>(runs: readonly Run[], since: (run: Run) => number): Run | undefined {
  return runs.toSorted((a, b) => since(a) - since(b))[0];
}

function countBy(runs: readonly KeptRun[], weigh: (run: KeptRun) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const run of runs) sums.set(run.address, (sums.get(run.address) ?? 0) + weigh(run));
  return sums;
}
