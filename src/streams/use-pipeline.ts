'use client';
import { useMemo } from 'react';
import type { StreamOptions } from './create-stream.ts';
import { readSteps, type PipelineStep } from './read-steps.ts';
import { useStream, type Stream } from './use-stream.ts';

/** What {@link usePipeline} gives a component: the stream, and its steps. */
export interface Pipeline<Result = unknown> extends Stream {
  /** The steps in the order in which the server named them. */
  readonly steps: readonly PipelineStep<Result>[];
}

/**
 * Follows a pipeline: `steps` say which are waiting, running, done, failed or skipped, with their results. Whether it stops
 * at the first error or goes on is the server's: what it never reached is `skipped`. The server sends a header with `steps`,
 * the names, and items `{ step, state, result?, ms?, error? }`; the words of other servers are understood.
 */
export function usePipeline<Result = unknown>(options?: StreamOptions): Pipeline<Result> {
  const stream = useStream(options);
  const { header, items, end, error, isStreaming } = stream;
  const steps = useMemo(
    () => readSteps<Result>({ header, items, end, error, isStreaming }),
    [header, items, end, error, isStreaming],
  );
  return useMemo(() => ({ ...stream, steps }), [stream, steps]);
}
