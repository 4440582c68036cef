// @vitest-environment node
import { expect, it } from 'vitest';
import { firstChunkSize, nextChunkSize } from '../../../demo-server/engine/prefill.ts';

it('begins with as much as a slow device reads in a short time, so that a cancel is heard', () => {
  expect([0.1, 50, 100, 200, 400, 60_000].map(firstChunkSize)).toEqual([128, 128, 128, 64, 32, 32]);
});

it('takes more while it goes fast and less while it goes slowly', () => {
  expect(nextChunkSize(128, 10, 512)).toBe(256);
  expect(nextChunkSize(512, 10, 512)).toBe(512);
  expect(nextChunkSize(128, 200, 512)).toBe(128);
  expect(nextChunkSize(128, 500, 512)).toBe(64);
  expect(nextChunkSize(32, 500, 512)).toBe(32);
});
