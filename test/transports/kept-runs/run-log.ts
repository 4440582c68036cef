import { setImmediate as turn } from 'node:timers/promises';

/** What a model of a test does. */
export interface ModelOptions {
  /** After how many pieces it waits for its stop; else it writes to the end. */
  readonly holdAfter?: number | undefined;
}

/** The bytes of one answer as a server keeps them, and the model that writes them. */
export interface RunLog {
  /** The pieces that were written, each a frame. */
  readonly pieces: readonly Uint8Array[];
  readonly isEnded: () => boolean;
  /** Whether the model was stopped before it was done. */
  readonly isStopped: () => boolean;
  /** Lets a model that waits write on. */
  readonly goOn: () => void;
  /** Stops the model; `last` is written behind what it said. */
  readonly stop: (last?: string) => void;
  /** Resolves when there is more than `count` pieces, or no more will come. */
  readonly more: (count: number) => Promise<void>;
  /** Reads from a piece on, live to the end; `write` makes the bytes of each. */
  readonly stream: (
    from: number,
    write?: (piece: Uint8Array, index: number) => Uint8Array,
  ) => ReadableStream<Uint8Array>;
}

const encoder = new TextEncoder();

/** Starts a model that writes these pieces into a log, some in each turn of the event loop. */
export function startRun(pieces: readonly string[], { holdAfter }: ModelOptions = {}): RunLog {
  const written: Uint8Array[] = [];
  let isEnded = false;
  let isStopped = false;
  let goOn: (() => void) | undefined;
  let wake: (() => void)[] = [];
  const log: RunLog = {
    pieces: written,
    isEnded: () => isEnded,
    isStopped: () => isStopped,
    goOn: () => goOn?.(),
    stop(last) {
      if (isEnded) return;
      isStopped = true;
      if (last !== undefined) written.push(encoder.encode(last));
      end();
    },
    async more(count) {
      if (written.length > count || isEnded) return;
      await new Promise<void>((resolve) => wake.push(resolve));
      await log.more(count);
    },
    stream(from, write = (piece) => piece) {
      let at = from;
      return new ReadableStream({
        async pull(controller) {
          await log.more(at);
          const piece = written[at];
          if (piece === undefined) return controller.close();
          controller.enqueue(write(piece, at));
          at++;
        },
      });
    },
  };
  void run();
  return log;

  async function run(): Promise<void> {
    for (const [index, piece] of pieces.entries()) {
      if (holdAfter === index) await new Promise<void>((resolve) => (goOn = resolve));
      if (index % 8 === 3) await turn();
      if (isStopped) return;
      written.push(encoder.encode(piece));
      ring();
    }
    end();
  }

  function end(): void {
    isEnded = true;
    ring();
  }

  function ring(): void {
    const waiting = wake;
    wake = [];
    for (const resolve of waiting) resolve();
  }
}
