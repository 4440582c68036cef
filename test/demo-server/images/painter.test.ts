// @vitest-environment node
import { readFileSync, statSync } from 'node:fs';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageStep } from '../../../demo-server/images/image-engine.ts';
import { loadPainter } from '../../../demo-server/images/load-painter.ts';
import { measurePainter, readHeldOut } from '../../../demo-server/images/measure-painter.ts';
import type { PixelEngine } from '../../../demo-server/images/pixel-engine.ts';
import { fieldOf } from '../../../demo-server/shared/field-error.ts';

const folder = new URL('../../../demo-server/images/', import.meta.url);
const figures = JSON.parse(readFileSync(new URL('eval.json', folder), 'utf8')) as {
  cells: number;
  things: number;
};

let engine: PixelEngine;
beforeAll(async () => {
  engine = await loadPainter({ gpu: false });
}, 120_000);
afterAll(() => engine.close());

async function draw(prompt: string, size?: number): Promise<ImageStep[]> {
  const steps: ImageStep[] = [];
  for await (const step of engine.draw(prompt, { size })) steps.push(step);
  return steps;
}

const pixelsOf = ({ bytes }: ImageStep) => PNG.sync.read(Buffer.from(bytes));

function lastOf(steps: readonly ImageStep[]): ImageStep {
  const last = steps.at(-1);
  if (!last) throw new Error('nothing was drawn');
  return last;
}

function meanOf(step: ImageStep): number[] {
  const { data, width, height } = pixelsOf(step);
  return [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let i = channel; i < data.length; i += 4) sum += data[i] ?? 0;
    return sum / (width * height);
  });
}

async function channels(prompt: string): Promise<Record<'red' | 'green' | 'blue', number>> {
  const [red = 0, green = 0, blue = 0] = meanOf(lastOf(await draw(prompt)));
  return { red, green, blue };
}

function refused(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the painter', { timeout: 120_000 }, () => {
  it('draws each scale from 1×1 to 32×32, each as a PNG', async () => {
    const steps = await draw('a red sun over the sea');
    expect(steps.map(({ step, total, width }) => [step, total, width])).toEqual(
      [1, 2, 4, 8, 16, 32].map((side, i) => [i + 1, 6, side]),
    );
    for (const step of steps) {
      expect(pixelsOf(step)).toMatchObject({ width: step.width, height: step.height });
      expect(step.mediaType).toBe('image/png');
    }
  });

  it('draws the picture coarse before it draws it sharp', async () => {
    const steps = await draw('a big red circle on blue');
    const [coarse, ...sharper] = steps.slice(3).map(meanOf);
    // It is the same picture at each scale, so its mean stays.
    for (const mean of sharper) {
      for (const [channel, value] of mean.entries()) {
        expect(Math.abs(value - (coarse?.[channel] ?? 0))).toBeLessThan(48);
      }
    }
  });

  it('makes all steps of one size where one is asked for', async () => {
    const steps = await draw('a green tree', 100);
    expect(steps.map(({ width, height }) => [width, height])).toEqual(steps.map(() => [100, 100]));
    expect(steps.map((step) => pixelsOf(step).width)).toEqual(steps.map(() => 100));
  });

  it('draws what it is told: other words, other pictures', async () => {
    const red = await channels('a big red circle');
    const blue = await channels('a big blue circle');
    const night = await channels('a big red circle at night');
    expect(red.red - red.blue).toBeGreaterThan(blue.red - blue.blue + 20);
    expect(red.green).toBeGreaterThan(night.green + 40);
    expect(await channels('a big red circle')).toEqual(red);
  });

  it('has nine cells of ten right on pictures that it was never trained on, and four of five where things are', async () => {
    expect(figures.cells).toBeGreaterThan(0.93);
    expect(figures.things).toBeGreaterThan(0.85);
    const score = await measurePainter(engine, (await readHeldOut()).slice(0, 24));
    expect(score.cells).toBeGreaterThan(0.9);
    expect(score.things).toBeGreaterThan(0.8);
  });

  it('computes nothing more after an abort, and the next picture is whole', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const drawing = (async () => {
      for await (const { step } of engine.draw('a red sun', { signal: stop.signal })) {
        seen.push(step);
        if (step === 2) stop.abort(new Error('enough'));
      }
    })();
    await expect(drawing).rejects.toThrow('enough');
    expect(seen).toEqual([1, 2]);
    expect(engine.load()).toEqual({ active: 0, waiting: 0 });
    expect(await draw('a red sun')).toHaveLength(6);
  });

  it('lets those wait who come while its places are taken, and aborts them there', async () => {
    const both = [draw('a red sun'), draw('a blue fish')];
    const stop = new AbortController();
    const third = (async () => {
      for await (const _ of engine.draw('a tree', { signal: stop.signal }));
    })();
    stop.abort(new Error('no longer'));
    await expect(third).rejects.toThrow('no longer');
    for (const steps of await Promise.all(both)) expect(steps).toHaveLength(6);
  });

  it('refuses by name what is no prompt or no size', () => {
    for (const prompt of ['', '  ', 'x'.repeat(1001), 'quarterly revenue']) {
      expect(fieldOf(refused(() => engine.draw(prompt)))).toBe('prompt');
    }
    for (const size of [0, 1025, 1.5]) {
      expect(fieldOf(refused(() => engine.draw('a tree', { size })))).toBe('size');
    }
  });

  it('says what it has understood', () => {
    expect(engine.read('a purple elephant beside the ocean')).toEqual({
      understood: 'a view by the sea by day',
      unknown: ['elephant'],
    });
  });

  it('is small', () => {
    expect(statSync(new URL('painter.gguf', folder)).size).toBeLessThan(6_000_000);
  });
});

describe('a painter that is closed', () => {
  it('ends what it draws, and draws nothing more', { timeout: 120_000 }, async () => {
    const short = await loadPainter({ gpu: false });
    const drawing = (async () => {
      for await (const _ of short.draw('a red sun'));
    })();
    const [ended] = await Promise.allSettled([drawing, short.close()]);
    expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'overloaded' } });
    expect(() => short.draw('a red sun')).toThrow('shutting down');
  });
});
