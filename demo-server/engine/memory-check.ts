import { readFileSync, statSync } from 'node:fs';
import { freemem } from 'node:os';
import { z } from 'zod';
import { StartError } from '../shared/start-error.ts';
import { GgufInsights, readGgufFileInfo, type GgufFileInfo, type Llama } from './llama.ts';

const minContext = 64;

/**
 * Checks before loading that a model's file is whole and that it and its context fit into the free memory, where the processor computes; the
 * library judges a GPU's memory itself. Returns the context size per chat; throws a `StartError` with the figures.
 */
export async function assertMemory(
  llama: Llama,
  path: string,
  choose: (trainedContext: number) => { contextSize: number; parallel: number },
): Promise<number> {
  const info = await readGgufFileInfo(path);
  assertUsable(info, path);
  const insights = await GgufInsights.from(info, llama);
  const { size } = statSync(path);
  if (size < insights.modelSize) {
    throw new StartError(
      `The model ${path} is damaged: it ends after ${megabytes(size)} of ${megabytes(insights.modelSize)}. Delete it and fetch it again.`,
    );
  }
  const { contextSize, parallel } = choose(insights.trainContextSize ?? Infinity);
  if (contextSize < minContext) {
    throw new StartError(
      `The model ${path} says that it reads ${contextSize} model tokens. If it is known to read more, say so with --context; else take another.`,
    );
  }
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

/** Refuses what the native library would end the process for. */
function assertUsable({ architectureMetadata }: GgufFileInfo, path: string): void {
  const facts: Readonly<Record<string, unknown>> = { ...architectureMetadata };
  const { block_count: layers, embedding_length: width, attention } = facts;
  const heads = z.object({ head_count: z.literal(0) }).safeParse(attention).success;
  // Models without attention have no heads, and say so.
  const isWrong = layers === 0 || width === 0 || (heads && !('ssm' in facts) && !('wkv' in facts));
  if (!isWrong) return;
  const what = layers === 0 ? 'layers' : width === 0 ? 'width' : 'attention heads';
  throw new StartError(
    `The model ${path} is damaged: it has no ${what}. Fetch it again or take another.`,
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
