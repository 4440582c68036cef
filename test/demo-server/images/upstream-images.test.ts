// @vitest-environment node
import { PNG } from 'pngjs';
import { afterEach, describe, expect, it } from 'vitest';
import type { ImageStep } from '../../../demo-server/images/image-engine.ts';
import {
  UpstreamImages,
  type UpstreamImagesOptions,
} from '../../../demo-server/images/upstream-images.ts';
import { eventually } from '../../eventually.ts';
import { startFakePainter, type FakePainter, type Manner } from './fake-painter.ts';

const started: FakePainter[] = [];
afterEach(() => Promise.all(started.splice(0).map((fake) => fake.close())));

async function open(manner: Manner, options: Partial<UpstreamImagesOptions> = {}) {
  const fake = await startFakePainter(manner);
  started.push(fake);
  return { fake, engine: new UpstreamImages({ url: fake.url, ...options }) };
}

async function draw(engine: UpstreamImages, size?: number): Promise<ImageStep[]> {
  const steps: ImageStep[] = [];
  for await (const step of engine.draw('a red sun', { size })) steps.push(step);
  return steps;
}

describe('drawing by another server', () => {
  it('asks for a stream with partial images, and tells each as a step', async () => {
    const { fake, engine } = await open('openai', { model: 'gpt-image-1', apiKey: 'k' });
    const steps = await draw(engine, 512);
    expect(steps.map(({ step, total }) => `${step}/${total}`)).toEqual([
      '1/4',
      '2/4',
      '3/4',
      '4/4',
    ]);
    const greys = steps.map(({ bytes }) => PNG.sync.read(Buffer.from(bytes)).data[0]);
    expect(greys).toEqual([0, 1, 2, 90]);
    expect(steps[0]).toMatchObject({ width: 16, height: 16, mediaType: 'image/png' });
    expect(fake.heard).toEqual([
      {
        path: '/v1/images/generations',
        key: 'Bearer k',
        body: {
          model: 'gpt-image-1',
          prompt: 'a red sun',
          n: 1,
          size: '512x512',
          stream: true,
          partial_images: 3,
        },
      },
    ]);
  });

  it.each(['sd', 'localai'] as const)(
    'asks %s, which cannot stream, for one picture',
    async (manner) => {
      const { fake, engine } = await open(manner);
      for (let times = 0; times < 2; times++) {
        const steps = await draw(engine);
        expect(steps).toHaveLength(1);
        expect(steps[0]).toMatchObject({ step: 1, total: 1, width: 16 });
      }
      // What it cannot do is asked of it once.
      expect(fake.heard.map(({ body }) => 'stream' in body)).toEqual([true, false, false]);
    },
  );

  it('tells in the server’s words what is wrong with the prompt', async () => {
    const { engine } = await open('refuses');
    await expect(draw(engine)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('safety system'),
    });
  });

  it('tells an error in the stream, and a stream without its end', async () => {
    const { engine: failing } = await open('fails');
    await expect(draw(failing)).rejects.toThrow('The picture could not be made.');
    const { engine: breaking } = await open('breaks-off');
    await expect(draw(breaking)).rejects.toMatchObject({ status: 502 });
  });

  it('leaves the server when it is aborted', async () => {
    const { fake, engine } = await open('hangs');
    const stop = new AbortController();
    const seen: number[] = [];
    const drawing = (async () => {
      for await (const { step } of engine.draw('a red sun', { signal: stop.signal })) {
        seen.push(step);
        stop.abort(new Error('enough'));
      }
    })();
    await expect(drawing).rejects.toThrow('enough');
    expect(seen).toEqual([1]);
    expect(engine.load().active).toBe(0);
    await eventually(() => expect(fake.left).toBe(1));
  });

  it('leaves the server when nobody reads on', async () => {
    const { fake, engine } = await open('hangs');
    for await (const _ of engine.draw('a red sun')) break;
    expect(engine.load().active).toBe(0);
    await eventually(() => expect(fake.left).toBe(1));
  });

  it('says so when nobody is there', async () => {
    const { fake, engine } = await open('openai');
    await fake.close();
    await expect(draw(engine)).rejects.toMatchObject({ code: 'overloaded', status: 503 });
  });
});
