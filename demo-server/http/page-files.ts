import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** How a body is packed; `identity` is not at all. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** A file as it is sent. */
export interface PageFile {
  readonly contentType: string;
  /** Names the content, in double quotes. */
  readonly etag: string;
  /** Whether its name changes with its content, so that it can be kept for ever. */
  readonly isLasting: boolean;
  /** Whether packing makes it smaller. */
  readonly isText: boolean;
  /** The bytes, packed once. */
  bytes(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
// The first reader waits for it: the sizes hardly fall beyond.
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };

/** The files of a built page, each read and packed once and kept until it changes. */
export class PageFiles {
  readonly #folder: string;
  readonly #kept = new Map<string, { readonly stamp: string; readonly file: Promise<PageFile> }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The file at a path of the address; undefined when there is none. */
  async at(path: string): Promise<PageFile | undefined> {
    const name = fileName(this.#folder, path);
    const facts = name === undefined ? undefined : await stat(name).catch(() => undefined);
    if (name === undefined || !facts?.isFile()) return undefined;
    const stamp = `${facts.mtimeMs} ${facts.size} ${facts.ino}`;
    const kept = this.#kept.get(name);
    if (kept?.stamp === stamp) return kept.file;
    const file = read(name);
    this.#kept.set(name, { stamp, file });
    // It may have gone in between; whoever asks next looks again.
    return file.catch(() => {
      this.#kept.delete(name);
      return undefined;
    });
  }
}

async function read(name: string): Promise<PageFile> {
  const content = new Uint8Array(await readFile(name));
  const contentType = contentTypes[extname(name)] ?? 'application/octet-stream';
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  const packed = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    contentType,
    etag: `"${digest}"`,
    // Vite puts a digest of the content into the names under assets/.
    isLasting: name.includes(`${sep}assets${sep}`),
    isText: /^(?:text\/|application\/(?:json|manifest)|image\/svg)/.test(contentType),
    bytes(encoding) {
      const known = packed.get(encoding) ?? pack(content, encoding);
      packed.set(encoding, known);
      return known;
    },
  };
}

async function pack(
  content: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'identity') return content;
  return new Uint8Array(await (encoding === 'br' ? brotli(content, quality) : zip(content)));
}

function fileName(folder: string, path: string): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (name.includes('\0')) return undefined;
  const file = normalize(join(folder, name.endsWith('/') ? `${name}index.html` : name));
  return file.startsWith(folder + sep) ? file : undefined;
}
