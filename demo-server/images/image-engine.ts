import type { EngineDevice } from '../engine/engine.ts';

/** How a picture stands after one step: whole, but coarser than the next. */
export interface ImageStep {
  /** Counts from 1 to `total`. */
  readonly step: number;
  readonly total: number;
  /** Of `bytes`, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/webp';
  /** The picture as a file. */
  readonly bytes: Uint8Array;
}

/** What an engine takes a prompt for. */
export interface PromptReading {
  /** The picture that it draws, in its own words. */
  readonly understood: string;
  /** Words of the prompt that it does not know and leaves out, each once. */
  readonly unknown: readonly string[];
}

/** What a caller may choose for one picture. */
export interface DrawOptions {
  /** Stops it before its next model tokens. The iteration then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** The side of the pictures in pixels, all of one size. @default what each step has: 1×1 and up for the bundled model */
  readonly size?: number | undefined;
  /** Whose picture it is and where the wish comes from, for the order in which those who wait take turns. @default nobody's */
  readonly owner?: string | undefined;
  /** @default nowhere */
  readonly address?: string | undefined;
}

/** What an image engine says about itself. */
export interface ImageEngineInfo {
  readonly name: string;
  /** `pixels` is the model that ships with the demo; `upstream` is another server. */
  readonly engine: 'pixels' | 'upstream';
  readonly parameters?: number;
  /** Size of the model file. */
  readonly bytes?: number;
  readonly device?: EngineDevice;
  /** The most steps of a picture. */
  readonly steps: number;
  /** Prompts to try. */
  readonly suggestions: readonly string[];
}

/** Something that draws what it is told, coarse to sharp. */
export interface ImageEngine {
  readonly info: ImageEngineInfo;
  /** Pictures under way, and those that wait. */
  load(): { readonly active: number; readonly waiting: number };
  /** Says what a prompt means to it; undefined when only the drawing shows. Throws a `ChatError` that names `prompt` when it is empty or too long. */
  read(prompt: string): PromptReading | undefined;
  /**
   * Draws. Throws a `ChatError`: `bad-request` naming the field, `overloaded` when too many wait, else as the engine fails.
   * Who stops reading stops the drawing.
   */
  draw(prompt: string, options?: DrawOptions): AsyncIterable<ImageStep>;
  /** Stops all drawings, waits until the last has settled and frees what is held. */
  close(): Promise<void>;
}
