import { Hono } from 'hono';
import { z } from 'zod';
import type { PipelineData, PipelineItem } from '../../tasks/pipeline.ts';
import { dataFrame } from './guide-answer.ts';
import { readFields } from './guide-fields.ts';
import { askTask, tellTask, type TaskDoorServices, type TaskWords } from './task-door.ts';

const request = z.looseObject({ text: z.string() });

/** `/pipeline_stream`: a text through several models, told step by step. */
export function pipelineRoutes(guide: TaskDoorServices): Hono {
  const routes = new Hono();
  routes.post('/pipeline_stream', async (context) => {
    const { text } = await readFields(context, request);
    const run = await askTask(context, guide, 'pipeline', { text });
    return tellTask(context, guide, run, words(text));
  });
  return routes;
}

function words(text: string): TaskWords {
  let data: PipelineData = { text };
  return {
    item(value) {
      const item = value as PipelineItem;
      if (item.status !== 'completed') return dataFrame(item);
      const { ms: _ms, ...told } = item;
      data = { ...data, ...item.result };
      return dataFrame({ ...told, accumulated_data: data });
    },
    end: (found) =>
      dataFrame({ step: 'pipeline_complete', status: 'completed', final_result: found }),
    failed: (error) => dataFrame({ step: 'pipeline', status: 'error', error }),
  };
}
