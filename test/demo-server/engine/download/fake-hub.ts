import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file of the fake hub and how it is handed out; what is set may be changed between calls. */
export interface HubFile {
  bytes: Buffer;
  /** What is sent in place of the bytes. */
  sent?: Buffer;
  type?: string;
  /** After how many bytes each answer is cut, in turn; then none is. */
  cuts?: number[];
  /** What a cut waits for, since what is on its way is lost with the connection. @default nothing */
  hold?: Promise<unknown>;
  /** Whether a range is answered with the whole. */
  ignoresRanges?: boolean;
  /** Statuses of the next answers, before the file is handed out. */
  statuses?: number[];
  /** The size that the hub tells. @default the bytes' */
  claims?: number;
  /** Whether the hub tells the SHA-256. @default true */
  tellsDigest?: boolean;
}

/**
 * A model hub on a free port and, on another, the store that it sends on to, as Hugging Face does: manifests that name a
 * file for a quantisation, addresses of files with the SHA-256 in their headers, ranges.
 */
export async function startHub() {
  const files = new Map<string, HubFile>();
  const requests: { at: 'hub' | 'store'; line: string; headers: IncomingMessage['headers'] }[] = [];
  const note = (at: 'hub' | 'store', { method, url, headers }: IncomingMessage) =>
    requests.push({ at, line: `${method} ${url}`, headers });

  const store = await listen((request, response) => {
    note('store', request);
    const file = files.get(decodeURIComponent(request.url ?? ''));
    if (file) send(file, request, response);
    else answer(response, 404);
  });
  const hub = await listen((request, response) => {
    note('hub', request);
    const { pathname } = new URL(request.url ?? '', 'http://hub');
    const manifest = /^\/v2\/([^/]+\/[^/]+)\/manifests\/(.+)$/.exec(pathname);
    const resolve = /^\/([^/]+\/[^/]+)\/resolve\/main\/(.+)$/.exec(pathname);
    const path = manifest
      ? [...files.keys()].find(
          (name) => name.startsWith(`/${manifest[1]}/`) && name.includes(manifest[2] ?? ''),
        )
      : `/${resolve?.[1]}/${decodeURIComponent(resolve?.[2] ?? '')}`;
    const file = files.get(path ?? '');
    const status = file?.statuses?.shift();
    if (status !== undefined) return answer(response, status);
    if (!file || path === undefined) return answer(response, 404);
    if (manifest) {
      const body = JSON.stringify({ ggufFile: { rfilename: path.split('/').slice(3).join('/') } });
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    }
    const digest = createHash('sha256').update(file.bytes).digest('hex');
    const facts = {
      'x-linked-etag': `"${digest}"`,
      'x-linked-size': String(file.claims ?? file.bytes.length),
    };
    const location = store.url + encodeURI(path);
    response.writeHead(302, { location, ...(file.tellsDigest !== false && facts) }).end();
  });
  return {
    url: hub.url,
    storeUrl: store.url,
    files,
    requests,
    close: () => Promise.all([hub.close(), store.close()]),
  };
}

function send(file: HubFile, request: IncomingMessage, response: ServerResponse): void {
  const bytes = file.sent ?? file.bytes;
  const etag = `"${createHash('sha256').update(file.bytes).digest('hex').slice(0, 16)}"`;
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const isSame = [undefined, etag].includes(request.headers['if-range']?.toString());
  const isRange = asked !== undefined && isSame && file.ignoresRanges !== true;
  const from = isRange ? Number(asked) : 0;
  const size = bytes.length;
  if (isRange && from >= size) {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  response.writeHead(isRange ? 206 : 200, {
    'content-type': file.type ?? 'application/octet-stream',
    'content-length': size - from,
    etag,
    ...(isRange && { 'content-range': `bytes ${from}-${size - 1}/${size}` }),
  });
  const cut = file.cuts?.shift();
  if (cut === undefined || from + cut >= size) response.end(bytes.subarray(from));
  else {
    response.write(bytes.subarray(from, from + cut));
    void (file.hold ?? Promise.resolve()).then(() => response.destroy());
  }
}

function answer(response: ServerResponse, status: number): void {
  const headers = status === 429 ? { 'retry-after': '0.01' } : {};
  response.writeHead(status, headers).end('no');
}

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
