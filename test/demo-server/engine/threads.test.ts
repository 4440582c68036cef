// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { nextChunkSize } from '../../../demo-server/engine/prefill.ts';
import { chooseThreads } from '../../../demo-server/engine/threads.ts';

describe('chooseThreads', () => {
  it('takes the manifest’s number, else all cores but one', () => {
    expect(chooseThreads(1, {}, 8)).toBe(1);
    expect(chooseThreads(undefined, {}, 8)).toBe(7);
    expect(chooseThreads(undefined, {}, 1)).toBe(1);
  });

  it('lets RIVULET_THREADS overrule both, unless it is nonsense', () => {
    expect(chooseThreads(1, { RIVULET_THREADS: '3' }, 8)).toBe(3);
    expect(chooseThreads(1, { RIVULET_THREADS: 'many' }, 8)).toBe(1);
  });
});

describe('nextChunkSize', () => {
  it('grows on a fast machine up to the batch and shrinks on a slow one', () => {
    expect(nextChunkSize(128, 10, 512)).toBe(256);
    expect(nextChunkSize(512, 10, 512)).toBe(512);
    expect(nextChunkSize(128, 200, 512)).toBe(128);
    expect(nextChunkSize(128, 900, 512)).toBe(64);
    expect(nextChunkSize(32, 900, 512)).toBe(32);
  });
});
