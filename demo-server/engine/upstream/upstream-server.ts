import type { ChatEvent } from 'rivulet/protocol';
import type { EngineRequest } from '../engine.ts';
import { Circuit, type CircuitOptions } from './circuit.ts';
import { findModel, type UpstreamModel, type UpstreamWanted } from './find-model.ts';
import { NotServing } from './not-serving.ts';
import { openStream } from './open-stream.ts';
import { reasonOf, UpstreamFailure } from './upstream-failure.ts';

/** What a model server is asked with. */
export interface UpstreamServerOptions extends UpstreamWanted, CircuitOptions {
  /** How long it may say nothing, in milliseconds. @default 2 minutes */
  readonly silentMs?: number | undefined;
  /** Asks it. @default the global fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** One model server: what it serves, how busy it is and whether it can be asked. */
export class UpstreamServer {
  /** Its host; an address may hold a password. */
  readonly name: string;
  /** Answers that it writes for this server now. */
  active = 0;
  /** Questions that it was asked. */
  asked = 0;
  /** Questions that it failed at. */
  failed = 0;
  /** When it was asked last, by the count of all questions. */
  askedAt = 0;
  /** What it serves, once it has said so. */
  found: UpstreamModel | undefined;
  /** Why it cannot be asked, for whoever runs this server; undefined when it can. */
  trouble: string | undefined = 'it has not been asked yet';
  readonly #options: UpstreamServerOptions;
  readonly #circuit: Circuit;
  #checking: Promise<UpstreamModel> | undefined;

  constructor(options: UpstreamServerOptions) {
    this.#options = options;
    this.name = new URL(options.url).host;
    this.#circuit = new Circuit(options);
  }

  /** Whether a question would be answered, as far as is known. */
  get isUsable(): boolean {
    return this.trouble === undefined && this.#circuit.isClosed;
  }

  /** Asks what it serves, once at a time. Throws `NotServing`, which is its trouble from then on. */
  check(model = this.#options.model): Promise<UpstreamModel> {
    this.#checking ??= this.#look(model).finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  async #look(model: string | undefined): Promise<UpstreamModel> {
    const { fetch } = this.#options;
    // One that rests is let through by the circuit itself, when it is time.
    const find = () => findModel({ ...this.#options, model }, fetch);
    try {
      this.found = await (this.#circuit.isClosed ? find() : this.#circuit.run(find, this.name));
      this.trouble = undefined;
      return this.found;
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) this.trouble = reasonText(error);
      throw error;
    }
  }

  /** Asks it a question; see `openStream`. @param model What the servers serve, for one that has never answered. */
  async ask(
    request: EngineRequest,
    signal: AbortSignal,
    model: string,
  ): Promise<AsyncGenerator<ChatEvent, void, undefined>> {
    const { apiKey, fetch: ask = fetch, silentMs = 120_000 } = this.#options;
    const { name } = this;
    this.active++;
    this.asked++;
    try {
      const found = this.found ?? (await this.#checkNow(model));
      const server = { name, found, apiKey, silentMs, ask };
      const events = await this.#circuit.run(() => openStream(server, request, signal), name);
      this.trouble = undefined;
      return this.#counted(events);
    } catch (error) {
      this.active--;
      this.#note(error);
      throw error;
    }
  }

  async #checkNow(model: string): Promise<UpstreamModel> {
    return this.check(model).catch((cause: unknown) => {
      if (cause instanceof UpstreamFailure) throw cause;
      const text = 'The model server does not answer. Ask again in a moment.';
      const again = 'elsewhere';
      throw new UpstreamFailure('overloaded', text, {
        status: 503,
        retryAfterMs: 5000,
        again,
        cause,
      });
    });
  }

  async *#counted(
    events: AsyncGenerator<ChatEvent, void, undefined>,
  ): AsyncGenerator<ChatEvent, void, undefined> {
    try {
      yield* events;
    } catch (error) {
      this.#note(error);
      throw error;
    } finally {
      this.active--;
    }
  }

  #note(error: unknown): void {
    if (!(error instanceof UpstreamFailure) || !error.isFault) return;
    this.failed++;
    if (error.isAway) this.trouble = reasonText(error);
    // Whether it is still there is found out now, and not by the next question.
    else void this.#checkAgain();
  }

  async #checkAgain(): Promise<void> {
    try {
      await this.check(this.found?.model);
    } catch {
      // What comes of it is its `trouble`.
    }
  }
}

function reasonText(error: unknown): string {
  if (error instanceof NotServing) return error.message;
  return reasonOf(error);
}
