import type { LlamaLogLevel } from './llama.ts';

const kept = 20;
// What the library says whatever the reason is.
const general = /failed to load model|unable to load model/i;

/** Keeps the last lines that the native library has written about what went wrong; nobody is shown them until something does. */
export class NativeLog {
  readonly #lines: string[] = [];

  /** Is given to the library as its logger. */
  readonly write = (_level: LlamaLogLevel, text: string): void => {
    for (const line of text.split('\n')) if (line.trim() !== '') this.#lines.push(line.trim());
    this.#lines.splice(0, this.#lines.length - kept);
  };

  /** The reason of the last failure in a few words; undefined when there is none. */
  reason(): string | undefined {
    const line = this.#lines.findLast(
      (one) =>
        !general.test(one) &&
        /error|invalid|unknown|missing|unsupported|out of memory|failed/i.test(one),
    );
    // The name of the native function comes first.
    return line?.replace(/^(?:\w+: )+/, '').slice(0, 200);
  }
}
