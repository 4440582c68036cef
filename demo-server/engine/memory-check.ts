import { readFileSync, statSync } from 'node:fs';
import { freemem } from 'node:os';
import { StartError } from '../start-error.ts';
import { GgufInsights, readGgufFileInfo, type Llama } from './llama.ts';

/**
 * Checks before loading that a model's file is whole and that it and its context fit into the free memory, where the processor computes; the
 * library judges a GPU's memory itself. Returns the context size per chat; throws a `StartError` with the figures.
 */
export async function assertMemory(
  llama: Llama,
  path: string,
  choose: (trainedContext: number) => { contextSize: number; parallel: number },
): Promise<number> {
  const insights = await GgufInsights.from(await readGgufFileInfo(path), llama);
  const { size } = statSync(path);
  if (size < insights.modelSize) {
    throw new StartError(
      `The model ${path} is damaged: it ends after ${megabytes(size)} of ${megabytes(insights.modelSize)}. Delete it and fetch it again.`,
    );
  }
  const { contextSize, parallel } = choose(insights.trainContextSize ?? Infinity);
  if (llama.gpu !== false) return contextSize;
  const model = insights.estimateModelResourceRequirements({ gpuLayers: 0 }).cpuRam;
  const context = insights.estimateContextResourceRequirements({
    contextSize,
    sequences: parallel,
    modelGpuLayers: 0,
  }).cpuRam;
  const free = freeMemory();
  if (model + context <= free) return contextSize;
  throw new StartError(
    `There is too little memory: the model needs ${gigabytes(model)} and ${parallel} chats of ${contextSize} model tokens ${gigabytes(context)}, but ${gigabytes(free)} are free. Lower --context or --parallel, or take a smaller model.`,
  );
}

/** Free memory in bytes, with what Linux holds only as a cache and the limit of a container counted in. */
function freeMemory(): number {
  const available = /^MemAvailable:\s+(\d+) kB/m.exec(readText('/proc/meminfo'))?.[1];
  const free = available === undefined ? freemem() : Number(available) * 1024;
  const limit = Number.parseInt(readText('/sys/fs/cgroup/memory.max'), 10);
  const used = Number.parseInt(readText('/sys/fs/cgroup/memory.current'), 10);
  return Number.isNaN(limit) || Number.isNaN(used) ? free : Math.min(free, limit - used);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
