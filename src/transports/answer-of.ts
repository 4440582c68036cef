/** Reads the body of an answer, a chunk when one is asked for; where `fetch` gives no body to read, it comes whole. */
export async function* chunksOf(response: Response): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  if (!reader) {
    yield new Uint8Array(await response.arrayBuffer());
    return;
  }
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    reader.cancel().catch(ignore);
  }
}

/** Makes an answer with another body, which is made as it is read. */
export function answerOf(
  response: Response,
  pieces: AsyncGenerator<Uint8Array, void, undefined>,
  type = response.headers.get('content-type'),
): Response {
  const headers = new Headers(response.headers);
  // What was said of the body that came is not true of this one.
  for (const name of ['content-length', 'content-encoding', 'x-run-id']) headers.delete(name);
  if (type) headers.set('content-type', type);
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      // The connection itself is closed by its exchange; a read that still waits is let go by that.
      cancel: () => void pieces.return().catch(ignore),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers });
}

function ignore(): void {}
