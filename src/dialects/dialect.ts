import type { ChatEvent } from '../protocol/chat-event.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';

/** The wire formats that are understood. */
export type WireFormat = 'ui-message-stream' | 'openai-chat' | 'text';

/** One wire format as a machine: frames in, events out. */
export interface Dialect {
  /** Takes the next frame and returns the events it completes. */
  read(frame: SseFrame): ChatEvent[];
  /** Ends the stream; returns a terminal event only if the format's end marker was seen. */
  end(): ChatEvent[];
}

/** Cuts bytes into frames. */
export interface Framing {
  push(chunk: Uint8Array): SseFrame[];
  flush(): SseFrame[];
  /** The dialect that these frames are in, where the framing alone tells. */
  readonly dialect?: Dialect | undefined;
}
