import { Hono } from 'hono';
import { z } from 'zod';
import type { DrawItem } from '../../tasks/draw.ts';
import { dataFrame } from './guide-answer.ts';
import { askedText, readFields, stepFields } from './guide-fields.ts';
import { askTask, tellTask, type TaskDoorServices, type TaskWords } from './task-door.ts';

const request = z.looseObject({ prompt: askedText, ...stepFields });

/** `/generate_image_stream`: a picture, told as often as there is a sharper one. The steps are those that the engine has. */
export function pictureRoutes(guide: TaskDoorServices): Hono {
  const { images } = guide.services.works;
  const routes = new Hono();
  routes.post('/generate_image_stream', async (context) => {
    const { prompt } = await readFields(context, request);
    const run = await askTask(context, guide, 'draw', { prompt });
    return tellTask(context, guide, run, words(images?.info.steps ?? 0));
  });
  return routes;
}

function words(steps: number): TaskWords {
  let last = { step: 0, total_steps: steps };
  return {
    begin: dataFrame({ ...last, status: 'initializing', image: null, progress: 0 }),
    item(value) {
      const { step, total, image } = value as DrawItem;
      last = { step, total_steps: total };
      const status = step === total ? 'complete' : 'processing';
      const bytes = image.slice(image.indexOf(',') + 1);
      return dataFrame({ ...last, status, image: bytes, progress: step / total });
    },
    // The last step has said it.
    end: () => '',
    failed: (error) => dataFrame({ ...last, status: 'error', image: null, error }),
  };
}
