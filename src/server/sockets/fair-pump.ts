import type { ServerSocket } from './server-socket.ts';

/** Something that has frames to tell, one at a time, when it is asked. */
export interface FrameSource {
  /** The next frame, if there is one to tell. */
  next(): object | undefined;
  /** Calls back when there may be more to tell. */
  watch(onChange: () => void): void;
}

/** Above so many bytes that wait to be written, nothing more is told. */
const fullBytes = 1024 * 1024;
/** Below so many it goes on. */
const roomBytes = 256 * 1024;

/**
 * Tells many sources over one socket: one frame of each in turn, so that a long run does not keep the others waiting,
 * and only while the socket takes them, so that nothing piles up behind a slow one.
 */
export class FairPump {
  readonly #socket: Pick<ServerSocket, 'bufferedAmount' | 'send'>;
  readonly #onFailure: (error: unknown) => void;
  #turn: FrameSource[] = [];
  #isFull = false;

  /** @param onFailure Is told what a source threw; none of them is asked again. */
  constructor(
    socket: Pick<ServerSocket, 'bufferedAmount' | 'send'>,
    onFailure: (error: unknown) => void,
  ) {
    this.#socket = socket;
    this.#onFailure = onFailure;
  }

  /** Adds a source and tells what it has. */
  add(source: FrameSource): void {
    this.#turn.push(source);
    this.run();
  }

  /** Takes a source out. */
  remove(source: FrameSource): void {
    this.#turn = this.#turn.filter((other) => other !== source);
  }

  /** Tells what there is to tell. */
  run(): void {
    try {
      this.#run();
    } catch (error) {
      this.#turn = [];
      this.#onFailure(error);
    }
  }

  #run(): void {
    let idle = 0;
    while (!this.#isFull && idle < this.#turn.length) {
      const source = this.#turn.shift();
      if (!source) return;
      this.#turn.push(source);
      const frame = source.next();
      idle = frame ? 0 : idle + 1;
      if (frame) this.#send(frame);
    }
    if (this.#isFull) return;
    for (const source of this.#turn) source.watch(() => this.#again(source));
  }

  #again(source: FrameSource): void {
    if (this.#turn.includes(source)) this.run();
  }

  #send(frame: object): void {
    this.#socket.send(JSON.stringify(frame), () => this.#sent());
    this.#isFull = this.#socket.bufferedAmount > fullBytes;
  }

  #sent(): void {
    if (!this.#isFull || this.#socket.bufferedAmount >= roomBytes) return;
    this.#isFull = false;
    this.run();
  }
}
