import { ChatError } from 'rivulet/protocol';
import { readRefusal } from '../engine/upstream/read-refusal.ts';
import { SilenceWatch } from '../engine/upstream/silence-watch.ts';
import { brokeOff, silent, unreachable } from '../engine/upstream/upstream-failure.ts';
import type { DrawOptions, ImageEngine, ImageEngineInfo, ImageStep } from './image-engine.ts';
import { picturesOf, type Painted } from './pictures-of.ts';
import { pictureFacts } from './picture-facts.ts';
import { checkPrompt } from './prompt-bounds.ts';

/** A painter behind this server. */
export interface UpstreamImagesOptions {
  /** Its base, such as `http://gpu:8080/v1`: a server with OpenAI's Images API. */
  readonly url: string;
  /** @default the server's own choice */
  readonly model?: string | undefined;
  /** @default none */
  readonly apiKey?: string | undefined;
  /** Pictures on the way that it is asked for, from 0 to 3. @default 3 */
  readonly partials?: number | undefined;
  /** How long it may say nothing, in milliseconds; one that streams nothing is silent while it paints. @default 5 minutes */
  readonly silentMs?: number | undefined;
  /** Pictures at once; more are refused. @default 4 */
  readonly parallel?: number | undefined;
  /** Asks it. @default the global fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Draws by OpenAI's Images API: streamed with partial images where the server can (OpenAI), else in one piece (LocalAI,
 * stable-diffusion.cpp).
 */
export class UpstreamImages implements ImageEngine {
  readonly info: ImageEngineInfo;
  readonly #options: UpstreamImagesOptions;
  readonly #name: string;
  readonly #stopping = new AbortController();
  #active = 0;
  /** What the server has shown that it cannot. */
  #streams = true;

  constructor(options: UpstreamImagesOptions) {
    this.#options = options;
    this.#name = new URL(options.url).host;
    this.info = {
      name: options.model ?? this.#name,
      engine: 'upstream',
      steps: (options.partials ?? 3) + 1,
      suggestions: ['a red sun over the sea', 'a lighthouse in a storm, oil on canvas'],
    };
  }

  load(): { readonly active: number; readonly waiting: number } {
    return { active: this.#active, waiting: 0 };
  }

  read(prompt: string): undefined {
    checkPrompt(prompt);
  }

  draw(prompt: string, options: DrawOptions = {}): AsyncIterable<ImageStep> {
    checkPrompt(prompt);
    options.signal?.throwIfAborted();
    const { parallel = 4 } = this.#options;
    if (this.#active >= parallel || this.#stopping.signal.aborted) {
      const text = `The painter has ${this.#active} pictures on hand. Ask again in a moment.`;
      throw new ChatError('overloaded', text, { status: 503, retryAfterMs: 5000 });
    }
    return this.#draw(prompt, options);
  }

  close(): Promise<void> {
    this.#stopping.abort();
    return Promise.resolve();
  }

  async *#draw(
    prompt: string,
    { signal, size }: DrawOptions,
  ): AsyncGenerator<ImageStep, void, undefined> {
    const watch = new SilenceWatch(this.#options.silentMs ?? 300_000);
    const leaving = new AbortController();
    const stops = [
      this.#stopping.signal,
      watch.signal,
      leaving.signal,
      ...(signal ? [signal] : []),
    ];
    this.#active++;
    let step = 0;
    try {
      const response = await this.#ask(prompt, size, AbortSignal.any(stops));
      let isFinished = false;
      for await (const painted of picturesOf(response, watch, this.#fetchPicture(stops))) {
        isFinished = painted.isFinal;
        yield this.#stepOf(painted, ++step);
      }
      if (!isFinished) throw brokeOff(this.#name);
    } catch (error) {
      signal?.throwIfAborted();
      if (watch.signal.aborted) {
        throw silent(this.#name, this.#options.silentMs ?? 300_000, step > 0);
      }
      throw error instanceof ChatError ? error : brokeOff(this.#name, error);
    } finally {
      watch.stop();
      leaving.abort();
      this.#active--;
    }
  }

  #stepOf({ bytes, isFinal }: Painted, step: number): ImageStep {
    const facts = pictureFacts(bytes);
    if (!facts) throw brokeOff(this.#name, 'it sent what is no picture');
    // Whoever sends fewer pictures than were asked for has ended all the same.
    return { step, total: isFinal ? step : Math.max(step + 1, this.info.steps), ...facts, bytes };
  }

  async #ask(prompt: string, size: number | undefined, signal: AbortSignal): Promise<Response> {
    const { model, partials = 3 } = this.#options;
    const body = { model, prompt, n: 1, ...(size !== undefined && { size: `${size}x${size}` }) };
    if (this.#streams) {
      const response = await this.#post(
        { ...body, stream: true, partial_images: partials },
        signal,
      );
      if (response.ok) return response;
      // A server that knows no streams says so by the name of the field.
      const said = [400, 422].includes(response.status) ? await response.clone().text() : '';
      if (!/stream|partial_images/.test(said)) throw await this.#refusal(response);
      this.#streams = false;
    }
    const response = await this.#post({ ...body, response_format: 'b64_json' }, signal);
    if (response.ok) return response;
    throw await this.#refusal(response);
  }

  #post(body: object, signal: AbortSignal): Promise<Response> {
    const { url, apiKey, fetch: ask = fetch } = this.#options;
    return ask(`${url.replace(/\/$/, '')}/images/generations`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(body),
      signal,
    }).catch((cause: unknown) => {
      throw signal.aborted ? cause : unreachable(this.#name, cause);
    });
  }

  #refusal(response: Response): Promise<ChatError> {
    const { model = 'default', apiKey } = this.#options;
    return readRefusal(response, { name: this.#name, model, apiKey });
  }

  /** Fetches a picture that an answer names in place of holding it, from the same server alone. */
  #fetchPicture(stops: AbortSignal[]): (address: string) => Promise<Uint8Array> {
    return async (address) => {
      const { url, fetch: ask = fetch } = this.#options;
      const place = new URL(address, url);
      if (place.origin !== new URL(url).origin) throw new Error('the picture is at another server');
      const response = await ask(place, { signal: AbortSignal.any(stops) });
      if (!response.ok) throw new Error(`the picture's status is ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    };
  }
}
