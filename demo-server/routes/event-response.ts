import type { ServerResponse } from 'node:http';
import type { EventReader } from './event-reader.ts';

/** When to speak to a silent client and when to give up a deaf one, in milliseconds. */
export interface EventResponseLimits {
  readonly heartbeatMs: number;
  readonly stallMs: number;
}

/**
 * Writes a reader's events straight to Node's response: no web stream between, no timer and no promise per client, which
 * is most of what an idle client would cost. It takes from the reader only while the response is not full.
 */
export class EventResponse {
  readonly #response: ServerResponse;
  readonly #reader: EventReader;
  // When something was last written or taken by the client, in milliseconds of `performance.now()`.
  #movedAt: number;

  constructor(response: ServerResponse, reader: EventReader, heartbeatMs: number) {
    this.#response = response;
    this.#reader = reader;
    // Clients that come together must not all be due for their heartbeat together.
    this.#movedAt = performance.now() - (Math.random() * heartbeatMs) / 2;
    reader.onReady = () => this.#write();
    response.on('drain', () => this.#write());
    this.#write();
  }

  /** Sends a heartbeat if it is due, and cuts a client that has left its connection full for too long. */
  look(now: number, { heartbeatMs, stallMs }: EventResponseLimits): void {
    const silentMs = now - this.#movedAt;
    if (this.#response.writableNeedDrain) {
      if (silentMs >= stallMs) this.#response.destroy();
    } else if (silentMs >= heartbeatMs) {
      this.#response.write(this.#reader.heartbeat());
      this.#movedAt = now;
    }
  }

  #write(): void {
    const response = this.#response;
    while (!response.writableNeedDrain && !response.writableEnded) {
      const bytes = this.#reader.take();
      if (bytes) {
        this.#movedAt = performance.now();
        response.write(bytes);
      }
      if (this.#reader.isOver) response.end();
      if (!bytes) return;
    }
  }
}
