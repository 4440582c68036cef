import type { ChatEvent } from '../../protocol/chat-event.ts';

type Delta = Extract<ChatEvent, { readonly delta: string }>;

// Less than one animation frame of a fast screen; a slower stream is not delayed at all.
const holdMs = 5;
const maxCharacters = 256;

/**
 * Joins the deltas that come in quick succession, so that a fast model does not cost one frame per model token. The
 * first delta after a pause passes at once; every other event passes at once and takes what is held with it.
 */
export class DeltaBuffer {
  readonly #emit: (event: ChatEvent) => void;
  readonly #now: () => number;
  #held: Delta | undefined;
  #text = '';
  #emittedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(emit: (event: ChatEvent) => void, now: () => number = () => performance.now()) {
    this.#emit = emit;
    this.#now = now;
  }

  /** Takes the next event. */
  push(event: ChatEvent): void {
    if (event.type !== 'text-delta' && event.type !== 'reasoning-delta') {
      this.flush();
      this.#emit(event);
      return;
    }
    if (this.#held && (this.#held.id !== event.id || this.#held.type !== event.type)) this.flush();
    this.#held ??= event;
    this.#text += event.delta;
    const wait = this.#emittedAt + holdMs - this.#now();
    if (wait <= 0 || this.#text.length >= maxCharacters) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Passes on what is held. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = this.#held;
    if (!held) return;
    this.#emittedAt = this.#now();
    const delta = this.#text;
    this.#held = undefined;
    this.#text = '';
    this.#emit({ ...held, delta });
  }
}
