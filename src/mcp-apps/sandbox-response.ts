import { isOrigin } from './content-policy.ts';
import { sandboxPage, sandboxRights } from './sandbox-page.ts';

/**
 * Answers a request for `sandboxUrl`: the page around an MCP App, for hosts with a Content Security Policy of their
 * own. It holds nothing but a relay; its header makes its origin opaque wherever it is opened, and keeps the app's
 * frame from going anywhere but to the origins in `?frames=`. What the app may load is told by its own page's policy.
 */
export function sandboxResponse(request: Request): Response {
  const asked = (new URL(request.url).searchParams.get('frames') ?? '').split(' ');
  const frames = asked.filter(isOrigin).join(' ') || "'none'";
  const anyOf = "'unsafe-inline' data: blob: https: http://localhost:* http://127.0.0.1:*";
  const policy = [
    `sandbox ${sandboxRights}`,
    "default-src 'none'",
    `script-src 'wasm-unsafe-eval' ${anyOf}`,
    ...['style-src', 'img-src', 'font-src', 'media-src'].map((name) => `${name} ${anyOf}`),
    'worker-src blob:',
    'connect-src https: wss: http://localhost:* http://127.0.0.1:* ws://localhost:* ws://127.0.0.1:*',
    `frame-src ${frames}`,
    "form-action 'none'",
    "object-src 'none'",
  ];
  return new Response(sandboxPage(), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      'cache-control': 'public, max-age=3600',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
}
