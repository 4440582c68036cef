import type { ServerResponse } from 'node:http';
import type { EventReader } from '../http/event-reader.ts';

/** When to speak to a silent client and when to give up a deaf one, in milliseconds. */
export interface EventResponseLimits {
  readonly heartbeatMs: number;
  readonly stallMs: number;
}

/**
 * Writes a reader's events straight to Node's response: no web stream between, no timer and no promise per client, which
 * is most of what an idle client would cost. It takes what is ready when the connection has taken what was written
 * before, so a slow client gets fewer and larger pieces, and never has more than one of them waiting.
 */
export class EventResponse {
  readonly #response: ServerResponse;
  readonly #reader: EventReader;
  readonly #limits: EventResponseLimits;
  #isWriting = false;
  // When something was last written, in milliseconds of `performance.now()`.
  #movedAt: number;

  constructor(response: ServerResponse, reader: EventReader, limits: EventResponseLimits) {
    this.#response = response;
    this.#reader = reader;
    this.#limits = limits;
    // Clients that come together must not all be due for their heartbeat together.
    this.#movedAt = performance.now() - (Math.random() * limits.heartbeatMs) / 2;
    reader.onReady = this.#next;
    this.#next();
  }

  /** Sends a heartbeat if it is due, and cuts a client that has not taken anything for too long. */
  look(now: number): void {
    const { heartbeatMs, stallMs } = this.#limits;
    const silentMs = now - this.#movedAt;
    if (this.#isWriting) {
      if (silentMs >= stallMs) this.#response.destroy();
    } else if (silentMs >= heartbeatMs) this.#write(this.#reader.heartbeat());
  }

  readonly #next = (): void => {
    if (this.#isWriting || this.#response.writableEnded) return;
    const bytes = this.#reader.take();
    if (bytes) this.#write(bytes);
    if (this.#reader.isOver) this.#response.end();
  };

  #write(bytes: Uint8Array): void {
    this.#isWriting = true;
    this.#movedAt = performance.now();
    this.#response.write(bytes, this.#written);
  }

  readonly #written = (): void => {
    this.#isWriting = false;
    this.#next();
  };
}
