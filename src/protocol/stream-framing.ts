import { ChatError } from './chat-error.ts';
import { encodeSse } from './sse.ts';
import { encodeStreamValue, type StreamValue } from './stream-event.ts';
import { encodeTagged } from './tagged-frames.ts';

/**
 * How a typed stream is written into bytes: as server-sent events or one JSON object a line, both with the events of the
 * native wire; `tagged`, in binary frames with a byte for the kind and the length before the JSON, as Baseten's Chains
 * write them; or `bytes`, items of raw bytes and nothing else.
 */
export type StreamFraming = 'sse' | 'ndjson' | 'tagged' | 'bytes';

/** The media type of each framing. */
export const streamMediaTypes: Readonly<Record<StreamFraming, string>> = {
  sse: 'text/event-stream',
  ndjson: 'application/x-ndjson',
  tagged: 'application/x-typed-stream',
  bytes: 'application/octet-stream',
};

/** Finds the framing that a media type stands for; undefined for one that stands for none. */
export function framingOf(mediaType: string | null | undefined): StreamFraming | undefined {
  const bare = mediaType?.split(';')[0]?.trim().toLowerCase();
  if (bare === 'application/jsonl' || bare === 'application/ndjson') return 'ndjson';
  const all = Object.entries(streamMediaTypes);
  return all.find(([, type]) => type === bare)?.[0] as StreamFraming | undefined;
}

/** Writes one value of a typed stream into bytes; those of a framing that has no place for it are none. */
export function encodeStreamFrame(framing: StreamFraming, value: StreamValue): Uint8Array {
  if (framing === 'bytes') return rawBytes(value);
  if (framing === 'tagged') return taggedFrame(value);
  const json = JSON.stringify(encodeStreamValue(value));
  if (framing === 'ndjson') return utf8(`${json}\n`);
  const isEnd = value.kind === 'end' || value.kind === 'abort' || value.kind === 'error';
  return utf8(encodeSse({ data: json }) + (isEnd ? encodeSse({ data: '[DONE]' }) : ''));
}

function taggedFrame(value: StreamValue): Uint8Array {
  const { kind } = value;
  if (kind === 'end') return new Uint8Array();
  if (kind === 'error' || kind === 'abort') {
    const { type: _type, ...facts } = encodeStreamValue(
      kind === 'error' ? value : { kind: 'error', errorText: value.reason ?? 'It was stopped.' },
    );
    return encodeTagged('error', JSON.stringify(facts));
  }
  return encodeTagged(kind, JSON.stringify(value.value));
}

function rawBytes(value: StreamValue): Uint8Array {
  if (value.kind === 'item' && value.value instanceof Uint8Array) return value.value;
  if (value.kind === 'item' && typeof value.value === 'string') return utf8(value.value);
  if (value.kind === 'end') return new Uint8Array();
  throw new ChatError(
    'config',
    `A stream of raw bytes has no place for ${value.kind === 'item' ? 'an item that is neither a Uint8Array nor a string' : `its ${value.kind}`}. Choose the framing sse, ndjson or tagged.`,
  );
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
