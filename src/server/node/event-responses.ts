import type { ServerResponse } from 'node:http';
import type { EventReader } from '../http/event-reader.ts';
import { EventResponse, type EventResponseLimits } from './event-response.ts';

// Clients are looked after this often; tests have shorter limits.
const lookMs = 250;

/** The event streams of one Node server, written straight to their connections; one timer looks after all of them. */
export class EventResponses {
  readonly #open = new Set<EventResponse>();
  #everyMs = lookMs;
  #timer: NodeJS.Timeout | undefined;

  /** Answers with the head of a response and, for its body, a reader's events, until the client leaves or nothing more comes. */
  send(
    outgoing: ServerResponse,
    { status, headers }: Pick<Response, 'status' | 'headers'>,
    reader: EventReader,
    limits: EventResponseLimits,
  ): void {
    if (outgoing.destroyed) return reader.leave();
    // As a list they are written and forgotten; set one by one, they would be kept as long as the client stays.
    outgoing.writeHead(status, [...headers].flat());
    const events = new EventResponse(outgoing, reader, limits);
    this.#open.add(events);
    outgoing.once('close', () => {
      reader.leave();
      this.#open.delete(events);
      if (this.#open.size === 0) this.#stop();
    });
    this.#start(Math.min(lookMs, limits.heartbeatMs, limits.stallMs));
  }

  /** Looks at least as often as the newest one needs. */
  #start(everyMs: number): void {
    if (this.#timer && everyMs >= this.#everyMs) return;
    this.#stop();
    this.#everyMs = everyMs;
    this.#timer = setInterval(() => this.#look(), everyMs).unref();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const now = performance.now();
    for (const events of this.#open) events.look(now);
  }
}
