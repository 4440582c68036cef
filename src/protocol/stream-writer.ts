import { ChatError } from './chat-error.ts';
import { checkSchema } from './check-schema.ts';
import type { StandardSchema } from './standard-schema.ts';
import type { StreamProgress, StreamValue } from './stream-event.ts';
import { encodeStreamFrame, streamMediaTypes, type StreamFraming } from './stream-framing.ts';
import type { StreamTypes, Written } from './stream-types.ts';

/** Options of {@link streamWriter}. */
export interface StreamWriterOptions {
  /** How the values become bytes. @default 'sse' */
  readonly framing?: StreamFraming | undefined;
  /**
   * Whether progress is written. In the `tagged` framing it has a kind of its own, which only this kit's readers know,
   * so that there it must be asked for.
   * @default true, but false for `tagged`
   */
  readonly progress?: boolean | undefined;
}

/**
 * Writes a typed stream. Each method answers with the bytes to send, in the order of the calls, and rejects with a
 * `ChatError` of code `config` for what the types do not allow: nothing of it is sent then, and the stream can go on.
 */
export interface StreamWriter<Types extends StreamTypes> {
  /** The media type of what is written, for the `Content-Type` of an answer. */
  readonly contentType: string;
  /** Writes the header: once, before all items. */
  header(this: void, value: Written<Types['header']>): Promise<Uint8Array>;
  /** Writes the next item. */
  item(this: void, value: Written<Types['item']>): Promise<Uint8Array>;
  /** Writes the footer: once, after all items. */
  footer(this: void, value: Written<Types['footer']>): Promise<Uint8Array>;
  /** Tells how far the work is; allowed anywhere before the end. */
  progress(this: void, progress: StreamProgress): Promise<Uint8Array>;
  /** Ends the stream with what went wrong: an error, or its text. A `ChatError` keeps its code and its wait. */
  error(this: void, cause: unknown): Promise<Uint8Array>;
  /** Ends the stream as whole; rejects while the header or the footer is missing. A second call writes nothing. */
  end(this: void): Promise<Uint8Array>;
}

type Phase = 'begun' | 'header' | 'items' | 'footer' | 'ended';

/**
 * Makes a writer of a typed stream.
 *
 * @example
 * async function* answer() {
 *   const write = streamWriter(transcript, { framing: 'tagged' });
 *   yield await write.header({ language: 'en' });
 *   for await (const words of speech) yield await write.item({ words });
 *   yield await write.footer({ seconds: 3.5 });
 *   yield await write.end();
 * }
 */
export function streamWriter<Types extends StreamTypes>(
  types: Types,
  { framing = 'sse', progress: tells = framing !== 'tagged' }: StreamWriterOptions = {},
): StreamWriter<Types> {
  let phase: Phase = 'begun';
  let last: Promise<unknown> = Promise.resolve();
  return {
    contentType: streamMediaTypes[framing],
    header: (value) => inTurn(() => typed('header', value, types.header)),
    item: (value) => inTurn(() => typed('item', value, types.item)),
    footer: (value) => inTurn(() => typed('footer', value, types.footer)),
    progress: (value) =>
      inTurn(() => {
        if (phase === 'ended') throw misuse('Progress', 'the stream has ended');
        return tells && framing !== 'bytes' ? bytesOf({ kind: 'progress', value }) : nothing();
      }),
    error: (cause) => inTurn(() => fail(cause)),
    end: () => inTurn(end),
  };

  // Schemas may take their time; the calls keep their order all the same.
  function inTurn(step: () => Uint8Array | Promise<Uint8Array>): Promise<Uint8Array> {
    const turn = last.then(step);
    last = turn.catch(() => {});
    return turn;
  }

  async function typed(
    kind: 'header' | 'item' | 'footer',
    value: unknown,
    schema: StandardSchema | undefined,
  ): Promise<Uint8Array> {
    const fault = orderFault(kind, phase, types);
    if (fault) throw misuse(`The ${kind}`, fault);
    const checked = await checkSchema(schema!, value);
    if (checked.fault !== undefined) throw misfit(kind, checked.fault);
    const bytes = bytesOf({ kind, value });
    phase = kind === 'item' ? 'items' : kind;
    return bytes;
  }

  function bytesOf(value: StreamValue): Uint8Array {
    if ('value' in value && toJson(value) === undefined) throw misfit(value.kind, 'it has no JSON');
    return encodeStreamFrame(framing, value);
  }

  function fail(cause: unknown): Uint8Array {
    if (phase === 'ended') throw misuse('The error', 'the stream has ended');
    phase = 'ended';
    const errorText = cause instanceof Error ? cause.message : String(cause);
    const { code, retryAfterMs } = cause instanceof ChatError ? cause : {};
    const limit = code === 'rate-limited' ? code : undefined;
    return encodeStreamFrame(framing, { kind: 'error', errorText, code: limit, retryAfterMs });
  }

  function end(): Uint8Array {
    if (phase === 'ended') return nothing();
    if (types.header && phase === 'begun') throw misuse('The end', 'the header is missing');
    if (types.footer && phase !== 'footer') throw misuse('The end', 'the footer is missing');
    phase = 'ended';
    return encodeStreamFrame(framing, { kind: 'end' });
  }
}

/** Says in words why a value may not come now; undefined where it may. */
function orderFault(
  kind: 'header' | 'item' | 'footer',
  phase: Phase,
  types: StreamTypes,
): string | undefined {
  if (!types[kind])
    return `the types of the stream name no ${kind}: give streamTypes a schema for it`;
  if (phase === 'ended') return 'the stream has ended';
  if (phase === 'footer') return 'the footer is the last of a stream, and comes once';
  if (kind === 'header')
    return phase === 'begun' ? undefined : 'a header comes once, before the first item';
  if (phase === 'begun' && types.header) return 'the header comes first';
  return undefined;
}

const nothing = () => new Uint8Array();

function toJson({ value }: { readonly value?: unknown }): string | undefined {
  if (value instanceof Uint8Array) return '';
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function misuse(what: string, why: string): ChatError {
  return new ChatError('config', `${what} cannot be written: ${why}.`);
}

function misfit(kind: string, fault: string): ChatError {
  return new ChatError('config', `The ${kind} does not fit the types of the stream: ${fault}.`);
}
