import { ChatError, truncatedError } from './chat-error.ts';
import { checkSchema } from './check-schema.ts';
import type { StreamProgress, StreamValue } from './stream-event.ts';
import { sniffFraming, streamDecoder, type StreamDecoder } from './stream-decoder.ts';
import { framingOf, type StreamFraming } from './stream-framing.ts';
import type { Read, StreamTypes } from './stream-types.ts';

/** Where the bytes of a typed stream come from. */
export type StreamSource = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | Response;

/** Options of {@link streamReader}. */
export interface StreamReaderOptions {
  /** How the bytes are to be read. @default by the media type of a `Response`, else by the first bytes */
  readonly framing?: StreamFraming | undefined;
  /** The longest frame in UTF-16 units, or bytes where it is tagged. @default 1,048,576 */
  readonly maxLength?: number | undefined;
  /** Is told how far the work has come. @default nobody is */
  readonly onProgress?: ((progress: StreamProgress) => void) | undefined;
}

/**
 * Reads a typed stream: the header, then the items, then the footer, each once. Every method rejects with a `ChatError`:
 * `protocol` for a stream that does not fit its types or its order, `truncated` for one that was cut, `server` or
 * `rate-limited` for an error that the stream itself told, `config` for values that are asked for out of their order.
 */
export interface StreamReader<Types extends StreamTypes> {
  /** Reads the header; undefined where the types name none. Asked again, it gives the same one. */
  header(this: void): Promise<Read<Types['header']>>;
  /** The items, once. Who leaves them early ends the source. */
  items(this: void): AsyncIterableIterator<Read<Types['item']>>;
  /** Reads the footer once the items are read; undefined where the types name none. Asked again, it gives the same one. */
  footer(this: void): Promise<Read<Types['footer']>>;
  /** Stops reading and ends the source. */
  cancel(this: void): Promise<void>;
}

/**
 * Makes a reader of a typed stream.
 *
 * @example
 * const { header, items, footer } = streamReader(transcript, await fetch('/transcript'));
 * console.log((await header()).language);
 * for await (const { words } of items()) console.log(words.join(' '));
 * console.log((await footer()).seconds);
 */
export function streamReader<Types extends StreamTypes>(
  types: Types,
  source: StreamSource,
  options: StreamReaderOptions = {},
): StreamReader<Types> {
  const values = readValues(source, options);
  // The first value that does not belong to what is read now.
  let next: StreamValue | undefined;
  let header: Promise<unknown> | undefined;
  let footer: Promise<unknown> | undefined;
  let [areTaken, areRead] = [false, false];

  async function peek(): Promise<StreamValue | undefined> {
    while (next === undefined) {
      const { done, value } = await values.next();
      if (done) return undefined;
      if (value.kind === 'progress') options.onProgress?.(value.value);
      else next = value;
    }
    if (next.kind === 'error') throw errorOf(next);
    if (next.kind === 'abort') throw stopped(next.reason);
    return next;
  }

  async function take(kind: 'header' | 'footer'): Promise<unknown> {
    const value = await peek();
    if (!types[kind]) {
      if (value?.kind === kind) throw unexpected(kind, 'which its types do not name');
      return undefined;
    }
    if (!value) throw truncatedError();
    if (value.kind !== kind) throw unexpected(value.kind, `where the ${kind} was expected`);
    next = undefined;
    return checked(kind, value, types);
  }

  async function* readItems(): AsyncGenerator<unknown, void, undefined> {
    try {
      await (header ??= take('header'));
      for (let value = await peek(); value?.kind === 'item'; value = await peek()) {
        next = undefined;
        yield await checked('item', value, types);
      }
      if (next?.kind === 'header') throw unexpected('header', 'though it comes first, and once');
      if (types.footer && !next) throw truncatedError();
      areRead = true;
    } finally {
      if (!areRead) await values.return();
    }
  }

  async function readFooter(): Promise<unknown> {
    const read = await take('footer');
    const after = await peek();
    if (after && after.kind !== 'end') throw unexpected(after.kind, 'after the last value');
    await values.return();
    return read;
  }

  return {
    header: () => (header ??= take('header')) as Promise<Read<Types['header']>>,
    items() {
      if (areTaken)
        throw misuse('The items can be read once: keep them in a list to have them twice.');
      areTaken = true;
      return readItems() as AsyncGenerator<Read<Types['item']>, void, undefined>;
    },
    async footer() {
      if (!areRead) throw misuse('The footer comes after the items: read all items first.');
      return (await (footer ??= readFooter())) as Read<Types['footer']>;
    },
    cancel: async () => void (await values.return()),
  };
}

async function* readValues(
  source: StreamSource,
  { framing, maxLength }: StreamReaderOptions,
): AsyncGenerator<StreamValue, void, undefined> {
  const type = isResponse(source) ? source.headers.get('content-type') : undefined;
  let known = framing ?? framingOf(type);
  let decoder: StreamDecoder | undefined;
  for await (const chunk of chunksOf(source)) {
    known ??= sniffFraming(chunk);
    if (!known) continue;
    decoder ??= streamDecoder(known, maxLength);
    yield* decoder.push(chunk);
  }
  if (!decoder) return;
  yield* decoder.flush();
  if (decoder.isCut()) throw truncatedError();
}

function isResponse(source: StreamSource): source is Response {
  return 'headers' in source && 'body' in source;
}

// Not every browser can iterate over a `ReadableStream`.
async function* chunksOf(source: StreamSource): AsyncGenerator<Uint8Array, void, undefined> {
  const from = isResponse(source) ? bodyOf(source) : source;
  if (!('getReader' in from)) {
    yield* from;
    return;
  }
  const reader = from.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel();
  }
}

function bodyOf({ ok, status, body }: Response): ReadableStream<Uint8Array> {
  if (ok && body) return body;
  const why = ok ? 'an answer without a body' : `the status ${status}`;
  throw new ChatError(ok ? 'protocol' : 'http', `The server sent ${why} for a typed stream.`, {
    status,
  });
}

async function checked(
  kind: 'header' | 'item' | 'footer',
  given: StreamValue,
  types: StreamTypes,
): Promise<unknown> {
  const found = await checkSchema(types[kind]!, 'value' in given ? given.value : undefined);
  if (found.fault === undefined) return found.value;
  throw new ChatError(
    'protocol',
    `The server sent ${withArticle(kind)} that does not fit the types of the stream: ${found.fault}.`,
  );
}

function errorOf({
  errorText,
  code,
  retryAfterMs,
}: Extract<StreamValue, { kind: 'error' }>): ChatError {
  return new ChatError(code ?? 'server', errorText, { retryAfterMs });
}

function stopped(reason: string | undefined): ChatError {
  const message = `The stream was stopped${reason ? `: ${reason}` : ''}. Start it again for the rest.`;
  return new ChatError('truncated', message, { retryable: false });
}

function unexpected(kind: StreamValue['kind'], why: string): ChatError {
  const what = kind === 'end' ? 'the end of the stream' : withArticle(kind);
  return new ChatError(
    'protocol',
    `The server sent ${what} ${why}. Check that both sides use the same types.`,
  );
}

function withArticle(kind: StreamValue['kind']): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

function misuse(message: string): ChatError {
  return new ChatError('config', message);
}
