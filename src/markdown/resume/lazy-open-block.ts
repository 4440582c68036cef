import type { OpenBlock } from './open-block.ts';

/**
 * Blocks of this many characters are lexed as a whole in less time than the machine needs to go on with
 * them: most blocks of most answers, and all of their first frames, in which no code is optimised yet.
 */
const shortBlock = 1024;

let loaded: typeof OpenBlock | undefined;
let loading: Promise<void> | undefined;

/** Loads the machine for long open blocks; resolves when it is at hand, and at once when it was. */
export function loadOpenBlock(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  try {
    loaded = (await import('./open-block.ts')).OpenBlock;
  } catch {
    // Without it the text is right, and slower: the next long block tries again.
    loading = undefined;
  }
}

/** Answers with the machine for a block that is long, once it is loaded; the first one of a page asks for it. */
export function lazyOpenBlock(length: number): typeof OpenBlock | undefined {
  if (length <= shortBlock) return undefined;
  if (!loaded) void loadOpenBlock();
  return loaded;
}
