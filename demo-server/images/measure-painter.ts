import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { describeScene } from './describe-scene.ts';
import type { ImageEngine } from './image-engine.ts';
import type { Scene, Thing } from './read-prompt.ts';

type Colour = readonly [number, number, number];

/** A picture that the painter has never been trained on: its words, and how its trainer's rasteriser draws it. */
export interface HeldOut {
  readonly prompt: string;
  readonly picture: (row: number, column: number) => Colour;
  /** What it has where its things are not: the same for all pictures of one background. */
  readonly isThing: (row: number, column: number) => boolean;
}

/** Shares of cells right. */
export interface PainterScore {
  readonly pictures: number;
  /** Of all 1,024 cells of each picture. */
  readonly cells: number;
  /** Of those that belong to a thing. */
  readonly things: number;
}

const side = 32;

/** Reads the held-out pictures that `export.py` wrote: below each picture stands the same without its things. */
export async function readHeldOut(): Promise<HeldOut[]> {
  const [words, sheet] = await Promise.all([
    readFile(new URL('held-out.json', import.meta.url), 'utf8'),
    readFile(new URL('held-out.png', import.meta.url)),
  ]);
  const { width, data } = PNG.sync.read(sheet);
  const at = (row: number, column: number): Colour => {
    const place = (row * width + column) * 4;
    return [data[place] ?? 0, data[place + 1] ?? 0, data[place + 2] ?? 0];
  };
  const perRow = width / side;
  return (JSON.parse(words) as string[][]).map((slots, i) => {
    const [top, left] = [Math.floor(i / perRow) * 2 * side, (i % perRow) * side];
    const picture = (row: number, column: number) => at(top + row, left + column);
    return {
      prompt: describeScene(sceneOf(slots)),
      picture,
      isThing: (row, column) => !isSame(picture(row, column), at(top + side + row, left + column)),
    };
  });
}

/** Lets an engine draw the held-out pictures from their words, and compares cell by cell. */
export async function measurePainter(
  engine: ImageEngine,
  heldOut: readonly HeldOut[],
): Promise<PainterScore> {
  const counts = { all: 0, right: 0, things: 0, rightThings: 0 };
  for (const { prompt, picture, isThing } of heldOut) {
    let last: Uint8Array = new Uint8Array();
    for await (const { bytes } of engine.draw(prompt)) last = bytes;
    const { data } = PNG.sync.read(Buffer.from(last));
    for (let cell = 0; cell < side * side; cell++) {
      const [row, column] = [Math.floor(cell / side), cell % side];
      const drawn: Colour = [data[cell * 4] ?? 0, data[cell * 4 + 1] ?? 0, data[cell * 4 + 2] ?? 0];
      const isRight = isSame(drawn, picture(row, column));
      counts.all++;
      if (isRight) counts.right++;
      if (!isThing(row, column)) continue;
      counts.things++;
      if (isRight) counts.rightThings++;
    }
  }
  const { all, right, things, rightThings } = counts;
  return { pictures: heldOut.length, cells: right / all, things: rightThings / things };
}

/** The scene of the words of its slots. */
function sceneOf([sky, ground, weather, ...rest]: readonly string[]): Scene {
  const things: Thing[] = [rest.slice(0, 4), rest.slice(4, 8)].flatMap(
    ([size = '', colour = '', shape = '', place = ''], _i, all) =>
      shape === 'none'
        ? []
        : [
            {
              size,
              colour,
              shape,
              ...((place !== 'middle' || all[1]?.[2] !== 'none') && { place }),
            },
          ],
  );
  return {
    things,
    unknown: [],
    isEmpty: false,
    ...(sky !== undefined && { sky }),
    ...(ground !== undefined && ground !== 'nothing' && { ground }),
    ...(weather !== undefined && weather !== 'clear' && { weather }),
  };
}

function isSame(a: Colour, b: Colour): boolean {
  return a.every((value, i) => value === b[i]);
}
