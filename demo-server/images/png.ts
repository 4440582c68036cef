import { PNG } from 'pngjs';
import { cellAt } from './cells.ts';

/** A picture as colours of a palette, its cells in Z-order. */
export interface Cells {
  readonly side: number;
  readonly colours: Uint8Array;
}

/** Writes a picture as PNG, each cell as a square of pixels so that the whole is about `size` wide, and no less than its cells. */
export function encodePng(
  { side, colours }: Cells,
  palette: readonly (readonly [number, number, number])[],
  size = side,
): { readonly width: number; readonly bytes: Uint8Array } {
  const width = Math.max(side, size);
  const png = new PNG({ width, height: width, colorType: 2 });
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const cell = cellAt(Math.floor((y * side) / width), Math.floor((x * side) / width));
      const [red, green, blue] = palette[colours[cell] ?? 0] ?? [0, 0, 0];
      png.data.set([red, green, blue, 255], (y * width + x) * 4);
    }
  }
  return { width, bytes: PNG.sync.write(png, { colorType: 2, inputHasAlpha: true }) };
}

/** Reads `#rrggbb`. */
export function readColour(hex: string): readonly [number, number, number] {
  const number = Number.parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
