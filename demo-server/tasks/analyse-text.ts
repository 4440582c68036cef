import { defineTask } from 'rivulet/server';
import { z } from 'zod';
import { analyseText, chunkBounds, textBounds } from '../analysis/analyse-text.ts';
import type { Analyst } from '../analysis/analyst.ts';

/** A text that can be analysed; the same bounds at every door. */
export const analysableText = z
  .string()
  .min(textBounds.least)
  .max(textBounds.most)
  .refine((text) => text.trim() !== '', 'There are only blanks');

/** How long the chunks are in which its sentiment is looked at. */
export const chunkSize = z.number().int().min(chunkBounds.least).max(chunkBounds.most);

const step = z.enum(['sentiment', 'summary', 'entities', 'translation']);

/** What the task is asked. */
const analysisInput = z.object({
  text: analysableText,
  chunk_size: chunkSize.default(chunkBounds.usual),
  steps: z.array(step).max(4).default(['sentiment', 'summary', 'entities']),
});

/** Finds out about a text what is asked, step by step; each item is an `AnalysisEvent`. */
export function analyseTextTask(analyst: Analyst) {
  return defineTask({
    input: analysisInput,
    async *run({ text, chunk_size: size, steps }, { header, progress, signal }) {
      yield header({ text_length: text.length, steps, analyst: analyst.info.name });
      const asked = { text, steps, chunkSize: size };
      for await (const event of analyseText(analyst, asked, { signal })) {
        yield event;
        if (event.type === 'progress') {
          yield progress({ done: event.done, total: event.total, label: event.step });
        }
      }
    },
  });
}
