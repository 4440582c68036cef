/** What {@link OwnTyping} needs. */
export interface OwnTypingOptions {
  /** Whether somebody would hear it. */
  readonly isJoined: () => boolean;
  /** Tells the others. */
  readonly tell: (on: boolean) => void;
}

/** Whoever types is told again so often. */
const everyMs = 2500;
/** Whoever has not typed for so long does not type. */
const overMs = 5000;

/** That this member types: told at once, then every few seconds, and on entering the room if he has typed just before. */
export class OwnTyping {
  readonly #options: OwnTypingOptions;
  #typedAt = -Infinity;
  #toldAt = -Infinity;

  constructor(options: OwnTypingOptions) {
    this.#options = options;
  }

  /** Notes that he types, or has stopped. */
  set(on: boolean): void {
    this.#typedAt = on ? Date.now() : -Infinity;
    const { isJoined, tell } = this.#options;
    const isDue = on ? Date.now() - this.#toldAt >= everyMs : this.#toldAt > 0;
    if (!isDue || !isJoined()) return;
    this.#toldAt = this.#typedAt;
    tell(on);
  }

  /** Notes that he has said what he typed, which tells that he has stopped. */
  said(): void {
    this.#typedAt = -Infinity;
    this.#toldAt = -Infinity;
  }

  /** The room is entered: what was told in it before is forgotten there. */
  joined(): void {
    this.#toldAt = -Infinity;
    if (Date.now() - this.#typedAt < overMs) this.set(true);
  }
}
