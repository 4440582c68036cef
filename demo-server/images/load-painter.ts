import { fileURLToPath } from 'node:url';
import { describeDevice, openLlama, type GpuChoice } from '../engine/device.ts';
import type { Llama } from '../engine/llama.ts';
import { checkModelFile, checkSha256 } from '../engine/model-file.ts';
import { NativeLog } from '../engine/native-log.ts';
import { sampleInTurn } from '../engine/sample-in-turn.ts';
import { chooseThreads } from '../engine/threads.ts';
import { readPainterManifest } from './painter-manifest.ts';
import { PixelEngine } from './pixel-engine.ts';

/** How to load the painter. */
export interface PainterOptions {
  /** The library where it is open already; close the painter before whatever owns it. @default opened for the painter */
  readonly llama?: Llama | undefined;
  /** @default 'auto' */
  readonly gpu?: GpuChoice | undefined;
  /** Pictures at once. @default 2 */
  readonly parallel?: number | undefined;
  /** @default the one that ships with the demo */
  readonly manifest?: string | undefined;
}

const bundled = fileURLToPath(new URL('painter.json', import.meta.url));
const suggestions = [
  'a red sun over the sea',
  'a green tree at night in the snow',
  'a big blue fish and a small orange boat',
  'a yellow star on purple',
];

/** Loads the painter. Throws a `StartError` for what the user can mend, and a `NoEngineError` where nothing can run. */
export async function loadPainter(options: PainterOptions = {}): Promise<PixelEngine> {
  const { parallel = 2, manifest: path = bundled } = options;
  const manifest = await readPainterManifest(path);
  const bytes = await checkModelFile(manifest.path);
  await checkSha256(manifest.path, manifest.sha256);
  // A model of this size is slower on several threads.
  const threads = chooseThreads(1);
  const ownLlama = options.llama
    ? undefined
    : await openLlama(options.gpu ?? 'auto', threads, new NativeLog());
  const llama = options.llama ?? ownLlama;
  if (!llama) throw new Error('the library is not open');
  try {
    const model = await llama.loadModel({ modelPath: manifest.path });
    const context = await model.createContext({ contextSize: 256, sequences: parallel, threads });
    sampleInTurn(context);
    return new PixelEngine(
      { model, context, manifest, ownLlama },
      {
        name: manifest.name,
        engine: 'pixels',
        parameters: manifest.parameters,
        bytes,
        device: await describeDevice(llama, model),
        steps: manifest.scales,
        suggestions,
      },
    );
  } catch (error) {
    await ownLlama?.dispose();
    throw error;
  }
}
