/** Reads a stream to its end; whoever stops reading before it stops what feeds it. */
export async function* readableOf<T>(
  stream: ReadableStream<T>,
): AsyncGenerator<T, void, undefined> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // Whoever reads no more wants no more: what feeds the stream must hear of it.
    await reader.cancel().catch(() => undefined);
  }
}
