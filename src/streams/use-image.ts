'use client';
import { useCallback, useMemo } from 'react';
import type { SendResult } from '../chat/state/send-result.ts';
import type { FilePart } from '../protocol/chat-message.ts';
import type { StreamOptions } from './create-stream.ts';
import { readImage } from './read-image.ts';
import { useStream, type Stream } from './use-stream.ts';

/** What {@link useImage} gives a component. */
export interface ImageStream extends Omit<Stream, 'start'> {
  /** The newest picture: `<Picture part={image} isDraft={isStreaming} />`; undefined before the first. */
  readonly image: FilePart | undefined;
  /** How many steps are done. */
  readonly step: number;
  /** How many steps there are; undefined while nobody knows. */
  readonly total: number | undefined;
  /** How long the rest takes at the pace so far, in milliseconds; undefined while there is no pace. */
  readonly etaMs: number | undefined;
  /** Asks for a picture; `more` are further fields of the request. One that is being drawn is stopped. Never rejects. */
  readonly generate: (prompt: string, more?: object) => Promise<SendResult>;
}

/**
 * Shows a picture while it is drawn, from coarse to sharp. The server sends items with the picture so far (`image`, as a
 * `data:` URL, base64 or an address), `step` and `total`; OpenAI's Images API is understood, and a file in the stream.
 */
export function useImage(options?: StreamOptions): ImageStream {
  const stream = useStream(options);
  const { items, file, footer, progress, start } = stream;
  const image = useMemo(() => newest(items, footer, file), [items, footer, file]);
  const generate = useCallback(
    (prompt: string, more?: object) => start({ prompt, ...more }),
    [start],
  );
  return useMemo(() => {
    const { done: step, total, etaMs } = progress;
    return { ...stream, image, step, total, etaMs, generate };
  }, [stream, image, progress, generate]);
}

function newest(
  items: readonly unknown[],
  footer: unknown,
  file: Stream['file'],
): FilePart | undefined {
  const last = readImage(footer);
  if (last) return last;
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const found = readImage(items[index]);
    if (found) return found;
  }
  return file && { type: 'file', ...file };
}
