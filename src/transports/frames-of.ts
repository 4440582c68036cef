import { LineSplitter } from '../protocol/line-splitter.ts';
import { SseDecoder, type SseFrame } from '../protocol/sse-decoder.ts';
import { chunksOf } from './answer-of.ts';

/** What one chunk of a body has brought. */
export interface FrameBatch {
  readonly frames: readonly SseFrame[];
  /** The bytes of the body up to the end of its last whole frame. */
  readonly wholeBytes: number;
  /** The server's wish for the time before a reconnect, in milliseconds. */
  readonly retryMs?: number | undefined;
  /** Whether the chunk began with a comment, as signs of life do. */
  readonly isComment?: boolean;
  /** The place behind which the stream is read from here on, where it is not the one before. */
  readonly from?: string;
  /** The chunk itself, where the body holds no frames that are known. */
  readonly raw?: Uint8Array;
}

/** How a body is cut. */
export interface Framing {
  /** The longest frame in UTF-16 units. */
  readonly maxLength: number;
  /** Whether the body may be lines of JSON. */
  readonly hasLines: boolean;
}

const fields = ['data:', 'event:', 'id:', 'retry:', ':'];
const lineFeed = 0x0a;
const colon = 0x3a;

/** Cuts the body of an answer into frames, a batch for each chunk: server-sent events, or lines of JSON where it may have these. */
export function framesIn(
  response: Response,
  framing: Framing,
): AsyncGenerator<FrameBatch, void, undefined> {
  const isStream = /event-stream|ndjson/.test(response.headers.get('content-type') ?? '');
  return framesOf(chunksOf(response), framing, isStream);
}

async function* framesOf(
  chunks: AsyncIterable<Uint8Array>,
  { maxLength, hasLines }: Framing,
  isStream: boolean,
): AsyncGenerator<FrameBatch, void, undefined> {
  const headText = new TextDecoder();
  let head = '';
  let held: Uint8Array[] = [];
  let cut: ((chunk: Uint8Array) => FrameBatch) | undefined;
  for await (const chunk of chunks) {
    held.push(chunk);
    if (!cut) head += headText.decode(chunk, { stream: true });
    cut ??= cutterOf(head, hasLines, maxLength);
    // That something has come is told, too.
    if (!cut) yield { frames: [], wholeBytes: 0 };
    else for (const piece of held) yield cut(piece);
    if (cut) held = [];
  }
  // What is too short to tell is a frame that was cut, where the server says that there are some.
  if (isStream) return;
  for (const raw of held) yield { frames: [], wholeBytes: 0, raw };
}

// Servers label carelessly, so that the first bytes decide; undefined while they are too few.
function cutterOf(
  head: string,
  hasLines: boolean,
  maxLength: number,
): ((chunk: Uint8Array) => FrameBatch) | undefined {
  const begun = head.replace(/^[\uFEFF\s]+/, '');
  if (fields.some((field) => begun.startsWith(field))) return eventCutter(maxLength);
  if (fields.some((field) => field.startsWith(begun))) return undefined;
  if (hasLines && begun.startsWith('{')) return lineCutter(maxLength);
  return (raw) => ({ frames: [], wholeBytes: 0, raw });
}

function eventCutter(maxLength: number): (chunk: Uint8Array) => FrameBatch {
  const sse = new SseDecoder({ maxLength });
  let bytes = 0;
  let wholeBytes = 0;
  let before = 0;
  return (chunk) => {
    for (const byte of chunk) {
      bytes++;
      if (byte === lineFeed && before === lineFeed) wholeBytes = bytes;
      before = byte;
    }
    return {
      frames: sse.push(chunk),
      wholeBytes,
      retryMs: sse.retryMs,
      isComment: chunk[0] === colon,
    };
  };
}

function lineCutter(maxLength: number): (chunk: Uint8Array) => FrameBatch {
  const lines = new LineSplitter(maxLength);
  const text = new TextDecoder();
  return (chunk) => {
    const whole = lines.push(text.decode(chunk, { stream: true })).filter((line) => line !== '');
    return { frames: whole.map((data) => ({ event: 'message', data })), wholeBytes: 0 };
  };
}
