/** Writes the start-up's steps: a line each, and a progress line that renews itself where the terminal can. */
export class Terminal {
  readonly #stream: NodeJS.WriteStream;
  #lastPercent = -1;

  constructor(stream: NodeJS.WriteStream = process.stdout) {
    this.#stream = stream;
  }

  /** Writes a line. */
  say(text: string): void {
    this.#endProgress();
    this.#stream.write(`${text}\n`);
  }

  /** Shows how far something is, from 0 to 1. A pipe gets a line for each quarter. */
  progress(text: string, done: number): void {
    const percent = Math.floor(done * 100);
    if (percent <= this.#lastPercent) return;
    if (this.#stream.isTTY) {
      this.#stream.write(`\r  ${text} ${String(percent).padStart(3)} %\u001b[K`);
    } else if (Math.floor(percent / 25) > Math.floor(this.#lastPercent / 25)) {
      this.#stream.write(`  ${text} ${percent} %\n`);
    }
    this.#lastPercent = percent;
  }

  #endProgress(): void {
    if (this.#lastPercent >= 0 && this.#stream.isTTY) this.#stream.write('\n');
    this.#lastPercent = -1;
  }
}
