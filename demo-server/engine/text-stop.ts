/** Ends an answer at the first of several texts, also when it comes in pieces. The text itself is not passed on. */
export class TextStop {
  readonly #stops: readonly string[];
  #held = '';
  /** Whether the end has come; nothing is passed on after it. */
  isStopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '');
  }

  /** Passes text on, except an end that may become a stop text. */
  push(text: string): { readonly text: string; readonly isStopped: boolean } {
    if (this.isStopped) return { text: '', isStopped: true };
    if (this.#stops.length === 0) return { text, isStopped: false };
    const all = this.#held + text;
    const found = this.#stops.map((stop) => all.indexOf(stop)).filter((index) => index >= 0);
    if (found.length > 0) {
      this.#held = '';
      this.isStopped = true;
      return { text: all.slice(0, Math.min(...found)), isStopped: true };
    }
    const keep = heldLength(all, this.#stops);
    this.#held = all.slice(all.length - keep);
    return { text: all.slice(0, all.length - keep), isStopped: false };
  }

  /** Gives back what was held. */
  flush(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

/** Returns how many of the last characters of `text` may be the beginning of one of `marks`. */
export function heldLength(text: string, marks: readonly string[]): number {
  let longest = 0;
  for (const mark of marks) {
    for (let length = Math.min(mark.length - 1, text.length); length > longest; length--) {
      if (text.endsWith(mark.slice(0, length))) longest = length;
    }
  }
  return longest;
}
