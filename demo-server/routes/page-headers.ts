import type { MiddlewareHandler } from 'hono';

// No inline script, no foreign host: what a model writes can neither run nor fetch anything.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sets the headers that keep the page and the answers to themselves. `isDev` leaves out the policy that hot reload breaks. */
export function pageHeaders(isDev = false): MiddlewareHandler {
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'no-referrer');
    headers.set('cross-origin-opener-policy', 'same-origin');
    if (!headers.has('access-control-allow-origin')) {
      headers.set('cross-origin-resource-policy', 'same-origin');
    }
    if (!isDev) headers.set('content-security-policy', policy);
  };
}
