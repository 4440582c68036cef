import { withoutQuery, withQuery } from '../../dialects/run-address.ts';
import type { RunKeeper } from '../../dialects/run-facts.ts';
import { runMeans } from '../../dialects/run-means.ts';
import { ChatError, truncatedError } from '../../protocol/chat-error.ts';
import { textAt, tryJson } from '../../protocol/json.ts';
import { durableBatches, isStreamRead, pointerIn, type DurableRead } from './durable-stream.ts';
import type { Exchange } from './exchange.ts';
import { framesIn, type FrameBatch, type Framing } from '../frames-of.ts';
import { nothingToRead, readable, type HttpEndpoint, type HttpHeaders } from './http-endpoint.ts';
import type { KeptRun, KnownPlace } from './kept-run.ts';
import type { RunAddress, RunPlace, ServerTermsOptions } from '../server-terms.ts';

/** A run that is to be read on, and from where. */
export interface KeptRead {
  readonly keeper: RunKeeper;
  readonly run: KeptRun;
  readonly runId: string;
  readonly chatId: string;
  /** The number of the last frame that was read; -1 before the first. */
  readonly seq: number;
  /** The newest place at or before it that the backend knows. */
  readonly known: KnownPlace | undefined;
}

/** An answer, and the frames in it. */
export interface FramedAnswer {
  readonly response: Response;
  readonly batches: AsyncGenerator<FrameBatch, void, undefined>;
}

const accept = 'text/event-stream';

/** Asks a backend by its means for what comes after a place. */
export async function readKeptRun(
  exchange: Exchange,
  send: HttpEndpoint['send'],
  options: ServerTermsOptions,
  read: KeptRead,
  framing: Framing,
): Promise<FramedAnswer> {
  const { keeper, runId, known } = read;
  const means = runMeans[keeper];
  const addresses = addressesOf(options, read);
  if (keeper === 'durable-streams') {
    return readDurable(exchange, send, options.url, read, addresses[0], framing);
  }
  const headers = { accept, ...(known && means.headers?.(known.cursor)) };
  try {
    const response = await firstOf(addresses, async (address) => {
      const asked = mapUrl(address, (url) => withQuery(url, means.query(known?.cursor)));
      return readable(await callBy(send, exchange, asked, headers), true);
    });
    return { response, batches: framesIn(response, framing) };
  } catch (cause) {
    const isRefused = cause instanceof ChatError && cause.code === 'bad-request';
    if (!isRefused || !means.whole || options.resumeUrl) throw cause;
    const response = await readable(
      await send(exchange, means.whole(options.url, runId), {}),
      true,
    );
    return { response, batches: wholeOf(await response.text()) };
  }
}

async function readDurable(
  exchange: Exchange,
  send: HttpEndpoint['send'],
  url: string,
  { run, known }: KeptRead,
  given: RunAddress | undefined,
  framing: Framing,
): Promise<FramedAnswer> {
  const offset = known?.cursor ?? '-1';
  let stream = durableRead(exchange, send, run.stream ?? given ?? noAddress());
  let response = await stream({ offset });
  // A chat may be asked where its stream is, as well as the stream itself.
  const pointer = await pointerIn(response, url);
  if (pointer !== undefined) {
    run.stream = pointer;
    stream = durableRead(exchange, send, pointer);
    response = await stream({ offset });
  }
  if (!isStreamRead(response)) nothingToRead();
  return { response, batches: durableBatches(stream, framing, offset, response) };
}

/** Reads a Durable Stream at an address, live by events unless the address says otherwise. */
export function durableRead(
  exchange: Exchange,
  send: HttpEndpoint['send'],
  address: RunAddress,
): DurableRead {
  const place = mapUrl(address, (url) => withoutQuery(url, 'cursor', 'offset'));
  return (query) => {
    const asked = mapUrl(place, (url) => withQuery(url, { ...query, live: 'sse' }));
    return callBy(send, exchange, asked, { accept: `${accept}, application/json` });
  };
}

/** Sends a request to an address by its method. */
export function callBy(
  send: HttpEndpoint['send'],
  exchange: Exchange,
  address: RunAddress,
  headers: HttpHeaders,
  init: RequestInit & { readonly method: string } = { method: 'GET' },
): Promise<Response> {
  const { url, method = init.method } = typeof address === 'string' ? { url: address } : address;
  // Elsewhere a body has no meaning, and some servers refuse it.
  const { body, ...rest } = init;
  return send(exchange, url, headers, { ...rest, method, ...(/^P/i.test(method) && { body }) });
}

/** Tries one after the other while a server says that there is no such thing; throws what the last one says. */
export async function firstOf<Way, Result>(
  ways: readonly Way[],
  go: (way: Way) => Promise<Result>,
): Promise<Result> {
  const [way, ...others] = ways;
  try {
    return await go(way ?? noAddress());
  } catch (cause) {
    const isMissing = cause instanceof ChatError && cause.status === 404;
    if (!isMissing || others.length === 0) throw cause;
    return firstOf(others, go);
  }
}

function addressesOf(
  { url, resumeUrl }: ServerTermsOptions,
  { keeper, runId, chatId, seq, known }: KeptRead,
): readonly RunAddress[] {
  if (!resumeUrl) return runMeans[keeper].streams(url, runId, chatId);
  return [resumeUrl(runId, placeAt({ chatId, seq, known }))];
}

/** The place of a reader, in the backend's own words where it has some. */
export function placeAt({
  chatId,
  seq,
  known,
}: Pick<KeptRead, 'chatId' | 'seq' | 'known'>): RunPlace {
  const cursor = known?.cursor;
  const isNumber = cursor !== undefined && /^\d{1,15}$/.test(cursor);
  const sequence = isNumber ? Number(cursor) : seq;
  return { chatId, ...(sequence >= 0 && { sequence }), ...(cursor !== undefined && { cursor }) };
}

// A run that has ended, told at once; one that goes on is asked for again.
async function* wholeOf(text: string): AsyncGenerator<FrameBatch, void, undefined> {
  if (/^(?:queued|in_progress)$/.test(textAt(tryJson(text), 'status'))) throw truncatedError();
  yield { frames: [{ event: 'message', data: text }], wholeBytes: 0 };
}

function mapUrl(address: RunAddress, change: (url: string) => string): RunAddress {
  if (typeof address === 'string') return change(address);
  return { ...address, url: change(address.url) };
}

function noAddress(): never {
  throw new ChatError(
    'not-found',
    'Nobody knows where this run can be read on. Say it by the option `resumeUrl`.',
  );
}
