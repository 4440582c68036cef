import type { MiddlewareHandler } from 'hono';

// No inline script and no foreign host, so what a model writes cannot run. Foreign images are let through here because
// the kit itself asks the reader before it fetches one.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob: https:",
  "media-src 'self' data: blob: https:",
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
