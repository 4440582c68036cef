import type { ChatMetrics } from '../chat/state/chat-metrics.ts';
import type { ChatRetry, ChatStatus } from '../chat/state/chat-state.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { FilePart, MessageEnd } from '../protocol/chat-message.ts';
import type { StreamTypes, Written } from '../protocol/stream-types.ts';

/** What the values of a stream are: `useStream<{ header: Facts; item: Row; footer: Sums }>()`. */
export interface StreamShape {
  /** What comes once, before the items. */
  readonly header?: unknown;
  /** What comes any number of times. */
  readonly item?: unknown;
  /** What comes once, after the items. */
  readonly footer?: unknown;
}

/** The values of a stream with these types. */
export interface ShapeOf<Types extends StreamTypes> {
  /** What comes once, before the items. */
  readonly header: Written<Types['header']>;
  /** What comes any number of times. */
  readonly item: Written<Types['item']>;
  /** What comes once, after the items. */
  readonly footer: Written<Types['footer']>;
}

/** How far a stream has come. */
export interface StreamFigures {
  /** How much is done, in the unit of `total`: what the server says, else the items so far. */
  readonly done: number;
  /** How much there is in all; undefined while nobody knows. */
  readonly total: number | undefined;
  /** The share that is done, from 0 to 1; undefined while `total` is. 1 only when all is there. */
  readonly ratio: number | undefined;
  /** How long the rest will take at the pace so far, in milliseconds; undefined while there is no pace, and after the end. */
  readonly etaMs: number | undefined;
  /** What is being done, in the server's words. */
  readonly label: string | undefined;
}

/** Figures of the newest run; what is not known (yet) is absent. */
export interface StreamMetrics extends Pick<
  ChatMetrics,
  'bytes' | 'reconnects' | 'receiveToPaintP95Ms' | 'queuePosition' | 'queueLength'
> {
  /** Frames of the screen that came too late to be drawn, since the stream was made. */
  readonly droppedFrames: number;
  /** 95th percentile of the time that a frame's change took to render, in milliseconds, of the last 128. */
  readonly renderMs?: number;
  /** Frames that were received and not yet acknowledged to the server; absent where a transport does not acknowledge. */
  readonly unacknowledged?: number;
}

/** Everything a screen needs of a stream. What did not change keeps its identity. */
export interface StreamState<Shape extends StreamShape = StreamShape> {
  /** What came before the items; undefined until it has. */
  readonly header: Shape['header'] | undefined;
  /** The items so far. It only grows, until the next `start` or `reset`, and each keeps its identity. */
  readonly items: readonly Shape['item'][];
  /** What came after the items; undefined until it has. */
  readonly footer: Shape['footer'] | undefined;
  /** The newest item. */
  readonly latest: Shape['item'] | undefined;
  /** The text that the stream brings beside its values; `''` where there is none. */
  readonly text: string;
  /** The newest picture that the stream brings as a file. */
  readonly file: Pick<FilePart, 'url' | 'mediaType'> | undefined;
  /** How far it has come. */
  readonly progress: StreamFigures;
  /** What the stream is doing; `ready` before it has begun, and after its end. */
  readonly status: ChatStatus;
  /** Whether more is on its way: submitted, streaming or reconnecting. */
  readonly isStreaming: boolean;
  /** How it ended; undefined before. Only `complete` means that all is there. */
  readonly end: MessageEnd | undefined;
  /** Why it failed; undefined after the next one has started. */
  readonly error: ChatError | undefined;
  /** When the lost connection is tried again; only while `status` is `reconnecting`, and known. */
  readonly retry: ChatRetry | undefined;
  /** What it was started with, after a reload too; undefined before. */
  readonly input: unknown;
  /** Figures of the newest run. */
  readonly metrics: StreamMetrics;
}
