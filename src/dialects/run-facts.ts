import type { SseFrame } from '../protocol/sse-decoder.ts';

/** The backends whose own means of going on with a run, and of stopping it, are known. */
export type RunKeeper =
  | 'ai-sdk'
  | 'tanstack'
  | 'openai-background'
  | 'gemini-interactions'
  | 'llama-cpp'
  | 'durable-streams';

/** What one frame of a kept run tells. */
export interface RunFacts {
  /** The frames of the answer that are in it. @default the frame itself */
  readonly frames?: readonly SseFrame[];
  /** The backend's name of the run. */
  readonly run?: string | undefined;
  /** Whether the frame shows that the run is kept; else only the app can know. */
  readonly isKept?: boolean;
  /** The backend's token of the place behind this frame. */
  readonly cursor?: string | undefined;
  /** Whether nothing comes after it. */
  readonly isLast?: boolean;
}
