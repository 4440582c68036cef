import { parseCursor } from '../protocol/cursor.ts';

/** Where a reader is in a run's log, and what is to be done with the frame that comes next. */
export class RunCursor {
  /** The run that is read; the server's word replaces the client's. */
  run: string | undefined;
  /** The last `seq` that was applied; -1 before the first. */
  seq: number;

  constructor(run: string | undefined, seq: number) {
    this.run = run;
    this.seq = seq;
  }

  /**
   * Judges a frame by its id: `apply` it; `drop` it, because a replay overlaps; or there is a `gap`
   * before it, or it is of another run. Frames without a cursor are applied as they come.
   */
  accept(id: string | undefined): 'apply' | 'drop' | 'gap' {
    const cursor = id === undefined ? undefined : parseCursor(id);
    if (!cursor) return 'apply';
    if (this.seq < 0) this.run = cursor.run;
    if (cursor.run !== this.run || cursor.seq > this.seq + 1) return 'gap';
    if (cursor.seq <= this.seq) return 'drop';
    this.seq = cursor.seq;
    return 'apply';
  }
}
