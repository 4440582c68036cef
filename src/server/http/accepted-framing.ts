import type { ChatEvent } from '../../protocol/chat-event.ts';
import { formatCursor } from '../../protocol/cursor.ts';
import { encodeSse } from '../../protocol/sse.ts';
import { decodeStreamValue } from '../../protocol/stream-event.ts';
import { encodeStreamFrame, framingOf, streamMediaTypes } from '../../protocol/stream-framing.ts';
import type { LogFraming } from './log-stream.ts';

/** How a stream of values is answered with: as events, as lines, as typed frames, or all at once. */
export type AcceptedFraming = 'sse' | 'ndjson' | 'tagged' | 'json';

/** Reads how a client wants its answer from its `Accept`; events where it takes anything. */
export function acceptedFraming(accept: string | null): AcceptedFraming {
  const wishes = (accept ?? '').split(',').map((entry) => {
    const [type = '', ...parameters] = entry.split(';').map((text) => text.trim().toLowerCase());
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2) ?? '1';
    return { framing: framingBy(type), weight: Number(weight) };
  });
  let [best, heaviest]: [AcceptedFraming, number] = ['sse', 0];
  for (const { framing, weight } of wishes) {
    if (framing && weight > heaviest) [best, heaviest] = [framing, weight];
  }
  return best;
}

function framingBy(type: string): AcceptedFraming | undefined {
  if (type === 'application/json') return 'json';
  const framing = framingOf(type);
  return framing === 'bytes' ? undefined : framing;
}

const encoder = new TextEncoder();
const nothing = new Uint8Array();
const lines: LogFraming = {
  contentType: `${streamMediaTypes.ndjson}; charset=utf-8`,
  encode: (event) => encoder.encode(`${JSON.stringify(event)}\n`),
  heartbeat: encoder.encode('\n'),
};
const typedFrames: LogFraming = {
  contentType: streamMediaTypes.tagged,
  encode(event) {
    const value = decodeStreamValue(event);
    // Progress has a kind of its own there, which readers of other houses do not know.
    return !value || value.kind === 'progress' ? nothing : encodeStreamFrame('tagged', value);
  },
};

/** Writes the events of the log called `name`: one event a line, so that lines count places in it, or typed frames. */
export function framingFor(name: string, framing: Exclude<AcceptedFraming, 'json'>): LogFraming {
  if (framing === 'ndjson') return lines;
  return framing === 'tagged' ? typedFrames : eventFrames(name);
}

function eventFrames(name: string): LogFraming {
  return {
    contentType: 'text/event-stream; charset=utf-8',
    opening: encoder.encode(encodeSse({ comment: 'stream-open' })),
    encode: (event, seq) => encoder.encode(sseFrame(name, event, seq)),
    heartbeat: encoder.encode(encodeSse({ comment: 'keep-alive' })),
    ending: encoder.encode(encodeSse({ data: '[DONE]' })),
  };
}

function sseFrame(name: string, event: ChatEvent, seq: number): string {
  return encodeSse({ id: formatCursor(name, seq), data: JSON.stringify(event) });
}
