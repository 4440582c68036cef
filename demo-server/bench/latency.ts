/** How long model tokens were under way, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  readonly tokens: number;
}

/** Collects the ages of the stamps that a `StampEngine` made. */
export class StampAges {
  #ages: number[] = [];

  /** Notes the ages of the stamps in a text. */
  note(text: string): void {
    const now = process.hrtime.bigint();
    for (const [stamp] of text.matchAll(/\d{9,}(?= )/g)) {
      this.#ages.push(Number(now - BigInt(stamp)) / 1e6);
    }
  }

  /** Forgets all. */
  clear(): void {
    this.#ages = [];
  }

  /** Sums them up, without the first quarter: it holds the warm-up and tokens that were made before their reader came. */
  latency(): Latency {
    const sorted = Float64Array.from(this.#ages.slice(this.#ages.length >> 2)).sort();
    const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
    return { p50: at(0.5), p99: at(0.99), most: at(1), tokens: sorted.length };
  }
}
