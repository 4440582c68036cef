import { defineTask } from 'rivulet/server';
import { z } from 'zod';
import type { ImageEngine, ImageStep } from '../images/image-engine.ts';

/** What the task is asked. */
const drawInput = z.object({
  prompt: z.string().trim().min(1).max(1000),
  size: z.number().int().min(1).max(1024).optional(),
});

/** One step of a picture that is being drawn. */
export interface DrawItem {
  readonly step: number;
  readonly total: number;
  readonly width: number;
  readonly height: number;
  /** The picture so far as a `data:` address. */
  readonly image: string;
}

/** Draws a picture: each item is the whole of it, sharper than the one before. */
export function drawTask(images: ImageEngine) {
  return defineTask({
    input: drawInput,
    keep: { maxBytes: 8 * 1024 * 1024 },
    async *run({ prompt, size }, { header, progress, signal, owner }) {
      const reading = images.read(prompt);
      yield header({ prompt, engine: images.info.name, steps: images.info.steps, ...reading });
      for await (const drawn of images.draw(prompt, { signal, size, owner })) {
        yield drawnPicture(drawn);
        yield progress({ done: drawn.step, total: drawn.total });
      }
    },
  });
}

/** A step of a picture as it is told. */
export function drawnPicture({ mediaType, bytes, ...step }: ImageStep): DrawItem {
  return { ...step, image: `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}` };
}
