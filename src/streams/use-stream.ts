'use client';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { useChatLifetime } from '../chat/react/use-chat-lifetime.ts';
import type { StreamTypes } from '../protocol/stream-types.ts';
import { useLatest } from '../view/use-latest.ts';
import {
  createStream,
  type StreamOptions,
  type StreamStore,
  type TypedStreamOptions,
} from './create-stream.ts';
import type { ShapeOf, StreamShape, StreamState } from './stream-state.ts';

/** What {@link useStream} gives a component; the functions stay the same for the life of the stream. */
export interface Stream<Shape extends StreamShape = StreamShape>
  extends StreamState<Shape>, Pick<StreamStore, 'start' | 'abort' | 'resume' | 'reset'> {
  /** The store itself, for code outside React. */
  readonly stream: StreamStore<Shape>;
}

/**
 * Reads a typed stream that is no chat and renders at most once per frame. With `storage` it resumes on mount; another
 * `id` makes another stream. Unmounting stops the reading, not the server. All options but the callbacks are read when the
 * stream is made; `headers` may be a function.
 *
 * @example
 * const { items, progress, start } = useStream<{ item: { word: string } }>({ url: '/api/tasks/analyse' });
 */
export function useStream<Types extends StreamTypes>(
  options: TypedStreamOptions<Types>,
): Stream<ShapeOf<Types>>;
export function useStream<Shape extends StreamShape = StreamShape>(
  options?: StreamOptions<Shape>,
): Stream<Shape>;
export function useStream(options: StreamOptions<never> = {}): Stream {
  const latest = useLatest(options);
  const [made, setMade] = useState(make);
  const { stream } = made.id === options.id ? made : remake();
  useChatLifetime(stream, options.storage !== undefined);
  const state = useSyncExternalStore(stream.subscribe, stream.getState, stream.getState);
  return useMemo(() => {
    const { start, abort, resume, reset } = stream;
    return { ...state, start, abort, resume, reset, stream };
  }, [stream, state]);

  function make() {
    return { id: options.id, stream: createStream(options, latest) };
  }

  function remake() {
    const next = make();
    setMade(next);
    return next;
  }
}
