import type { OpenBlock } from './open-block.ts';

/** Blocks below this many characters are lexed as a whole sooner than the machine can be loaded. */
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

/** Answers with the machine for long open blocks once it is loaded; the first long block of a page asks for it. */
export function lazyOpenBlock(length: number): typeof OpenBlock | undefined {
  if (!loaded && length > shortBlock) void loadOpenBlock();
  return loaded;
}
