import { parseCursor } from '../protocol/cursor.ts';

/** Where a reader is in a run's log, and what is to be done with the frame that comes next. */
export interface RunCursor {
  /** The run that is read; the server's word replaces the client's. */
  run: string | undefined;
  /** The run's name, where the backend keeps it by that before its answer has begun. */
  name?: string;
  /** The last `seq` that was applied; -1 before the first. */
  seq: number;
  /**
   * Judges a frame by its id: `apply` it; `drop` it, because a replay overlaps; or there is a `gap`
   * before it, or it is of another run. Frames without a cursor are applied as they come.
   */
  readonly accept: (id: string | undefined) => 'apply' | 'drop' | 'gap';
}

/** Makes a cursor of a run after the event `seq`. */
export function createRunCursor(run: string | undefined, seq: number): RunCursor {
  const cursor: RunCursor = {
    run,
    seq,
    accept(id = '') {
      const found = parseCursor(id);
      if (!found) return 'apply';
      if (cursor.seq < 0) {
        cursor.run = found.run;
        // Who names the run in his own way may count from 1 too, as TanStack AI does.
        if (found.run !== run && found.seq === 1) cursor.seq = 0;
      }
      if (found.run !== cursor.run || found.seq > cursor.seq + 1) return 'gap';
      if (found.seq <= cursor.seq) return 'drop';
      cursor.seq = found.seq;
      return 'apply';
    },
  };
  return cursor;
}
