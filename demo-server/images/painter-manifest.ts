import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { StartError } from '../shared/start-error.ts';

const whole = z.number().int().nonnegative();
const manifestSchema = z.object({
  name: z.string(),
  file: z.string(),
  sha256: z.string(),
  parameters: whole,
  /** How many pictures there are on the way, from 1×1. */
  scales: whole,
  /** How many model tokens stand before the first picture. */
  promptTokens: whole,
  /** The model token that the 1×1 picture follows. */
  paint: whole,
  /** The model tokens of the palette begin here, and those that ask for a cell, from the 2×2 picture on. */
  firstColour: whole,
  firstCell: whole,
  /** The model tokens of the words by their slot, in the order in which they stand before the picture. */
  slots: z.record(z.string(), z.record(z.string(), whole)),
  palette: z.array(z.string().regex(/^#[0-9a-f]{6}$/)).length(256),
});

/** How the painter is to be run: written by its trainer beside the model file. */
export type PainterManifest = z.infer<typeof manifestSchema> & {
  /** The model file. */
  readonly path: string;
};

/** Reads a painter's manifest. Throws a `StartError` when it is missing or not as it should be. */
export async function readPainterManifest(path: string): Promise<PainterManifest> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return { ...manifest, path: join(dirname(path), manifest.file) };
  } catch (cause) {
    throw new StartError(
      `The painter's manifest ${path} cannot be read. Restore demo-server/images from the repository.`,
      { cause },
    );
  }
}
