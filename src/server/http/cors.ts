import { allows } from './check-origin.ts';

/** The headers by which a page of a listed origin may read the answer; none for others. */
export function corsHeaders(request: Request, origins: readonly string[]): [string, string][] {
  const origin = request.headers.get('origin');
  if (origin === null || !allows(origins, origin)) return [['vary', 'origin']];
  return [
    ['access-control-allow-origin', origin],
    ['access-control-allow-credentials', 'true'],
    ['access-control-expose-headers', exposed],
    ['vary', 'origin'],
  ];
}

/** Answers a browser that asks whether a page may ask. */
export function preflightAnswer(request: Request, origins: readonly string[]): Response {
  const headers = new Headers(corsHeaders(request, origins));
  if (headers.has('access-control-allow-origin')) {
    headers.set('access-control-allow-methods', 'GET, POST, PATCH, DELETE');
    headers.set(
      'access-control-allow-headers',
      request.headers.get('access-control-request-headers') ?? 'content-type',
    );
    headers.set('access-control-max-age', '600');
  }
  return new Response(null, { status: 204, headers });
}

const exposed =
  'idempotency-key, location, retry-after, x-heartbeat-ms, x-run-id, x-vercel-ai-ui-message-stream';
