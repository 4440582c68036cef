import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from '../../shared/start-error.ts';
import { askHub, type RemoteFacts } from './ask-hub.ts';
import type { Hub } from './hub.ts';
import { PartFile } from './part-file.ts';
import { cannotFetch, PassingFault, reasonOf, stopped } from './remote-error.ts';

/** How far a download is, in bytes. */
export interface DownloadProgress {
  readonly totalSize: number;
  readonly downloadedSize: number;
}

/** A file to fetch. */
export interface FileRequest {
  /** The model, in the words of the command line. */
  readonly model: string;
  readonly url: URL;
  /** What is known of the file before; what its own address says of it comes first. */
  readonly facts?: RemoteFacts;
  /** Where the whole file goes. */
  readonly path: string;
  readonly hub: Hub;
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** The first wait after a cut; each further one is twice as long. @default 500 ms */
  readonly retryMs?: number | undefined;
}

// Tries in a row that bring nothing new.
const maxTries = 5;
const maxWaitMs = 10_000;
const silenceMs = 60_000;
const magic = 'GGUF';

/**
 * Fetches a file and gives it its name when it is whole: of the size and the SHA-256 that the hub says, and beginning like a
 * model. A cut is gone on from where it was, also the next time; of a file that is wrong nothing is kept. Throws a `StartError`.
 */
export async function fetchFile(request: FileRequest): Promise<void> {
  const { model, signal, retryMs = 500 } = request;
  const part = new PartFile(request.path);
  await part.open();
  try {
    for (let tries = 1; ; tries++) {
      const before = part.size;
      try {
        await fetchRest(request, part);
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof PassingFault)) throw error;
        if (part.size > before) tries = 1;
        if (tries >= maxTries) throw cannotFetch(model, error.message, error);
        const wait = error.retryAfterMs ?? retryMs * 2 ** (tries - 1);
        await delay(Math.min(wait, maxWaitMs), undefined, { signal });
      }
    }
  } catch (error) {
    throw signal.aborted ? stopped(model) : error;
  } finally {
    await part.close();
  }
}

async function fetchRest(request: FileRequest, part: PartFile): Promise<void> {
  const { model, url, hub, signal } = request;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error('nothing came for a minute')), silenceMs);
  const either = AbortSignal.any([signal, silence.signal]);
  try {
    const known = await askFacts(request, either);
    const headers = restHeaders(part, known.sha256);
    const asked = await askHub({ model, url, headers, hub, signal: either });
    await receive(asked.response, { ...known, ...asked.facts }, request, part, () =>
      timer.refresh(),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!silence.signal.aborted) throw error;
    throw new PassingFault(reasonOf(silence.signal.reason));
  } finally {
    clearTimeout(timer);
  }
}

/** Asks for what is missing, if it is known to be of the same version of the file. */
function restHeaders(part: PartFile, sha256: string | undefined): Record<string, string> {
  if (part.size === 0 || !part.version) return {};
  const range = `bytes=${part.size}-`;
  if (sha256 !== undefined) return part.version === sha256 ? { range } : {};
  return { range, 'if-range': part.version };
}

/** The hub says the SHA-256 of a file where it sends us on to who has it. */
async function askFacts(request: FileRequest, signal: AbortSignal): Promise<RemoteFacts> {
  const { model, url, hub, facts = {} } = request;
  if (url.origin !== hub.url.origin) return facts;
  const asked = await askHub({ model, url, method: 'HEAD', hub, signal, stopsAtFacts: true });
  return { ...facts, ...asked.facts };
}

async function receive(
  response: Response,
  facts: RemoteFacts,
  { model, onProgress }: FileRequest,
  part: PartFile,
  onBytes: () => void,
): Promise<void> {
  const { status, isOver, start, size, ownLength } = lengthsOf(response);
  const isRest = status === 206 && start === part.size;
  if (status === 206 && !isRest) {
    await part.remove();
    throw cannotFetch(model, 'another part of it came than was asked for');
  }
  const total = facts.size ?? size;
  const from = isRest || isOver ? part.size : 0;
  const version = facts.sha256 ?? response.headers.get('etag') ?? '';
  await part.begin(version, from, total > 0 ? total - from : 0);
  for await (const bytes of isOver ? [] : readBody(response)) {
    onBytes();
    await part.write(bytes);
    const isFirst = part.size - bytes.length < magic.length && part.size >= magic.length;
    if (isFirst) await assertModel(part, model, response);
    onProgress?.({ totalSize: total > 0 ? total : 0, downloadedSize: part.size });
  }
  // An answer that is shorter than it said itself was cut; one that is not is of another file.
  if (part.size < total && part.size - from !== ownLength)
    throw new PassingFault('the connection was cut');
  if (part.size < magic.length) await assertModel(part, model, response);
  await assertWhole(part, total, facts, model);
  await part.finish();
}

/** What an answer says of the length of the file, and of what it brings of it; `NaN` where it says nothing. */
function lengthsOf({ status, headers }: Response) {
  const range = headers.get('content-range') ?? '';
  const [, start, end] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(range) ?? [];
  const ownLength = Number(headers.get('content-length') ?? 'none');
  const size = end === undefined ? ownLength : Number(end);
  return { status, isOver: status === 416, start: Number(start), size, ownLength };
}

async function* readBody(response: Response): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of response.body ?? []) yield bytes;
  } catch (cause) {
    throw new PassingFault(reasonOf(cause));
  }
}

async function assertModel(part: PartFile, model: string, { headers }: Response): Promise<void> {
  if ((await part.head(magic.length)) === magic) return;
  await part.remove();
  const isPage = /html/.test(headers.get('content-type') ?? '');
  const what = isPage
    ? 'a web page came in its place; does this network want a login?'
    : 'what came is no GGUF model';
  throw cannotFetch(model, what);
}

async function assertWhole(
  part: PartFile,
  total: number,
  facts: RemoteFacts,
  model: string,
): Promise<void> {
  const isWhole = !(total > 0) || part.size === total;
  if (isWhole && (facts.sha256 === undefined || part.digest() === facts.sha256)) return;
  await part.remove();
  throw new StartError(
    `The model ${model} arrived damaged: its ${isWhole ? 'SHA-256' : 'size'} is not what the hub says. Nothing of it was kept; start again to fetch it anew.`,
  );
}
