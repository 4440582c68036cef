import type { Hub } from './hub.ts';
import { connectionError, statusError } from './remote-error.ts';
import { StartError } from '../../shared/start-error.ts';

/** What is said of a file on the way to it, by the hub itself or by who has it. */
export interface RemoteFacts {
  sha256?: string;
  size?: number;
}

/** A request that is followed to where the file is. */
export interface RemoteRequest {
  /** The model, in the words of the command line. */
  readonly model: string;
  readonly url: URL;
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly hub: Hub;
  readonly signal: AbortSignal;
  /** Whether to stop at the first answer that names the file's SHA-256, wherever it sends us. @default false */
  readonly stopsAtFacts?: boolean;
}

const maxRedirects = 10;

/**
 * Sends a request and follows where it is sent, ten times at most; the hub's token goes to the hub alone. Throws a
 * `StartError` with what to do, or a `PassingFault`.
 */
export async function askHub(
  request: RemoteRequest,
): Promise<{ readonly response: Response; readonly facts: RemoteFacts }> {
  const { model, hub, method = 'GET', signal } = request;
  const facts: RemoteFacts = {};
  let { url } = request;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const isHub = url.origin === hub.url.origin;
    const headers = new Headers({ 'accept-encoding': 'identity', ...request.headers });
    if (isHub && hub.token !== undefined) headers.set('authorization', `Bearer ${hub.token}`);
    const response = await fetch(url, { method, headers, signal, redirect: 'manual' }).catch(
      (cause: unknown) => {
        signal.throwIfAborted();
        throw connectionError(model, cause);
      },
    );
    readFacts(response.headers, facts);
    const location = response.headers.get('location');
    const isRedirect = response.status >= 300 && response.status < 400 && location !== null;
    const isTold = request.stopsAtFacts === true && facts.sha256 !== undefined;
    if (isTold || (!isRedirect && (response.ok || response.status === 416)))
      return { response, facts };
    await response.body?.cancel();
    if (!isRedirect) throw statusError(model, url, response, hub.token !== undefined);
    if (!URL.canParse(location, url)) break;
    url = new URL(location, url);
  }
  throw new StartError(
    `The model ${model} cannot be fetched: ${url.host} sends us round in circles. Check the address, or try again later.`,
  );
}

function readFacts(headers: Headers, facts: RemoteFacts): void {
  const digest = /^(?:W\/)?"?([\da-f]{64})"?$/i.exec(headers.get('x-linked-etag') ?? '')?.[1];
  if (digest !== undefined) facts.sha256 = digest.toLowerCase();
  const size = Number(headers.get('x-linked-size') ?? 'none');
  if (size > 0) facts.size = size;
}
