/** Makes a random function (0 to below 1) that gives the same numbers for the same seed: mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = Math.trunc(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Cuts bytes, or a text's UTF-8, into chunks of random length, from a single byte to `longest`, as a network does: also
 * within characters and line ends. The same seed cuts alike; put it into the message of the test that failed.
 */
export function* fuzzChunks(
  bytes: Uint8Array | string,
  seed: number,
  longest = 64,
): Generator<Uint8Array> {
  const random = seededRandom(seed);
  const all = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  for (let offset = 0; offset < all.length;) {
    // Short pieces are where the faults are: half of all are of one to four bytes.
    const most = random() < 0.5 ? Math.min(4, longest) : longest;
    const end = offset + 1 + Math.floor(random() * most);
    yield all.subarray(offset, end);
    offset = end;
  }
}
