import type { IncomingMessage } from 'node:http';
import { ChatError } from 'rivulet/protocol';
import type { IntakeBudget } from 'rivulet/server';

/** What a body may cost. */
export interface BodyLimits {
  /** The largest body, in bytes. */
  readonly maxBytes: number;
  /** What bounds all bodies together that are coming in. */
  readonly intake: IntakeBudget;
}

/**
 * Reads the body of a request, however it is framed: with a Content-Length or chunked. Throws a `ChatError`: `too-large`
 * as soon as it is, `overloaded` when others need the room, `bad-request` when it ends before it is whole.
 */
export function readBody(
  incoming: IncomingMessage,
  { maxBytes, intake }: BodyLimits,
): Promise<Buffer> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  return new Promise((resolve, reject) => {
    const held = intake.open(() => end(() => reject(noRoom())));
    // Pieces are copied, as a body of many small ones would cost many times its size.
    let buffer = Buffer.alloc(0);
    let size = 0;

    const onData = (piece: Buffer): void => {
      if (size + piece.length > maxBytes) return end(() => reject(tooLarge(maxBytes)));
      if (size + piece.length > buffer.length) {
        const larger = Buffer.alloc(Math.min(maxBytes, Math.max(size + piece.length, size * 2)));
        buffer.copy(larger, 0, 0, size);
        buffer = larger;
      }
      piece.copy(buffer, size);
      size += piece.length;
      held.hold(buffer.length);
    };
    const onEnd = (): void => end(() => resolve(buffer.subarray(0, size)));
    const onCut = (): void => {
      // A client may leave without waiting for an answer; what it has asked for counts.
      const rest: unknown = incoming.complete ? incoming.read() : undefined;
      if (Buffer.isBuffer(rest)) onData(rest);
      end(() => (incoming.complete ? resolve(buffer.subarray(0, size)) : reject(cutShort())));
    };

    function end(settle: () => void): void {
      incoming.off('data', onData).off('end', onEnd).off('error', onCut).off('close', onCut);
      held.release();
      buffer = size > 0 ? buffer : Buffer.alloc(0);
      settle();
    }
    if (incoming.destroyed) onCut();
    else incoming.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut);
  });
}

/** The error of a body over the limit. */
export function tooLarge(maxBytes: number): ChatError {
  const text = `The request is larger than ${Math.round(maxBytes / 1024)} KiB. Shorten the message or leave out older ones.`;
  return new ChatError('too-large', text, { status: 413 });
}

function noRoom(): ChatError {
  const text =
    'The server is taking in as much as it can. Send the whole request at once, in a moment.';
  return new ChatError('overloaded', text, { status: 503, retryAfterMs: 2000 });
}

function cutShort(): ChatError {
  return new ChatError('bad-request', 'The request ended before its body was whole.', {
    status: 400,
  });
}
