import type { IncomingMessage, Server } from 'node:http';
import type { UpgradeRequest } from './upgrade-request.ts';

// The fields that ask for another protocol; they are about this connection alone.
const asking = new Set(['upgrade', 'http2-settings']);

/**
 * Answers a request to upgrade as if it had not asked: writes its head anew without the fields that ask, puts that and
 * what came behind it (its body, further requests) back into the socket, and gives the socket to the server as a new
 * connection. Node itself, told to pass over an upgrade, loses the requests that come in the same packet (as of 25).
 */
export function answerOverHttp(server: Server, { request, socket, head }: UpgradeRequest): void {
  // The server adds its own again; nothing may be left of the first time.
  socket.removeAllListeners('timeout');
  socket.removeAllListeners('error');
  socket.unshift(Buffer.concat([headWithoutUpgrade(request), head]));
  server.emit('connection', socket);
}

/** The head of a request, byte by byte as it came, without what asks for another protocol. */
function headWithoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    const isConnection = name.toLowerCase() === 'connection';
    const kept = isConnection ? withoutAsking(value) : value;
    if (!asking.has(name.toLowerCase()) && !(isConnection && kept === '')) {
      lines.push(`${name}: ${kept}`);
    }
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function withoutAsking(options: string): string {
  const kept = options.split(',').filter((option) => !asking.has(option.trim().toLowerCase()));
  return kept.join(',').trim();
}
