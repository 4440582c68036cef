/** A place in a run's log: everything up to and including `seq` has been seen; -1 is before the first event. */
export interface Cursor {
  /** The run's id. */
  readonly run: string;

  /** The number of the last event that was seen. */
  readonly seq: number;
}

/** Writes a cursor as an SSE id, `<run>:<seq>`; the place before the first event is `<run>:-`. */
export function formatCursor(run: string, seq: number): string {
  return `${run}:${seq < 0 ? '-' : seq}`;
}

// Printable ASCII of at most 128 bytes is what every client and proxy passes in Last-Event-ID.
const cursorPattern = /^(?=.{1,128}$)([!-~]+):(-|\d{1,15})$/;

/** Reads a cursor, or returns `undefined` when the text is none. */
export function parseCursor(text: string): Cursor | undefined {
  const [, run, seq] = cursorPattern.exec(text) ?? [];
  if (run === undefined) return undefined;
  return { run, seq: seq === '-' ? -1 : Number(seq) };
}
