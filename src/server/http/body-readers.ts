import type { EventReader } from './event-reader.ts';

/** What gives the bytes of a body without its web stream. */
interface BodyReader {
  readonly reader: EventReader;
  /** How long it may say nothing, in milliseconds. */
  readonly heartbeatMs: number;
}

/** What bodies are read from, for whoever writes one in place of its stream; one that somebody reads, or a copy, must be left alone. */
export const bodyReaders = new WeakMap<ReadableStream<Uint8Array>, BodyReader>();
