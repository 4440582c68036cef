import { createChat } from '../chat/create-chat.ts';
import type { ChatOptions } from '../chat/chat-options.ts';
import { pageFrames } from '../chat/run/frame-clock.ts';
import type { ChatState } from '../chat/state/chat-state.ts';
import type { SendResult } from '../chat/state/send-result.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { StreamTypes } from '../protocol/stream-types.ts';
import { measuredFrames } from './measured-frames.ts';
import { createStreamReader } from './read-stream.ts';
import type { ShapeOf, StreamShape, StreamState } from './stream-state.ts';
import { streamTransport, type StreamTransportOptions } from './stream-transport.ts';

/** What a stream tells its app. */
export interface StreamCallbacks<Shape extends StreamShape = StreamShape> {
  /** Is told of the stream once all of it is there, or it was cut short: see `end`. @default nobody is */
  readonly onDone?: ((state: StreamState<Shape>) => void) | undefined;
  /** Is told of each error. @default nobody is */
  readonly onError?: ((error: ChatError) => void) | undefined;
}

/** Options of {@link createStream}: where the stream comes from, and how a chat keeps it. */
export interface StreamOptions<Shape extends StreamShape = StreamShape>
  extends
    StreamTransportOptions,
    StreamCallbacks<Shape>,
    Pick<ChatOptions, 'id' | 'storage' | 'mirror' | 'frames' | 'now' | 'createId'> {
  /**
   * Checks what comes, by `streamTypes`. A value that does not fit is not shown; the rest is read, and its end is an
   * error of code `protocol` that says what did not fit. @default nothing is checked
   */
  readonly types?: StreamTypes | undefined;
}

/** {@link StreamOptions} with types that the values follow from. */
export interface TypedStreamOptions<Types extends StreamTypes> extends Omit<
  StreamOptions<ShapeOf<Types>>,
  'types'
> {
  /** Checks what comes, as in {@link StreamOptions}. */
  readonly types: Types;
}

/** A stream without a screen: its state, and the acts of its user. */
export interface StreamStore<Shape extends StreamShape = StreamShape> {
  /** What the stream is called in `storage` and in other tabs. */
  readonly id: string;
  /** The present state; the same object until something changes. */
  readonly getState: () => StreamState<Shape>;
  /** Calls the listener after each change, at most once per frame while it streams. Answers with the function that unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * Asks for the stream, with an input that is JSON. One that is on its way is stopped first. Resolves when the server has
   * accepted or refused it; never rejects.
   */
  readonly start: (input?: unknown) => Promise<SendResult>;
  /** Stops the stream at once, keeps what has arrived (`end: 'aborted'`), and stops the server's work. */
  readonly abort: () => Promise<void>;
  /** Goes on with what a reload, a `dispose` or a cut connection left behind, from `storage` where there is one. */
  readonly resume: () => Promise<void>;
  /** Stops the stream and forgets it. */
  readonly reset: () => void;
  /** Stops reading without stopping the server; answers whether there is a rest that `resume()` goes on with. */
  readonly dispose: () => boolean;
}

/**
 * Makes a store of one typed stream that is no chat: a picture that is being drawn, a list that is processed, a pipeline.
 * Underneath it is a run as a chat's answer is, so that it resumes, is stopped, shared between tabs and kept as one.
 */
export function createStream<Types extends StreamTypes>(
  options: TypedStreamOptions<Types>,
): StreamStore<ShapeOf<Types>>;
export function createStream<Shape extends StreamShape = StreamShape>(
  options: StreamOptions<Shape>,
  callbacks?: { readonly current: StreamCallbacks<Shape> },
): StreamStore<Shape>;
export function createStream(
  options: StreamOptions<never>,
  callbacks: { readonly current: StreamCallbacks<never> } = { current: options },
): StreamStore {
  const { id, storage, mirror, types, createId } = options;
  const now = options.now ?? (() => performance.now());
  const frames = measuredFrames(options.frames ?? pageFrames(), now);
  const transport = streamTransport(options);
  const read = createStreamReader(now);
  const dataSchemas = types && schemasOf(types);
  const chat = createChat(
    { id, storage, mirror, createId, transport, frames, now, dataSchemas },
    {
      current: {
        onDone: () => callbacks.current.onDone?.(getState() as StreamState<never>),
        // Where there is none, what nobody is told is reported.
        get onError() {
          return callbacks.current.onError;
        },
      },
    },
  );
  let seen: ChatState | undefined;
  let state: StreamState | undefined;
  return {
    id: chat.id,
    getState,
    subscribe: (listener) => chat.subscribe(listener),
    async start(input = {}) {
      if (chat.getState().messages.length > 0) chat.reset();
      return chat.send(JSON.stringify(input));
    },
    abort: chat.abort,
    resume: chat.resume,
    reset: chat.reset,
    dispose: chat.dispose,
  };

  function getState(): StreamState {
    const next = chat.getState();
    if (state && next === seen) return state;
    seen = next;
    const unacknowledged = transport.unacknowledged?.();
    const metrics = {
      ...figuresOf(next.metrics),
      ...(unacknowledged !== undefined && { unacknowledged }),
      ...frames.read(),
    };
    state = { ...read(next), metrics };
    return state;
  }
}

function figuresOf(metrics: ChatState['metrics']) {
  const { bytes, reconnects, receiveToPaintP95Ms, queuePosition, queueLength } = metrics;
  return {
    bytes,
    reconnects,
    ...(receiveToPaintP95Ms !== undefined && { receiveToPaintP95Ms }),
    ...(queuePosition !== undefined && { queuePosition }),
    ...(queueLength !== undefined && { queueLength }),
  };
}

function schemasOf({ header, item, footer }: StreamTypes) {
  return { item, ...(header && { header }), ...(footer && { footer }) };
}
