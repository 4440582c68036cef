import { parseCursor } from '../../protocol/cursor.ts';
import { acceptedFraming, framingFor } from '../http/accepted-framing.ts';
import type { RunAnswerOptions } from '../http/run-answer.ts';
import { logStream, type LogFraming } from '../http/log-stream.ts';
import type { LiveShow, LiveStream } from './live-stream.ts';

// All who read the same showing share what an event is written as.
const written = new WeakMap<object, Map<string, Uint8Array>>();

/**
 * Answers with a live stream, from what is still kept of it on, or after the `Last-Event-ID` of the same showing. A reader
 * that is too slow for what is kept gets a `data-snapshot` in place of what it missed, and goes on from there.
 */
export function liveAnswer(
  request: Request,
  stream: LiveStream,
  options: RunAnswerOptions = {},
): Response {
  const accepted = acceptedFraming(request.headers.get('accept'));
  const headers = {
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-vercel-ai-ui-message-stream': 'v1',
  };
  const kind = accepted === 'json' ? 'ndjson' : accepted;
  const { contentType } = framingFor('', kind);
  // Whoever asks for the headers alone must not begin it.
  if (request.method === 'HEAD') {
    return new Response(null, { headers: { ...headers, 'content-type': contentType } });
  }
  const leavePlace = options.places?.take(options.owner ?? '');
  const show = stream.join();
  const framing = shared(framingFor(show.id, kind), kind);
  const body = logStream(show.log, framing, {
    ...options,
    after: placeIn(request, show),
    behind: () => show.snapshot(),
    onLeave() {
      show.leave();
      leavePlace?.();
    },
  });
  return new Response(body, { headers: { ...headers, 'content-type': contentType } });
}

/** Where a reader goes on: a place in another showing, or one that is not there yet, is none here. */
function placeIn({ headers }: Request, { id, log }: LiveShow): number {
  const cursor = parseCursor(headers.get('last-event-id') ?? '');
  return cursor?.run === id && cursor.seq <= log.lastSeq ? cursor.seq : log.beforeOldest;
}

function shared(framing: LogFraming, kind: string): LogFraming {
  return {
    ...framing,
    encode(event, seq) {
      const forms = written.get(event) ?? new Map<string, Uint8Array>();
      written.set(event, forms);
      const bytes = forms.get(kind) ?? framing.encode(event, seq);
      forms.set(kind, bytes);
      return bytes;
    },
  };
}
