/** Returns what was left of the bytes before and those that have come, in memory of their own. */
export function joinBytes(before: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(before.length + chunk.length);
  bytes.set(before);
  bytes.set(chunk, before.length);
  return bytes;
}
