import type { EngineDevice } from './engine.ts';
import type { NativeLog } from './native-log.ts';
import { NoEngineError, StartError } from '../shared/start-error.ts';
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
 * Opens the native library; it writes what goes wrong to `log`. Never compiles and never downloads: without a fitting binary it
 * throws a `NoEngineError`. A kind of GPU that was asked for by name and is not there is a `StartError`.
 */
export async function openLlama(gpu: GpuChoice, threads: number, log: NativeLog): Promise<Llama> {
  const options = {
    build: 'never',
    progressLogs: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.error,
    logger: log.write,
  } as const;
  const llama = await withoutLoaders(() => getLlama({ ...options, gpu })).catch(
    (cause: unknown) => {
      throw cause instanceof NoBinaryFoundError ? missingBinary(gpu, cause) : cause;
    },
  );
  if (gpu === false || llama.supportsGpuOffloading) {
    if (gpu === false || gpu === 'auto' || llama.gpu === gpu) return llama;
  } else if (gpu === 'auto' && llama.gpu === false) return llama;
  await llama.dispose();
  if (gpu !== 'auto') throw notThere(gpu);
  // A driver that computes in software is passed over by the library, and then nothing is left that offloads.
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
  return notThere(gpu, cause);
}

function notThere(gpu: string, cause?: Error): StartError {
  const help = gpu === 'cuda' ? 'Run “npm run setup:cuda” first, or' : 'Install its driver, or';
  const text = `--gpu ${gpu} does not work on this machine: no such device can compute. ${help} leave --gpu out.`;
  return new StartError(text, { cause });
}

/** Refuses a GPU that was asked for by name when it holds nothing of the model. */
export function assertOffloaded(gpu: GpuChoice, { gpuLayers, totalLayers }: EngineDevice): void {
  if (gpu === 'auto' || gpu === false || gpuLayers > 0) return;
  throw new StartError(
    `--gpu ${gpu} holds none of the ${totalLayers} layers of this model: its memory is too small or taken. Leave --gpu out, or lower --context or --parallel.`,
  );
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
