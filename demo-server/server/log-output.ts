import { fstatSync, writeSync } from 'node:fs';

/** What takes the lines of the log, such as a stream. */
export interface LogSink {
  /** What waits to be taken, in characters or bytes. */
  readonly writableLength: number;
  /** Takes a line; `onTaken` is called when it is written. May throw. */
  write(line: string, onTaken?: () => void): unknown;
}

// What waits for a reader that has stopped reading; what is more is left out.
const maxWaiting = 1024 * 1024;
const flushMs = 1000;

/**
 * Where the log's lines go. Nothing that becomes of them there touches the server: a pipe that nobody reads costs lines
 * and no time, a full disk or a closed pipe costs lines.
 */
export class LogOutput {
  /** Is told how many lines were lost, as soon as one gets through again. */
  onLoss: (lines: number) => void = () => undefined;
  readonly #sink: LogSink;
  #lost = 0;

  /** @default standard error */
  constructor(sink: LogSink = standardError()) {
    this.#sink = sink;
  }

  /** Writes a line, or loses it. */
  write(line: string): void {
    if (this.#sink.writableLength > maxWaiting || !this.#take(line)) {
      this.#lost++;
    } else if (this.#lost > 0) {
      const lines = this.#lost;
      this.#lost = 0;
      this.onLoss(lines);
    }
  }

  /** Waits until everything is written, for a second at most. */
  async flush(): Promise<void> {
    if (this.#sink.writableLength === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, flushMs);
      this.#sink.write('', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #take(line: string): boolean {
    try {
      this.#sink.write(line);
      return true;
    } catch {
      return false;
    }
  }
}

/** A pipe or a terminal as Node's stream, which does not wait for its reader; a file, whose stream would end at the first error. */
function standardError(): LogSink {
  const { stderr } = process;
  const kind = fstatSync(2);
  if (!stderr.isTTY && !kind.isFIFO() && !kind.isSocket()) {
    return { writableLength: 0, write: (line) => writeSync(2, line) };
  }
  // Its reader is gone.
  stderr.on('error', () => undefined);
  return stderr;
}
