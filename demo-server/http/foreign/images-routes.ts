import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { encodeSse, type ChatEvent } from 'rivulet/protocol';
import { taskResult, type EventStreamOptions, type Run } from 'rivulet/server';
import { z } from 'zod';
import { fieldError } from '../../shared/field-error.ts';
import type { DrawItem } from '../../tasks/draw.ts';
import { readJson } from '../chat-route.ts';
import { askerOf } from '../owner.ts';
import { startTask, type TaskServices } from '../start-task.ts';
import { parseForeign } from './foreign-messages.ts';
import { checkPlace, leave, secondsNow } from './foreign-run.ts';
import { foreignAnswer } from './foreign-stream.ts';

const imageRequest = z.looseObject({
  prompt: z.string().trim().min(1).max(32_000),
  n: z.number().int().min(1).max(1, 'This server draws one picture at a time').nullish(),
  size: z
    .string()
    .regex(/^(?:auto|\d{1,4}x\d{1,4})$/, 'Write it as 256x256, or auto')
    .nullish(),
  response_format: z.enum(['b64_json', 'url']).nullish(),
  output_format: z.enum(['png']).nullish(),
  stream: z.boolean().nullish(),
  partial_images: z.number().int().min(0).max(3).nullish(),
});
type ImageRequest = z.infer<typeof imageRequest>;

/** The server as OpenAI's for pictures: `POST /images/generations`, streamed with partial images or not. */
export function imagesRoutes(services: TaskServices, options: EventStreamOptions): Hono {
  const routes = new Hono();
  routes.post('/images/generations', async (context) => {
    const body = parseForeign(imageRequest, await readJson(context));
    if (body.stream === true) checkPlace(context, options);
    const input = { prompt: body.prompt, size: sideOf(body) };
    const asked = { id: randomUUID(), name: 'draw', asker: askerOf(context), input };
    const run = await startTask(services, asked);
    if (body.stream === true) {
      const onLeave = () => leave(services.runs, run);
      const encode = imageEvents(body.partial_images ?? 0, services);
      return foreignAnswer(context, { run, encode, onLeave }, options);
    }
    const image = await lastImage(run);
    const isUrl = body.response_format === 'url';
    const data = [isUrl ? { url: image.image } : { b64_json: bytesOf(image) }];
    return context.json({ created: secondsNow(), data, ...about(image) });
  });
  return routes;
}

/** Pictures here are square. */
function sideOf({ size }: ImageRequest): number | undefined {
  if (!size || size === 'auto') return undefined;
  const [width, height] = size.split('x').map(Number);
  if (width !== height)
    throw fieldError('size', 'Pictures here are square. Use one such as 256x256.');
  return width;
}

async function lastImage(run: Run): Promise<DrawItem> {
  const { items } = await taskResult(run);
  return items.at(-1) as DrawItem;
}

/** Tells a drawing in OpenAI's events; of the steps before the last, as many as were asked for, the sharpest. */
function imageEvents(partials: number, { works }: TaskServices): (event: ChatEvent) => string {
  let index = 0;
  const steps = works.images?.info.steps ?? 0;
  return (event) => {
    if (event.type === 'error' || event.type === 'abort') {
      const message = event.type === 'error' ? event.errorText : 'The picture was stopped.';
      return tell('error', { error: { type: 'image_generation_error', message } });
    }
    if (event.type !== 'data-item') return '';
    const image = event.data as DrawItem;
    const shown = { b64_json: bytesOf(image), ...about(image) };
    const total = Math.max(image.total, steps);
    if (image.step === image.total) return tell('image_generation.completed', shown);
    if (image.step < total - partials) return '';
    return tell('image_generation.partial_image', { ...shown, partial_image_index: index++ });
  };
}

function tell(type: string, fields: object): string {
  const data = JSON.stringify({ type, created_at: secondsNow(), ...fields });
  return encodeSse({ event: type, data });
}

function about({ width, height }: DrawItem) {
  return {
    size: `${width}x${height}`,
    output_format: 'png',
    background: 'opaque',
    quality: 'auto',
  };
}

function bytesOf({ image }: DrawItem): string {
  return image.slice(image.indexOf(',') + 1);
}
