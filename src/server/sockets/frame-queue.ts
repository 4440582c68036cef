import type { ServerSocket } from './server-socket.ts';

/** How much may wait to be handled before nothing more is read. */
export interface FrameQueueLimits {
  /** How many frames. @default 64 */
  readonly maxFrames?: number | undefined;
  /** Their texts together, in characters. @default 1 Mi */
  readonly maxCharacters?: number | undefined;
}

/**
 * Handles the frames of one socket one after the other, so that none overtakes the question that it is about. A frame
 * that fails is told and the next one is handled all the same; while too much waits, the socket is not read.
 */
export class FrameQueue {
  readonly #socket: Pick<ServerSocket, 'pause' | 'resume' | 'terminate'>;
  readonly #maxFrames: number;
  readonly #maxCharacters: number;
  #last: Promise<void> = Promise.resolve();
  #frames = 0;
  #characters = 0;

  constructor(
    socket: Pick<ServerSocket, 'pause' | 'resume' | 'terminate'>,
    { maxFrames = 64, maxCharacters = 1024 * 1024 }: FrameQueueLimits = {},
  ) {
    this.#socket = socket;
    this.#maxFrames = maxFrames;
    this.#maxCharacters = maxCharacters;
  }

  /**
   * Handles a frame when those before it are done.
   * @param characters The length of its text.
   * @param refuse Is told what `handle` threw.
   */
  add(
    characters: number,
    handle: () => void | Promise<void>,
    refuse: (error: unknown) => void,
  ): void {
    this.#count(1, characters);
    this.#last = this.#last
      .then(handle)
      .catch(refuse)
      // A socket that cannot even be told that something failed is of no more use.
      .catch(() => this.#socket.terminate())
      .then(() => this.#count(-1, -characters));
  }

  #count(frames: number, characters: number): void {
    const wasFull = this.#isFull;
    this.#frames += frames;
    this.#characters += characters;
    if (this.#isFull === wasFull) return;
    if (wasFull) this.#socket.resume();
    else this.#socket.pause();
  }

  get #isFull(): boolean {
    return this.#frames > this.#maxFrames || this.#characters > this.#maxCharacters;
  }
}
