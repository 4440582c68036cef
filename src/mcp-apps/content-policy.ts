import type { McpAppCsp } from './app-resource.ts';

/** An origin and nothing else: no path, no quotes, no semicolon that would begin another directive. */
const origin =
  /^(?:https|wss):\/\/(?:\*\.)?(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)*[a-z\d](?:[a-z\d-]*[a-z\d])?(?::\d{1,5})?$/i;
const loopback = /^(?:http|ws):\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** Whether an app may name this origin: `https` or `wss`, or plain on this machine alone. */
export function isOrigin(domain: unknown): domain is string {
  return typeof domain === 'string' && (origin.test(domain) || loopback.test(domain));
}

/** The origins of a list that an app may name. */
function originsIn(domains: readonly unknown[] | undefined): string[] {
  return Array.isArray(domains) ? domains.filter(isOrigin) : [];
}

/**
 * The Content Security Policy of an app: its own scripts and styles, the origins it has declared, and nothing else.
 * `frame-src` also stands for where the app's own frame may be sent: without a declared origin it stays where it is.
 */
export function contentPolicy(csp: McpAppCsp = {}): string {
  const resources = ["'unsafe-inline'", 'blob:', 'data:', ...originsIn(csp.resourceDomains)];
  const orNone = (domains: readonly string[] | undefined) =>
    originsIn(domains).join(' ') || "'none'";
  return [
    "default-src 'none'",
    `script-src 'wasm-unsafe-eval' ${resources.join(' ')}`,
    `style-src ${resources.join(' ')}`,
    ...['img-src', 'font-src', 'media-src'].map(
      (name) => `${name} ${resources.slice(1).join(' ')}`,
    ),
    'worker-src blob:',
    `connect-src ${orNone(csp.connectDomains)}`,
    `frame-src ${orNone(csp.frameDomains)}`,
    `base-uri ${orNone(csp.baseUriDomains)}`,
    "form-action 'none'",
    "object-src 'none'",
    "webrtc 'block'",
  ].join('; ');
}
