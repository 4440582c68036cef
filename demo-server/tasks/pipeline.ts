import { ChatError } from 'rivulet/protocol';
import { defineTask } from 'rivulet/server';
import { z } from 'zod';
import { textBounds } from '../analysis/analyse-text.ts';
import type { Analyst } from '../analysis/analyst.ts';

/** What a pipeline tells of one of its steps. */
export type PipelineItem =
  | { readonly step: string; readonly status: 'starting'; readonly input: PipelineData }
  | {
      readonly step: string;
      readonly status: 'completed';
      readonly result: PipelineData;
      readonly ms: number;
    }
  | { readonly step: string; readonly status: 'skipped' | 'error'; readonly error: string };

/** What the steps before have found, by the names of its fields. */
export type PipelineData = Readonly<Record<string, unknown>>;

/** What the task is asked. */
const pipelineInput = z.object({
  text: z
    .string()
    .max(textBounds.most)
    .refine((text) => text.trim() !== '', 'There is nothing in it'),
});

type Step = (
  text: string,
  signal: AbortSignal,
) => Promise<PipelineData | { readonly skipped: string }>;

/**
 * Sends a text through several models, one after the other. A step that fails or is skipped says so, and the rest goes on; the
 * footer is what all of them have found.
 */
export function pipelineTask(analyst: Analyst) {
  return defineTask({
    input: pipelineInput,
    async *run({ text }, { progress, signal }) {
      const found: PipelineData[] = [{ text }];
      for await (const { item, done, total } of pipelineItems(analyst, text, signal)) {
        yield item;
        if (item.status === 'completed') found.push(item.result);
        if (item.status !== 'starting') yield progress({ done, total, label: item.step });
      }
      return Object.assign({}, ...found) as PipelineData;
    },
  });
}

/** What is told of a pipeline's steps, with how many of them are behind it. */
export async function* pipelineItems(
  analyst: Analyst,
  text: string,
  signal: AbortSignal,
): AsyncGenerator<{ readonly item: PipelineItem; readonly done: number; readonly total: number }> {
  const steps = Object.entries(stepsOf(analyst));
  const total = steps.length;
  let data: PipelineData = { text };
  for (const [done, [step, work]] of steps.entries()) {
    yield { item: { step, status: 'starting', input: data }, done, total };
    const item = await take(step, () => work(text, signal), signal);
    if (item.status === 'completed') data = { ...data, ...item.result };
    yield { item, done: done + 1, total };
  }
}

function stepsOf(analyst: Analyst): Readonly<Record<string, Step>> {
  return {
    preprocessing: async (text) => ({
      cleaned_text: text.trim().replace(/\s+/g, ' ').toLowerCase(),
      word_count: text.trim().split(/\s+/).length,
    }),
    async sentiment(text, signal) {
      const { label, confidence } = await analyst.sentiment(text, { signal });
      return { sentiment: label, sentiment_score: confidence };
    },
    async entities(text, signal) {
      const found = await analyst.entities(text, { signal });
      return { entities: found.map(({ label, ...entity }) => ({ ...entity, type: label })) };
    },
    async summary(text, signal) {
      return { summary: (await analyst.summary(text, { signal })).text };
    },
    async translation(text, signal) {
      const found = await analyst.translation(text, { signal });
      if ('skipped' in found) return found;
      return { translated_text: found.text, translated_to: found.language };
    },
  };
}

async function take(
  step: string,
  work: () => ReturnType<Step>,
  signal: AbortSignal,
): Promise<PipelineItem> {
  const startedAt = performance.now();
  try {
    const result = await work();
    const { skipped } = result as { readonly skipped?: string };
    if (skipped !== undefined) return { step, status: 'skipped', error: skipped };
    return { step, status: 'completed', result, ms: performance.now() - startedAt };
  } catch (error) {
    signal.throwIfAborted();
    const isTold = error instanceof ChatError;
    return { step, status: 'error', error: isTold ? error.message : 'This step failed.' };
  }
}
