import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { defineTask } from 'rivulet/server';
import { z } from 'zod';

/** How much one list may be: items, characters of one of them and of all, and items in one go. */
const listBounds = {
  items: 10_000,
  itemCharacters: 10_000,
  characters: 500_000,
  chunk: 1000,
} as const;

/** What the task is asked. */
const listInput = z.object({
  data: z
    .array(z.string().max(listBounds.itemCharacters))
    .max(listBounds.items)
    .refine((items) => lengthOf(items) <= listBounds.characters, {
      message: `All items together may have ${listBounds.characters} characters`,
    }),
  chunk_size: z.number().int().min(1).max(listBounds.chunk).default(10),
});

/** What became of one item. */
export interface ProcessedItem {
  readonly original: string;
  readonly processed: string;
  readonly length: number;
  /** The first 8 digits of its MD5. */
  readonly hash: string;
}

/** What all items come to. */
export interface ListSummary {
  readonly total_items: number;
  readonly total_length: number;
  readonly average_length: number;
}

/** Processes a list some items at a time: each item of the stream is what became of one chunk, the footer is the summary. */
export const processListTask = defineTask({
  input: listInput,
  // Twice what can be asked, and what JSON adds to it.
  keep: { maxBytes: 8 * 1024 * 1024 },
  async *run({ data, chunk_size: size }, { header, progress, signal }) {
    yield header({ total: data.length, chunk_size: size });
    for (let at = 0; at < data.length; at += size) {
      // Others have their turn between two chunks.
      await setImmediate();
      signal.throwIfAborted();
      const chunk = data.slice(at, at + size);
      yield { results: chunk.map(processed) };
      yield progress({ done: at + chunk.length, total: data.length });
    }
    return summaryOf(data);
  },
});

function processed(original: string): ProcessedItem {
  const hash = createHash('md5').update(original).digest('hex').slice(0, 8);
  return { original, processed: original.toUpperCase(), length: original.length, hash };
}

function summaryOf(items: readonly string[]): ListSummary {
  const length = lengthOf(items);
  const average = items.length === 0 ? 0 : length / items.length;
  return { total_items: items.length, total_length: length, average_length: average };
}

function lengthOf(items: readonly string[]): number {
  return items.reduce((sum, { length }) => sum + length, 0);
}
