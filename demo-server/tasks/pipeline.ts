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
  const steps = Object.entries(stepsOf(analyst));
  return defineTask({
    input: pipelineInput,
    async *run({ text }, { progress, signal }) {
      let data: PipelineData = { text };
      for (const [index, [name, work]] of steps.entries()) {
        yield { step: name, status: 'starting', input: data } satisfies PipelineItem;
        const item = await take(name, () => work(text, signal), signal);
        if (item.status === 'completed') data = { ...data, ...item.result };
        yield item;
        yield progress({ done: index + 1, total: steps.length, label: name });
      }
      return data;
    },
  });
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
