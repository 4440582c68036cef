'use client';
import { useMemo } from 'react';
import type { StreamOptions } from './create-stream.ts';
import type { StreamFigures } from './stream-state.ts';
import { useStream, type Stream } from './use-stream.ts';

/** What {@link useProgress} gives a component: how far the work is, and the acts of its user. */
export interface ProgressStream
  extends
    StreamFigures,
    Pick<Stream, 'status' | 'isStreaming' | 'end' | 'error' | 'start' | 'abort' | 'reset'> {
  /** The stream itself, for what comes beside the progress. */
  readonly stream: Stream;
}

/** Follows how far a piece of work is: `<Progress progress={useProgress({ url })} />`. */
export function useProgress(options?: StreamOptions): ProgressStream {
  const stream = useStream(options);
  return useMemo(() => {
    const { status, isStreaming, end, error, start, abort, reset } = stream;
    return { ...stream.progress, status, isStreaming, end, error, start, abort, reset, stream };
  }, [stream]);
}
