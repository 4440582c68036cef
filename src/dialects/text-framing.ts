import type { SseFrame } from '../protocol/sse-decoder.ts';

/** Cuts bytes into frames; `SseDecoder` is one, this file holds the others. */
export interface Framing {
  push(chunk: Uint8Array): SseFrame[];
  flush(): SseFrame[];
}

const frame = (data: string): SseFrame[] => (data ? [{ event: 'message', data }] : []);

/** Makes each chunk's text one frame: plain text has no frames of its own. */
export function textFraming(): Framing {
  const decoder = new TextDecoder();
  return {
    push: (chunk) => frame(decoder.decode(chunk, { stream: true })),
    flush: () => frame(decoder.decode()),
  };
}

const sseFields = ['', 'data', 'event', 'id', 'retry', 'error'];

/** Guesses from the beginning of a stream whether it is server-sent events; `undefined`: not enough yet. */
export function looksLikeSse(head: string): boolean | undefined {
  const [whole = '', field = '', colon] = /^[\r\n]*([a-z]*)(:?)/.exec(head) ?? [];
  if (colon) return sseFields.includes(field);
  const isOpen = whole.length === head.length && sseFields.some((name) => name.startsWith(field));
  return isOpen ? undefined : false;
}
