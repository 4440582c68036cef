/** The reading that is under way: one voice at a time, whatever chat it reads from. */
let now: AbortController | undefined;

/** Begins a reading, which ends the one before; its signal aborts when another begins or {@link stopReading} is called. */
export function beginReading(): AbortController {
  now?.abort();
  now = new AbortController();
  return now;
}

/** Ends the reading that is under way: who dictates would hear it in the microphone. */
export function stopReading(): void {
  now?.abort();
}
