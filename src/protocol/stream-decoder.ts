import { parseJson, tryJson } from './json.ts';
import { defaultMaxLength, LineSplitter } from './line-splitter.ts';
import { readStreamFrame } from './read-stream-frame.ts';
import { SseDecoder } from './sse-decoder.ts';
import type { StreamValue } from './stream-event.ts';
import type { StreamFraming } from './stream-framing.ts';
import { isTaggedStart, TaggedFrames } from './tagged-frames.ts';

/** Cuts the bytes of a typed stream into its values. */
export interface StreamDecoder {
  /** Takes the next bytes and returns the values they complete. */
  readonly push: (chunk: Uint8Array) => StreamValue[];
  /** Ends the bytes; returns the last value if it is whole. */
  readonly flush: () => StreamValue[];
  /** Whether the bytes alone say that the stream was cut: by an end inside a frame, or without the end that its framing has. */
  readonly isCut: () => boolean;
}

/** Makes the decoder of a framing. A frame longer than `maxLength` throws a `ChatError` of code `protocol`. */
export function streamDecoder(
  framing: StreamFraming,
  maxLength: number = defaultMaxLength,
): StreamDecoder {
  if (framing === 'bytes') return bytesDecoder;
  if (framing === 'tagged') return taggedDecoder(maxLength);
  return framing === 'sse' ? sseDecoder(maxLength) : lineDecoder(maxLength);
}

/** Finds a stream's framing by its first bytes; undefined while there are none. */
export function sniffFraming(head: Uint8Array): StreamFraming | undefined {
  if (isTaggedStart(head[0])) return 'tagged';
  const first = head.find((byte) => byte > 0x20);
  if (first === undefined) return undefined;
  return first === 0x7b ? 'ndjson' : 'sse';
}

const bytesDecoder: StreamDecoder = {
  push: (chunk) => [{ kind: 'item', value: chunk }],
  flush: () => [],
  isCut: () => false,
};

function taggedDecoder(maxLength: number): StreamDecoder {
  const frames = new TaggedFrames(maxLength);
  return {
    push: (chunk) =>
      frames
        .push(chunk)
        .flatMap(({ kind, data }) => readStreamFrame(parseJson(data), kind).value ?? []),
    flush: () => [],
    isCut: () => frames.isCut,
  };
}

function sseDecoder(maxLength: number): StreamDecoder {
  const sse = new SseDecoder({ maxLength });
  const ending = new Ending();
  return {
    push: (chunk) => sse.push(chunk).flatMap(({ data, event }) => ending.read(data, event)),
    flush: () => sse.flush().flatMap(({ data, event }) => ending.read(data, event)),
    isCut: () => ending.isMissing,
  };
}

function lineDecoder(maxLength: number): StreamDecoder {
  const lines = new LineSplitter(maxLength);
  const text = new TextDecoder();
  const ending = new Ending();
  let isCutLine = false;
  return {
    push: (chunk) =>
      lines.push(text.decode(chunk, { stream: true })).flatMap((line) => ending.read(line, '')),
    flush() {
      const [line = ''] = [...lines.push(text.decode()), ...lines.flush()];
      // A number or a word may go on; brackets and quotes show their own end.
      isCutLine = line.trim() !== '' && (!/^\s*[[{"]/.test(line) || tryJson(line) === undefined);
      return isCutLine ? [] : ending.read(line, '');
    },
    isCut: () => isCutLine || ending.isMissing,
  };
}

/** Reads the frames of one stream and notes whether its end marker has come, where it has one. */
class Ending {
  #isNative = false;
  #isEnded = false;
  #hasFooter = false;

  /** Whether the end marker should have come and has not; a footer is as good as one. */
  get isMissing(): boolean {
    return this.#isNative && !this.#isEnded && !this.#hasFooter;
  }

  /** Reads the data of a frame with this name. */
  read(data: string, name: string): StreamValue[] {
    if (this.#isEnded || !data.trim() || data === '[DONE]') return [];
    const { value, isNative } = readStreamFrame(parseJson(data), name);
    this.#isNative ||= isNative;
    this.#isEnded = value?.kind === 'end';
    this.#hasFooter ||= value?.kind === 'footer';
    return value ? [value] : [];
  }
}
