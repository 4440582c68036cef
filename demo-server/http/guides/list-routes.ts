import { Hono } from 'hono';
import { z } from 'zod';
import type { ListSummary, ProcessedItem } from '../../tasks/process-list.ts';
import { dataFrame } from './guide-answer.ts';
import { listedFields, readFields } from './guide-fields.ts';
import { askTask, tellTask, type TaskDoorServices, type TaskWords } from './task-door.ts';

const request = z.looseObject({ data: z.array(z.string()), chunk_size: listedFields.chunk_size });

/** `/process_stream`: a list, told chunk by chunk, with its results and its summary at the end. */
export function listRoutes(guide: TaskDoorServices): Hono {
  const routes = new Hono();
  routes.post('/process_stream', async (context) => {
    const { data, chunk_size } = await readFields(context, request, 'data');
    const run = await askTask(context, guide, 'list', { data, chunk_size });
    return tellTask(context, guide, run, words(data.length));
  });
  return routes;
}

function words(total: number): TaskWords {
  const all: ProcessedItem[] = [];
  return {
    item(value) {
      const { results } = value as { readonly results: readonly ProcessedItem[] };
      all.push(...results);
      const counted = { processed: all.length, total, progress: all.length / total };
      return dataFrame({ type: 'progress', ...counted, chunk_results: results });
    },
    end(footer) {
      const summary = footer as ListSummary;
      const counted = { processed: all.length, total, progress: 1 };
      return dataFrame({ type: 'complete', ...counted, all_results: all, summary });
    },
    failed: (error) => dataFrame({ type: 'error', error }),
  };
}
