import { durableMessages, readDurableFrame } from '../../dialects/durable-frame.ts';
import { textAt, tryJson } from '../../protocol/json.ts';
import { truncatedError } from '../../protocol/chat-error.ts';
import type { Exchange } from './exchange.ts';
import { framesIn, type FrameBatch, type Framing } from '../frames-of.ts';

/** Reads a Durable Stream at what `query` says: `offset`, and the `cursor` that caches want to have back. */
export type DurableRead = (query: Readonly<Record<string, string>>) => Promise<Response>;

/**
 * Reads a Durable Stream from an offset to its close, over as many reads as it takes: live by server-sent events or by
 * long polls, as its answers come. A read that brings nothing, not even a later place, is a lost connection.
 */
export async function* durableBatches(
  read: DurableRead,
  options: Framing,
  from = '-1',
  begun?: Response,
): AsyncGenerator<FrameBatch, void, undefined> {
  let offset = from;
  let cursor = '';
  let response = begun;
  for (;;) {
    response ??= await read({ offset, ...(cursor && { cursor }) });
    const isLive = isEvents(response.headers);
    const batches = isLive ? framesIn(response, options) : pollOf(response);
    let hasMoved = response.status === 204;
    response = undefined;
    // What stood behind the last place is told once more.
    yield { frames: [], wholeBytes: 0, from: offset };
    for await (const batch of batches) {
      yield batch;
      for (const frame of batch.frames) {
        const facts = readDurableFrame(frame);
        if (facts.isLast) return;
        if (frame.event !== 'control') continue;
        cursor = textAt(tryJson(frame.data), 'streamCursor') || cursor;
        hasMoved ||= isLive || facts.cursor !== offset;
        offset = facts.cursor ?? offset;
      }
    }
    if (!hasMoved) throw truncatedError();
  }
}

// A poll as the frames that the same would be by events.
async function* pollOf(response: Response): AsyncGenerator<FrameBatch, void, undefined> {
  const { status, headers } = response;
  const data = status === 204 ? '' : await response.text();
  const isJson = /json/.test(headers.get('content-type') ?? '');
  if (isJson && status === 200 && tryJson(data) === undefined) throw truncatedError();
  const control = {
    streamNextOffset: headers.get('stream-next-offset'),
    streamCursor: headers.get('stream-cursor'),
    streamClosed: headers.get('stream-closed') === 'true',
  };
  const place = { event: 'control', data: JSON.stringify(control) };
  const isNothing = durableMessages(data).length === 0;
  const frames = isNothing ? [place] : [{ event: 'data', data }, place];
  yield { frames, wholeBytes: 0 };
}

/** An answer to a question, and the way to let it run apart from the connection that asked. */
export interface Asked {
  readonly response: Response;
  /** Lets only the user's abort end the request: it may have to stay open as long as the model writes. */
  readonly detach: () => void;
}

/** Asks by a request of its own, which ends with its exchange until it is detached. */
export async function askApart(
  exchange: Exchange,
  aborted: AbortSignal,
  fetch: typeof globalThis.fetch,
  ask: (exchange: Exchange) => Promise<Response>,
): Promise<Asked> {
  const controller = new AbortController();
  const leave = () => controller.abort(exchange.signal.reason);
  const abort = () => controller.abort(aborted.reason);
  exchange.signal.addEventListener('abort', leave);
  aborted.addEventListener('abort', abort);
  if (exchange.signal.aborted) leave();
  const { signal } = controller;
  const request: Exchange['request'] = (url, init) => fetch(url, { ...init, signal });
  const response = await ask({ ...exchange, request });
  return { response, detach: () => exchange.signal.removeEventListener('abort', leave) };
}

/** Says whether an answer is a read of a Durable Stream. */
export function isStreamRead({ headers }: Response): boolean {
  return headers.has('stream-next-offset') || isEvents(headers);
}

function isEvents(headers: Headers): boolean {
  return /^text\/event-stream/i.test(headers.get('content-type') ?? '');
}

/** Finds the address of the stream that an answer points to, by its `Location` or its JSON; undefined: it is no pointer. */
export async function pointerIn(response: Response, url: string): Promise<string | undefined> {
  const { headers } = response;
  if (isStreamRead(response)) return undefined;
  const location = headers.get('location');
  const found = location ?? textAt(tryJson(await response.clone().text()), 'streamUrl');
  // Read to its end, so that its connection can be used again.
  if (location) void response.text().catch(ignore);
  return found ? resolved(found, response.url || url) : undefined;
}

function resolved(address: string, base: string): string {
  try {
    return new URL(address, new URL(base, globalThis.location?.href)).href;
  } catch {
    return address;
  }
}

function ignore(): void {}
