import type { ChatEvent } from '../protocol/chat-event.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';

/** The wire formats that are understood. */
export type WireFormat =
  | 'ui-message-stream'
  | 'data-stream'
  | 'openai-chat'
  | 'openai-completions'
  | 'openai-responses'
  | 'anthropic'
  | 'gemini'
  | 'ag-ui'
  | 'cohere'
  | 'ollama'
  | 'llama-cpp'
  | 'tanstack'
  | 'n8n'
  | 'dify'
  | 'langserve'
  | 'bedrock'
  | 'lm-studio'
  | 'replicate'
  | 'tgi'
  | 'snowflake'
  | 'assistant-transport'
  | 'text'
  | 'tutorial'
  | 'values';

/**
 * How reasoning is told from the answer where a model writes both into one text: by `tags`
 * (`<think>`, Harmony channels), the same for a text that begins `open`, inside the reasoning (the
 * tag was part of the prompt), or `none`.
 */
export type ReasoningMode = 'tags' | 'open' | 'none';

/** What a user may know of a stream that the stream itself does not tell. */
export interface DialectOptions {
  /** @default 'tags' for formats of local models, 'none' for `text` and formats that name reasoning themselves */
  readonly reasoning?: ReasoningMode | undefined;
  /** The tags that stand around reasoning, each with the one that closes it. @default those of well-known models */
  readonly reasoningTags?: readonly (readonly [open: string, close: string])[] | undefined;
  /** Whether each event of a `tutorial` stream repeats the whole text so far. @default false */
  readonly cumulative?: boolean | undefined;
}

/** One wire format as a machine: frames in, events out. */
export interface Dialect {
  /** Takes the next frame and returns the events it completes; throws a `ChatError` of code `protocol` for a malformed one. */
  push(frame: SseFrame): ChatEvent[];
  /**
   * Ends the stream; returns a terminal event only if the format's end marker was seen, or if the bytes themselves were `whole`:
   * one JSON document that was closed.
   */
  end(isWhole?: boolean): ChatEvent[];
}

/** Cuts bytes into frames. */
export interface Framing {
  push(chunk: Uint8Array): SseFrame[];
  flush(): SseFrame[];
  /** The dialect that these frames are in, where the framing alone tells. */
  readonly dialect?: Dialect | undefined;
  /** Whether the bytes were one JSON document, and all of it. */
  readonly isWhole?: boolean | undefined;
}
