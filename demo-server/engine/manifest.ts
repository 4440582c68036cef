import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { StartError } from '../shared/start-error.ts';

const manifestSchema = z.object({
  name: z.string(),
  note: z.string().optional(),
  file: z.string(),
  sha256: z.string(),
  parameters: z.number().optional(),
  contextSize: z.number().int().positive(),
  contextTurns: z.number().int().positive().optional(),
  abstain: z
    .object({
      tokens: z.number().int().positive(),
      below: z.number().min(0).max(1),
      opening: z.string().min(1),
    })
    .optional(),
  wrapper: z.string().optional(),
  temperature: z.number().optional(),
  penaltyScale: z.number().positive().optional(),
  threads: z.number().int().positive().optional(),
  suggestions: z.array(z.string()).default([]),
});

/** How to run the bundled model, written next to its file by whoever trained it. */
export type ModelManifest = z.infer<typeof manifestSchema> & {
  /** The model file. */
  readonly path: string;
};

/** Reads a manifest. Throws a `StartError` when it is missing or not as it should be. */
export async function readManifest(path: string): Promise<ModelManifest> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new StartError(
      `The bundled model's manifest ${path} is missing. Restore demo-server/model from the repository, or name another model with --model.`,
    );
  });
  try {
    const manifest = manifestSchema.parse(JSON.parse(text));
    return { ...manifest, path: join(dirname(path), manifest.file) };
  } catch (cause) {
    throw new StartError(`The manifest ${path} cannot be read. Restore it from the repository.`, {
      cause,
    });
  }
}
