// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../../demo-server/engine/scripted-engine.ts';
import { serverWorks } from '../../../../demo-server/tasks/server-tasks.ts';
import { plainPainter } from '../../tasks/fake-workers.ts';
import { framesOf, openApp } from './open-app.ts';

type Fields = Record<string, unknown>;
const path = '/v1/images/generations';

function open() {
  return openApp({}, { works: serverWorks({ images: plainPainter() }, new ScriptedEngine()) });
}

const told = (text: string) => Buffer.from(text).toString('base64');

describe('POST /v1/images/generations', () => {
  it('answers with the picture, as base64 or as an address', async () => {
    const { post } = open();
    const whole = (await (await post(path, { prompt: 'a sun' })).json()) as Fields;
    expect(whole).toMatchObject({
      created: expect.any(Number) as number,
      data: [{ b64_json: told('a sun 4') }],
      size: '4x4',
      output_format: 'png',
    });
    const url = await (await post(path, { prompt: 'a sun', response_format: 'url' })).json();
    expect(url).toMatchObject({ data: [{ url: `data:image/png;base64,${told('a sun 4')}` }] });
  });

  it.each([0, 1, 2, 3])(
    'streams %i pictures before the last, the sharpest ones',
    async (partials) => {
      const { post } = open();
      const body = { prompt: 'a sun', stream: true, partial_images: partials };
      const frames = (await framesOf(await post(path, body))).filter(({ data }) => data !== '');
      const events = frames.map(({ data }) => JSON.parse(data) as Fields);
      expect(frames.map(({ event }) => event)).toEqual(events.map(({ type }) => type));
      const shown = events.map(({ type, b64_json, partial_image_index: index }) => [
        type,
        b64_json,
        index,
      ]);
      const before = [told('a sun 1'), told('a sun 2')].slice(2 - Math.min(2, partials));
      expect(shown).toEqual([
        ...before.map((image, index) => ['image_generation.partial_image', image, index]),
        ['image_generation.completed', told('a sun 4'), undefined],
      ]);
    },
  );

  it('names what it cannot do, in OpenAI’s words', async () => {
    const { post } = open();
    for (const [more, field] of [
      [{ prompt: '' }, 'prompt'],
      [{ n: 2 }, 'n'],
      [{ size: '256x128' }, 'size'],
      [{ size: 'large' }, 'size'],
      [{ partial_images: 4 }, 'partial_images'],
    ] as const) {
      const response = await post(path, { prompt: 'a sun', ...more });
      const { error } = (await response.json()) as { error: Fields };
      expect(response.status).toBe(400);
      expect(error).toMatchObject({ type: 'invalid_request_error', param: field });
    }
    const nothing = await post(path, { prompt: 'nothing' });
    expect(await nothing.text()).toContain('There is nothing to draw.');
    expect((await openApp().post(path, { prompt: 'a sun' })).status).toBe(501);
  });
});
