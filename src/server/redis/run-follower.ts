import type { MirroredRun } from '../shared-runs/mirrored-run.ts';

/** What a follower tells the store. */
export interface RunFollowerEvents {
  /** Somebody asks this process to look at a run that it writes, or that it reads where bells alone tell of news. */
  readonly onBell: (id: string) => void;
  /** Events of a run are missing, because the store has trimmed them: brings the run past them, or removes it. */
  readonly onGap: (run: MirroredRun) => Promise<void>;
}

/** Hears of the news of runs that this process reads, and of what it is asked for. */
export interface RunFollower {
  /** Follows a run from now on; the caller rings this process's bell, so that a read under way takes it in. */
  add(run: MirroredRun): void;
  /** Follows a run no longer. */
  remove(run: MirroredRun): void;
  /** Hears no more. */
  close(): void;
}

/** Opens the follower of a process. */
export type OpenFollower = (producer: string, events: RunFollowerEvents) => RunFollower;
