/** A source of chance that a seed repeats. */
export interface Random {
  /** From 0 to before 1. */
  next(): number;
  /** An integer from 0 to before `below`. */
  int(below: number): number;
  /** A number from `least` to before `most`. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** Makes a random source (mulberry32) of a 32-bit seed. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  const random: Random = {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    int: (below) => Math.floor(random.next() * below),
    between: (least, most) => least + random.next() * (most - least),
    chance: (probability) => random.next() < probability,
    pick: (items) => items[random.int(items.length)] ?? items[0],
  };
  return random;
}
