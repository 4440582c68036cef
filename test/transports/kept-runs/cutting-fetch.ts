import type { Backend } from './backend.ts';

/** How a cut looks: a connection that breaks, or a body that ends as if it were whole. */
export type CutBy = 'reset' | 'end';

/** One way from a page to a backend, in this process. */
export interface CuttingFetch {
  readonly fetch: typeof fetch;
  /** The requests as `METHOD path?query`, oldest first. */
  readonly requests: readonly string[];
  /** The bytes of the bodies that were read, in all. */
  readonly bytes: () => number;
}

/** Makes a `fetch` that breaks the nth streamed body after the nth number of bytes; then none. */
export function cuttingFetch(
  { answer }: Pick<Backend, 'answer'>,
  cuts: readonly number[] = [],
  by: CutBy = 'reset',
  onCut?: () => void,
): CuttingFetch {
  const left = [...cuts];
  const requests: string[] = [];
  let bytes = 0;
  return { fetch: go, requests, bytes: () => bytes };

  async function go(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
    const { signal } = init;
    signal?.throwIfAborted();
    const request = new Request(input, { ...init, signal: null });
    const { pathname, search } = new URL(request.url);
    requests.push(`${request.method} ${pathname}${search}`);
    const response = await answer(request);
    signal?.throwIfAborted();
    const isStream = response.status === 200 && response.body !== null;
    if (!isStream || /cancel|stop/.test(pathname) || request.method === 'DELETE') return response;
    const { status, headers, body } = response;
    return new Response(cut(body, left.shift() ?? Infinity, signal), { status, headers });
  }

  function cut(
    body: ReadableStream<Uint8Array> | null,
    after: number,
    signal: AbortSignal | null | undefined,
  ): ReadableStream<Uint8Array> {
    const reader = body?.getReader();
    let rest = after;
    let abort: (() => void) | undefined;
    const leave = () => abort && signal?.removeEventListener('abort', abort);
    return new ReadableStream(
      {
        start(controller) {
          abort = () => {
            controller.error(signal?.reason);
            void reader?.cancel();
          };
          signal?.addEventListener('abort', abort);
        },
        async pull(controller) {
          if (rest <= 0) return end(controller);
          const piece = await reader?.read();
          if (signal?.aborted) return;
          if (!piece?.value) {
            leave();
            return controller.close();
          }
          const part = piece.value.subarray(0, rest);
          rest -= piece.value.length;
          bytes += part.length;
          controller.enqueue(part);
        },
        cancel() {
          leave();
          return reader?.cancel();
        },
      },
      { highWaterMark: 0 },
    );

    function end(controller: ReadableStreamDefaultController): void {
      leave();
      void reader?.cancel();
      onCut?.();
      if (by === 'end') controller.close();
      else controller.error(new TypeError('The connection was reset.'));
    }
  }
}
