// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { createSharedText } from '../../src/shared-text/index.ts';
import { eventually } from '../eventually.ts';
import { writeText } from '../../src/shared-text/write-text.ts';

function start() {
  const { sharedType: text } = createSharedText({ document: 'notes' });
  const aborted = new AbortController();
  const { signal } = aborted;
  let listening = 0;
  let most = 0;
  vi.spyOn(signal, 'addEventListener').mockImplementation((...asked) => {
    most = Math.max(most, (listening += 1));
    EventTarget.prototype.addEventListener.apply(signal, asked);
  });
  vi.spyOn(signal, 'removeEventListener').mockImplementation((...asked) => {
    listening -= 1;
    EventTarget.prototype.removeEventListener.apply(signal, asked);
  });
  const write = (source: AsyncIterable<string>) =>
    writeText({
      text,
      source,
      signal,
      range: { from: 0, to: 0 },
      writer: { move() {}, leave() {} },
      edit: (change) => change(),
      mark: {},
      onReplace: () => undefined,
    });
  return { text, stop: () => aborted.abort(), write, counts: () => ({ listening, most }) };
}

async function* pieces(count: number) {
  for (let index = 0; index < count; index++) yield 'a';
}

async function* thenSilent() {
  yield 'a';
  await new Promise(() => undefined);
}

async function* thenBroken() {
  yield 'a';
  throw new Error('broken');
}

describe('what a model writes', () => {
  it('is waited for by one listener, however many pieces come, and by none when it has ended', async () => {
    const { text, write, counts } = start();
    await write(pieces(500));
    expect(text).toHaveLength(500);
    expect(counts()).toEqual({ listening: 0, most: 1 });
  });

  it('ends when it is stopped, though its source says nothing', async () => {
    const { text, write, stop, counts } = start();
    const writing = write(thenSilent());
    await eventually(() => expect(text.toJSON()).toBe('a'));
    stop();
    await writing;
    expect(counts()).toEqual({ listening: 0, most: 1 });
  });

  it('fails as its source does', async () => {
    const { write } = start();
    const failing = write(thenBroken());
    await expect(failing).rejects.toThrow('broken');
  });
});
