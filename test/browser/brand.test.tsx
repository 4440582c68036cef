import { createPortal } from 'react-dom';
import { afterEach, describe, expect, it } from 'vitest';
import { Composer } from '../../src/index.ts';
import kitCss from '../../src/styles/styles.css?inline';
import { addSheet, clearPage, place, shadowPlace, show } from './guest-page.ts';

afterEach(clearPage);

const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** A colour as the screen shows it. */
function pixel(color: string): readonly [number, number, number] {
  if (!pen) throw new Error('no canvas');
  pen.clearRect(0, 0, 1, 1);
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

const linear = (value: number) =>
  value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [a, b]
    .map((color) => pixel(color).map(linear))
    .map(([red = 0, green = 0, blue = 0]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
    .sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** A generator of numbers between 0 and 1 that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = seeded(7);
const corners = ['#000', '#fff', '#f00', '#0f0', '#00f', '#ff0', '#0ff', '#f0f', '#777', '#facc15'];
const accents = [
  ...corners,
  ...Array.from(
    { length: 150 },
    () =>
      `#${Math.floor(random() * 2 ** 24)
        .toString(16)
        .padStart(6, '0')}`,
  ),
  ...Array.from({ length: 150 }, () => `oklch(${random()} ${random() * 0.35} ${random() * 360})`),
];

describe('a brand of one accent', () => {
  it.each(['light', 'dark'])('is readable on a %s page, whatever the accent', (scheme) => {
    addSheet(kitCss);
    const holder = place(`<div data-theme="${scheme}"><p class="place rv-theme"></p></div>`);
    const read = (name: string) => {
      holder.style.color = `var(--rvc-${name})`;
      return getComputedStyle(holder).color;
    };
    const weak = accents.flatMap((accent) => {
      holder.style.setProperty('--rv-accent', accent);
      const pairs = [
        ...['accent', 'accent-hover'].map((ground) => ['accent-text', ground] as const),
        ...['bg', 'surface', 'code-bg', 'accent-soft', 'bubble'].map(
          (ground) => ['accent-ink', ground] as const,
        ),
        ...['accent-soft', 'bubble'].map((ground) => ['text', ground] as const),
      ];
      return pairs
        .map(([ink, ground]) => ({ ink, ground, ratio: contrast(read(ink), read(ground)) }))
        .filter(({ ratio }) => ratio < 4.5)
        .map(({ ink, ground, ratio }) => `${accent}: ${ink} on ${ground} ${ratio.toFixed(2)}`);
    });
    expect(weak).toEqual([]);
  });

  it('may differ from one place of a page to the next, and may name a colour for each scheme', () => {
    addSheet(
      `${kitCss} .a { --rv-accent: rgb(124, 58, 237) } .b { --rv-accent: light-dark(rgb(1, 2, 3), rgb(250, 204, 21)) }`,
    );
    const grounds = [
      '<p class="place a"></p>',
      '<div class="dark"><p class="place b"></p></div>',
    ].map((html) => {
      const container = show(<Composer onSend={() => undefined} draft="x" />, place(html));
      const send = container.querySelector('.rv-send');
      return send && getComputedStyle(send).backgroundColor;
    });
    expect(grounds).toEqual(['rgb(124, 58, 237)', 'rgb(250, 204, 21)']);
  });

  it('reaches a shadow root from the page', () => {
    addSheet(':root { --rv-accent: rgb(225, 29, 72); --rv-radius: 0px }');
    const shadow = shadowPlace('<p class="place"></p>', kitCss);
    show(createPortal(<Composer onSend={() => undefined} draft="x" />, shadow));
    const send = shadow.querySelector('.rv-send');
    expect(send && getComputedStyle(send).backgroundColor).toBe('rgb(225, 29, 72)');
    expect(send && getComputedStyle(send).borderRadius).toBe('0px');
  });
});
