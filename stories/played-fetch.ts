/** How a stream is played. */
export interface Playing {
  /** The pieces that it comes in. */
  readonly pieces: number;
  /** Milliseconds between two of them. */
  readonly pauseMs: number;
  /** Whether the first stream breaks in its middle, as a lost connection does. */
  readonly isCut: boolean;
  /** Answers what is not the question: how a backend goes on with a run. @default none is there: 404 */
  readonly goOn?: ((request: Request, whole: Uint8Array) => Uint8Array | undefined) | undefined;
}

/** Makes a `fetch` without a network, which plays recorded bytes to each question. */
export function playedFetch(
  record: () => Promise<Uint8Array>,
  contentType: string,
  { isCut, goOn, ...pace }: Playing,
): typeof fetch {
  let questions = 0;
  return async (input, init) => {
    const request = new Request(input, init);
    const whole = await record();
    const headers = { 'content-type': contentType };
    if (request.method !== 'POST') {
      const rest = goOn?.(request, whole);
      return rest
        ? new Response(play(rest, pace, request.signal), { headers })
        : new Response('Not found', { status: 404 });
    }
    questions++;
    const isBroken = isCut && questions === 1;
    const bytes = isBroken ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
    return new Response(play(bytes, pace, request.signal, isBroken), { headers });
  };
}

function play(
  bytes: Uint8Array,
  { pieces, pauseMs }: Pick<Playing, 'pieces' | 'pauseMs'>,
  signal: AbortSignal,
  isBroken = false,
): ReadableStream<Uint8Array> {
  const size = Math.ceil(bytes.length / pieces);
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (signal.aborted) controller.error(signal.reason);
      else if (at < bytes.length) controller.enqueue(bytes.subarray(at, (at += size)));
      else if (isBroken) controller.error(new TypeError('network error'));
      else controller.close();
    },
  });
}
