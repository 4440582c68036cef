import { ChatError } from 'rivulet/protocol';
import { Doorbell } from 'rivulet/server';
import type { Llama, LlamaContext, LlamaContextSequence, LlamaModel } from '../engine/llama.ts';
import { SlotPool, type Ticket } from '../engine/slot-pool.ts';
import { waitInLine } from '../engine/wait-in-line.ts';
import { fieldError } from '../shared/field-error.ts';
import { describeScene } from './describe-scene.ts';
import type {
  DrawOptions,
  ImageEngine,
  ImageEngineInfo,
  ImageStep,
  PromptReading,
} from './image-engine.ts';
import type { PainterManifest } from './painter-manifest.ts';
import { paint } from './paint.ts';
import { encodePng, readColour } from './png.ts';
import { checkPrompt, checkSize } from './prompt-bounds.ts';
import { readPrompt, type Scene } from './read-prompt.ts';
import { sceneTokens } from './scene-tokens.ts';

/** A painter in memory. */
export interface LoadedPainter {
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly manifest: PainterManifest;
  /** The library, where it was opened for the painter alone and ends with it. */
  readonly ownLlama: Llama | undefined;
}

const maxWaiting = 32;

/** The painter that ships with the demo: a small model of pixels in llama.cpp, from 1×1 to 32×32. */
export class PixelEngine implements ImageEngine {
  readonly info: ImageEngineInfo;
  readonly #painter: LoadedPainter;
  readonly #palette: readonly (readonly [number, number, number])[];
  readonly #slots: SlotPool<LlamaContextSequence>;
  readonly #drawings = new Set<Ticket<LlamaContextSequence>>();
  readonly #ended = new Doorbell();
  #isClosing = false;

  constructor(painter: LoadedPainter, info: ImageEngineInfo) {
    this.info = info;
    this.#painter = painter;
    this.#palette = painter.manifest.palette.map(readColour);
    const { context } = painter;
    const sequences = Array.from({ length: context.totalSequences }, () => context.getSequence());
    this.#slots = new SlotPool(sequences, maxWaiting);
  }

  load(): { readonly active: number; readonly waiting: number } {
    return { active: this.#slots.active, waiting: this.#slots.waiting };
  }

  read(prompt: string): PromptReading {
    const scene = this.#scene(prompt);
    return { understood: describeScene(scene), unknown: scene.unknown };
  }

  draw(prompt: string, options: DrawOptions = {}): AsyncIterable<ImageStep> {
    if (this.#isClosing) throw shuttingDown();
    checkSize(options.size);
    const scene = this.#scene(prompt);
    options.signal?.throwIfAborted();
    const { owner = '', address } = options;
    // Pictures leave nothing behind that a next one of the same chat could use.
    return this.#draw(scene, this.#slots.request('', owner, address), options);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    for (const ticket of this.#drawings) ticket.bell.ring();
    // The library crashes or hangs when a model goes while something still runs on it.
    while (this.#drawings.size > 0) await this.#ended.wait();
    const { context, model, ownLlama } = this.#painter;
    await context.dispose();
    await model.dispose();
    await ownLlama?.dispose();
  }

  #scene(prompt: string): Scene {
    const scene = readPrompt(checkPrompt(prompt));
    if (scene.isEmpty) {
      const { suggestions } = this.info;
      throw fieldError(
        'prompt',
        `the painter knows none of these words. Ask for something like “${suggestions[0] ?? ''}”.`,
      );
    }
    return scene;
  }

  async *#draw(
    scene: Scene,
    ticket: Ticket<LlamaContextSequence>,
    { signal, size }: DrawOptions,
  ): AsyncGenerator<ImageStep, void, undefined> {
    const wake = (): void => ticket.bell.ring();
    const isAborted = (): boolean => this.#isClosing || signal?.aborted === true;
    const { manifest } = this.#painter;
    this.#drawings.add(ticket);
    signal?.addEventListener('abort', wake);
    try {
      for await (const _ of waitInLine(ticket, isAborted));
      let step = 0;
      if (ticket.slot) {
        const words = sceneTokens(manifest, scene);
        for await (const colours of paint(ticket.slot, manifest, words, isAborted)) {
          const cells = { side: 2 ** step++, colours };
          const { width, bytes } = encodePng(cells, this.#palette, size);
          const of = { step, total: manifest.scales, width, height: width };
          yield { ...of, mediaType: 'image/png', bytes };
        }
      }
      signal?.throwIfAborted();
      if (this.#isClosing && step < manifest.scales) throw shuttingDown();
    } catch (cause) {
      if (signal?.aborted || cause instanceof ChatError) throw cause;
      throw new ChatError('server', 'The painter failed in this picture. Ask again.', { cause });
    } finally {
      signal?.removeEventListener('abort', wake);
      ticket.release();
      this.#drawings.delete(ticket);
      this.#ended.ring();
    }
  }
}

function shuttingDown(): ChatError {
  return new ChatError('overloaded', 'The server is shutting down. Ask again when it is back.', {
    status: 503,
    retryAfterMs: 5000,
  });
}
