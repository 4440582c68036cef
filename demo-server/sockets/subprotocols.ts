import type { IncomingMessage } from 'node:http';

// Those of Vite's page for its hot reload.
const viteProtocols = ['vite-hmr', 'vite-ping'];

/** The subprotocols that a request for a WebSocket names, the preferred one first. */
export function subprotocolsOf({ headers }: IncomingMessage): string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
}

/** Whether a request for a WebSocket is Vite's to answer, where it serves the page. */
export function isForVite(request: IncomingMessage): boolean {
  return subprotocolsOf(request).some((name) => viteProtocols.includes(name));
}
