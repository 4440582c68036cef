import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Dialect, Framing } from './dialect.ts';
import { text } from './text.ts';

/** Makes each chunk's text one frame: plain text has no frames of its own. */
export function textFraming(): Framing {
  const decoder = new TextDecoder();
  return {
    dialect: text(),
    push: (chunk) => frame(decoder.decode(chunk, { stream: true })),
    flush: () => frame(decoder.decode()),
  };
}

const frame = (data: string): SseFrame[] => (data ? [{ event: 'message', data }] : []);

/** Finds out by the first bytes whether they are server-sent events or plain text. */
export class SniffedFraming implements Framing {
  readonly #sse: Framing;
  #chosen: Framing | undefined;
  // Bytes that wait until it is clear what they are.
  #held: readonly number[] = [];

  constructor(sse: Framing) {
    this.#sse = sse;
  }

  /** That of plain text, once it is clear that this is text. */
  get dialect(): Dialect | undefined {
    return this.#chosen?.dialect;
  }

  /** Takes the next bytes; gives no frames until it is clear what they are. */
  push(chunk: Uint8Array): SseFrame[] {
    if (this.#chosen) return this.#chosen.push(chunk);
    this.#held = [...this.#held, ...chunk];
    const isSse = looksLikeSse(new TextDecoder().decode(Uint8Array.from(this.#held)));
    return isSse === undefined ? [] : this.#choose(isSse);
  }

  /** Ends the stream; what was too short to be clear is text. */
  flush(): SseFrame[] {
    const held = this.#held.length > 0 ? this.#choose(false) : [];
    return [...held, ...(this.#chosen?.flush() ?? [])];
  }

  #choose(isSse: boolean): SseFrame[] {
    const held = Uint8Array.from(this.#held);
    this.#held = [];
    this.#chosen = isSse ? this.#sse : textFraming();
    return this.#chosen.push(held);
  }
}

const sseFields = ['', 'data', 'event', 'id', 'retry', 'error'];

function looksLikeSse(head: string): boolean | undefined {
  const [whole = '', field = '', colon] = /^[\r\n]*([a-z]*)(:?)/.exec(head) ?? [];
  if (colon) return sseFields.includes(field);
  const isOpen = whole.length === head.length && sseFields.some((name) => name.startsWith(field));
  return isOpen ? undefined : false;
}
