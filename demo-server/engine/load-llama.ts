import { basename } from 'node:path';
import { StartError } from '../shared/start-error.ts';
import { assertOffloaded, describeDevice, openLlama, type GpuChoice } from './device.ts';
import { assertMemory } from './memory-check.ts';
import type { EngineInfo } from './engine.ts';
import { LlamaEngine, type LlamaSettings } from './llama-engine.ts';
import {
  InsufficientMemoryError,
  type Llama,
  type LlamaContext,
  type LlamaModel,
} from './llama.ts';
import type { ModelManifest } from './manifest.ts';
import { checkModelFile, checkSha256 } from './model-file.ts';
import { NativeLog } from './native-log.ts';
import { sampleInTurn } from './sample-in-turn.ts';
import { chooseThreads } from './threads.ts';

/** What to load and how. */
export interface LoadOptions {
  /** The model file. */
  readonly path: string;
  /** How the bundled model wants to be run. @default a foreign model, run by what its file says */
  readonly manifest?: ModelManifest | undefined;
  /** @default 'auto' */
  readonly gpu?: GpuChoice | undefined;
  /** Model tokens per chat. @default the manifest's, else what the model knows, at most 4,096 */
  readonly contextSize?: number | undefined;
  /** Answers at once. @default 8 for the bundled model, else 4 */
  readonly parallel?: number | undefined;
  /** Model tokens per second of one answer; 0 is unlimited. @default 120 */
  readonly pace?: number | undefined;
  readonly maxWaiting?: number | undefined;
  /** Called with a line for the terminal, and with progress from 0 to 1. */
  readonly onStep?: ((text: string) => void) | undefined;
  readonly onProgress?: ((progress: number) => void) | undefined;
}

const defaultContextSize = 4096;

/**
 * Loads a model and returns its engine. Throws a `StartError` for everything the user can mend, and a `NoEngineError`
 * where nothing can run.
 */
export async function loadLlama(options: LoadOptions): Promise<LlamaEngine> {
  const { path, manifest } = options;
  const bytes = await checkModelFile(path);
  if (manifest) await checkSha256(path, manifest.sha256);
  const threads = chooseThreads(manifest?.threads);
  options.onStep?.('Opening the engine');
  const log = new NativeLog();
  const llama = await openLlama(options.gpu ?? 'auto', threads, log);
  try {
    return await loadModel(llama, options, { bytes, threads });
  } catch (error) {
    await llama.dispose();
    throw startError(error, path, log);
  }
}

async function loadModel(
  llama: Llama,
  options: LoadOptions,
  { bytes, threads }: { bytes: number; threads: number },
): Promise<LlamaEngine> {
  const { path, manifest, onStep, onProgress } = options;
  const parallel = options.parallel ?? (manifest ? 8 : 4);
  const size = await assertMemory(llama, path, (trained) => ({
    contextSize:
      options.contextSize ?? manifest?.contextSize ?? Math.min(trained, defaultContextSize),
    parallel,
  }));
  onStep?.(`Loading ${basename(path)} (${megabytes(bytes)})`);
  let isLoaded = false;
  const model = await llama.loadModel({
    modelPath: path,
    // The last reports come after the model itself.
    onLoadProgress: (progress) => isLoaded || onProgress?.(progress),
  });
  isLoaded = true;
  onStep?.(`Making room for ${parallel} chats of ${size} model tokens`);
  const context = await model.createContext({
    contextSize: size,
    sequences: parallel,
    threads,
    failedCreationRemedy: false,
  });
  sampleInTurn(context);
  const info = await describe(options, llama, model, context, bytes);
  assertOffloaded(options.gpu ?? 'auto', info.device);
  const engine = new LlamaEngine({ llama, model, context }, settingsOf(options, info));
  if (info.device.backend !== 'cpu') onStep?.('Warming up the device');
  await engine.warmUp();
  return engine;
}

function settingsOf({ manifest, maxWaiting }: LoadOptions, info: EngineInfo): LlamaSettings {
  return {
    info,
    wrapper: manifest?.wrapper,
    temperature: manifest?.temperature ?? 0.7,
    topP: 0.95,
    penaltyScale: manifest?.penaltyScale,
    contextTurns: manifest?.contextTurns,
    abstain: manifest?.abstain,
    maxWaiting,
  };
}

async function describe(
  { path, manifest, pace = 120 }: LoadOptions,
  llama: Llama,
  model: LlamaModel,
  context: LlamaContext,
  bytes: number,
): Promise<EngineInfo> {
  const name = manifest?.name ?? model.fileInfo.metadata.general.name ?? basename(path, '.gguf');
  return {
    name,
    ...(manifest?.note !== undefined && { note: manifest.note }),
    bundled: manifest !== undefined,
    engine: 'llama',
    bytes,
    parameters: manifest?.parameters ?? model.fileInsights.totalParameters,
    device: await describeDevice(llama, model),
    contextSize: context.contextSize,
    parallel: context.totalSequences,
    pace,
    suggestions: manifest?.suggestions ?? [],
  };
}

function startError(error: unknown, path: string, log: NativeLog): unknown {
  if (error instanceof StartError) return error;
  if (error instanceof InsufficientMemoryError) {
    return new StartError(
      `There is too little memory for ${path}: ${error.message}. Lower --context or --parallel, or take a smaller model.`,
      { cause: error },
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  const reason = log.reason() ?? message.split('\n')[0];
  return new StartError(
    `The model ${path} cannot be loaded (${reason}). It is damaged or of a kind this engine does not know; fetch it again or take another.`,
    { cause: error },
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
