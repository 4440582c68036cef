import type { EngineDevice } from './engine.ts';
import { NoEngineError, StartError } from '../start-error.ts';
import {
  getLlama,
  LlamaLogLevel,
  NoBinaryFoundError,
  type Llama,
  type LlamaModel,
} from './llama.ts';

/** The values of `--gpu`. */
export type GpuChoice = 'auto' | 'cuda' | 'vulkan' | 'metal' | false;

/**
 * Opens the native library. Never compiles and never downloads: without a fitting binary it throws a `NoEngineError`,
 * or a `StartError` when a kind of GPU was asked for by name.
 */
export async function openLlama(gpu: GpuChoice, threads: number): Promise<Llama> {
  const options = {
    build: 'never',
    progressLogs: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.disabled,
  } as const;
  const llama = await withoutLoaders(() => getLlama({ ...options, gpu })).catch(
    (cause: unknown) => {
      throw cause instanceof NoBinaryFoundError ? missingBinary(gpu, cause) : cause;
    },
  );
  // Vulkan's software driver answers as a GPU and computes nothing; the processor is faster.
  if (gpu !== 'auto' || llama.gpu === false || llama.supportsGpuOffloading) return llama;
  await llama.dispose();
  return getLlama({ ...options, gpu: false });
}

/** Says what really computes: a GPU only when it offloads, has a name and holds layers of the model. */
export async function describeDevice(llama: Llama, model: LlamaModel): Promise<EngineDevice> {
  const names = llama.supportsGpuOffloading ? await llama.getGpuDeviceNames() : [];
  const { totalLayers } = model.fileInsights;
  if (llama.gpu === false || names.length === 0 || model.gpuLayers === 0) {
    return { backend: 'cpu', names: [], gpuLayers: 0, totalLayers };
  }
  return { backend: llama.gpu, names, gpuLayers: model.gpuLayers, totalLayers };
}

function missingBinary(gpu: GpuChoice, cause: Error): Error {
  if (gpu === 'auto' || gpu === false) {
    return new NoEngineError('No binary of the engine runs on this machine.', { cause });
  }
  const help = gpu === 'cuda' ? 'Run “npm run setup:cuda” first, or' : 'Install its driver, or';
  return new StartError(`--gpu ${gpu} does not work on this machine. ${help} leave --gpu out.`, {
    cause,
  });
}

/**
 * Runs `start` while child processes inherit no options of this one: the library tries its binary in a child, which
 * needs no TypeScript loader, and is ready in a third of the time without.
 */
async function withoutLoaders<Result>(start: () => Promise<Result>): Promise<Result> {
  const inherited = process.execArgv.splice(0);
  try {
    return await start();
  } finally {
    process.execArgv.push(...inherited);
  }
}
