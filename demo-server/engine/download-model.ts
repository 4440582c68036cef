import { open, readdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { askHub, type RemoteFacts } from './download/ask-hub.ts';
import { fetchFile, type DownloadProgress } from './download/fetch-file.ts';
import { fileUrl, findHub, hubManifest, manifestUrl, type Hub } from './download/hub.ts';
import { localName, parseModelSource, type ModelSource } from './download/model-source.ts';
import { cannotFetch, PassingFault, stopped } from './download/remote-error.ts';
import { resolveModelFile } from './llama.ts';

/** How to fetch a model. */
export interface DownloadOptions {
  /** Where models are kept. @default ~/.node-llama-cpp/models */
  readonly directory?: string | undefined;
  readonly hub?: Hub | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** The first wait before another try. @default 500 ms */
  readonly retryMs?: number | undefined;
}

const manifestTries = 4;

/**
 * Fetches a model (`hf:owner/repository:quant`, an address of the hub or any other) unless it is there already, and
 * returns its path; what is there needs no network. What an interrupted download has fetched is kept, and the next call goes on from
 * there. Throws a `StartError`.
 */
export async function downloadModel(model: string, options: DownloadOptions = {}): Promise<string> {
  const { directory = join(homedir(), '.node-llama-cpp', 'models') } = options;
  const { hub = findHub(), signal = new AbortController().signal, onProgress, retryMs } = options;
  const source = parseModelSource(model);
  const name = localName(source);
  const found = (await findOwn(directory, name)) ?? (await findOfLibrary(model, directory));
  if (found !== undefined) return found;
  const file = await findFile(model, source, hub, signal, retryMs).catch((error: unknown) => {
    throw signal.aborted ? stopped(model) : error;
  });
  const paths: string[] = [];
  for (const { url, ending, facts } of splitFiles(file)) {
    const path = join(directory, `${name}${ending}`);
    paths.push(path);
    // Of a model in several files those that came before an interruption are whole.
    if (await isModel(path)) continue;
    await fetchFile({ model, url, facts, path, hub, signal, onProgress, retryMs });
  }
  return paths[0] ?? '';
}

interface RemoteFile {
  readonly url: URL;
  readonly facts: RemoteFacts;
}

async function findFile(
  model: string,
  source: ModelSource,
  hub: Hub,
  signal: AbortSignal,
  retryMs = 500,
): Promise<RemoteFile> {
  if (source.kind === 'url') return { url: source.url, facts: {} };
  const { owner, repository, tag = 'latest' } = source;
  if (source.file !== undefined) return { url: fileUrl(hub, source, source.file), facts: {} };
  // The hub names the file to clients of this name alone.
  const headers = { 'user-agent': 'llama-cpp' };
  const url = manifestUrl(hub, owner, repository, tag);
  for (let tries = 1; ; tries++) {
    try {
      const { response } = await askHub({ model, url, headers, hub, signal });
      const { ggufFile } = hubManifest.parse(await response.json());
      const { rfilename, size, lfs } = ggufFile;
      const facts = { ...(lfs && { sha256: lfs.sha256 }), ...(size !== undefined && { size }) };
      return { url: fileUrl(hub, source, rfilename), facts };
    } catch (error) {
      if (error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError')) {
        throw cannotFetch(model, `${hub.url.host} names no file for it`, error);
      }
      if (!(error instanceof PassingFault)) throw error;
      if (tries === manifestTries || error.cause !== undefined)
        throw cannotFetch(model, error.message, error);
      await delay(error.retryAfterMs ?? retryMs, undefined, { signal });
    }
  }
}

/** A large model comes in several files, which are found by their names, side by side. */
function splitFiles({ url, facts }: RemoteFile): (RemoteFile & { readonly ending: string })[] {
  const [numbers, , count] = /-(\d{5})-of-(\d{5})(?=\.gguf$)/i.exec(url.pathname) ?? [];
  if (numbers === undefined) return [{ url, facts, ending: '.gguf' }];
  return Array.from({ length: Number(count) }, (_, index) => {
    const ending = `-${String(index + 1).padStart(5, '0')}-of-${count}.gguf`;
    const part = new URL(url);
    part.pathname = url.pathname.replace(/-\d{5}-of-\d{5}\.gguf$/i, ending);
    return { url: part, facts: index === 0 ? facts : {}, ending };
  });
}

/** Finds what this server has fetched before, all files of it. */
async function findOwn(directory: string, name: string): Promise<string | undefined> {
  const names = new Set(await readdir(directory).catch(() => []));
  if (names.has(`${name}.gguf`)) return asModel(join(directory, `${name}.gguf`));
  const first = [...names].find(
    (one) => one.startsWith(`${name}-00001-of-`) && one.endsWith('.gguf'),
  );
  const count = Number(/-of-(\d{5})\.gguf$/.exec(first ?? '')?.[1] ?? 0);
  const isWhole = Array.from({ length: count }, (_, index) =>
    names.has(
      `${name}-${String(index + 1).padStart(5, '0')}-of-${String(count).padStart(5, '0')}.gguf`,
    ),
  ).every(Boolean);
  return first !== undefined && isWhole ? join(directory, first) : undefined;
}

/** Finds what node-llama-cpp has fetched, under its name: earlier versions of this server left it to the library. */
async function findOfLibrary(model: string, directory: string): Promise<string | undefined> {
  const options = { directory, download: false, cli: false } as const;
  const path = await resolveModelFile(model, options).catch(() => undefined);
  return path === undefined ? undefined : asModel(path);
}

/** Takes away what is no model, so that it is fetched again. */
async function asModel(path: string): Promise<string | undefined> {
  if (await isModel(path)) return path;
  await rm(path, { force: true });
  return undefined;
}

async function isModel(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1') === 'GGUF';
  } finally {
    await file.close();
  }
}
