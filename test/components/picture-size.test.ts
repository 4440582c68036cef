import { describe, expect, it } from 'vitest';
import { pictureSize } from '../../src/components/files/picture-size.ts';

const url = (type: string, bytes: readonly number[]) =>
  `data:image/${type};base64,${btoa(String.fromCharCode(...bytes))}`;
const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));
const long = (value: number) => [
  (value >> 24) & 255,
  (value >> 16) & 255,
  (value >> 8) & 255,
  value & 255,
];
const short = (value: number) => [(value >> 8) & 255, value & 255];
const zeros = (count: number) => Array.from({ length: count }, () => 0);

const png = [
  0x89,
  ...ascii('PNG\r\n\u001a\n'),
  ...long(13),
  ...ascii('IHDR'),
  ...long(320),
  ...long(180),
];
const frame = [0xff, 0xc0, ...short(17), 8, ...short(180), ...short(320), 3];
const exif = (orientation: number) => {
  const block = [
    ...ascii('MM'),
    0,
    42,
    ...long(8),
    ...short(1),
    ...short(0x0112),
    ...short(3),
    ...long(1),
    ...short(orientation),
    0,
    0,
  ];
  return [0xff, 0xe1, ...short(block.length + 8), ...ascii('Exif'), 0, 0, ...block];
};
const riff = (kind: string, rest: readonly number[]) => [
  ...ascii('RIFF'),
  ...zeros(4),
  ...ascii(`WEBP${kind}`),
  ...zeros(4),
  ...rest,
];

describe('the size of a picture is read from the beginning of its data', () => {
  it.each([
    ['PNG', url('png', [...png, ...zeros(500)])],
    ['PNG that has only begun', url('png', png)],
    ['GIF', url('gif', [...ascii('GIF89a'), 64, 1, 180, 0])],
    ['JPEG', url('jpeg', [0xff, 0xd8, ...frame])],
    [
      'JPEG with a thumbnail',
      url('jpeg', [0xff, 0xd8, 0xff, 0xe2, ...short(40_002), ...zeros(40_000), ...frame]),
    ],
    ['JPEG that lies as it is', url('jpeg', [0xff, 0xd8, ...exif(3), ...frame])],
    ['WebP, lossy', url('webp', riff('VP8 ', [...zeros(6), 64, 1, 180, 0]))],
    ['WebP, lossless', url('webp', riff('VP8L', [0x2f, 0x3f, 0xc1, 0x2c, 0]))],
    ['WebP, extended', url('webp', riff('VP8X', [...zeros(4), 63, 1, 0, 179, 0, 0]))],
    [
      'AVIF',
      url('avif', [...zeros(100), ...ascii('ispe'), ...zeros(4), ...long(320), ...long(180)]),
    ],
    [
      'SVG',
      `data:image/svg+xml,${encodeURIComponent('<svg xmlns="x" width="320" height="180px">')}`,
    ],
    ['SVG in base64', `data:image/svg+xml;base64,${btoa('<svg viewBox="0 0 320 180">')}`],
  ])('%s', (_name, given) => {
    expect(pictureSize(given)).toEqual({ width: 320, height: 180 });
  });

  it('as it is shown, where the camera was held upright', () => {
    expect(pictureSize(url('jpeg', [0xff, 0xd8, ...exif(6), ...frame]))).toEqual({
      width: 180,
      height: 320,
    });
  });

  it.each([
    ['of another site', 'https://example.org/a.png'],
    ['that is none', url('png', ascii('hello'))],
    ['that is cut off', url('png', png.slice(0, 18))],
    ['of no size', url('gif', [...ascii('GIF89a'), 0, 0, 0, 0])],
    ['that is no base 64', 'data:image/png;base64,ψ'],
    ['with segments of no length', url('jpeg', [0xff, 0xd8, 0xff, 0xe0, 0, 0, ...zeros(90)])],
  ])('nothing of one %s', (_name, given) => {
    expect(pictureSize(given)).toBeUndefined();
  });
});
