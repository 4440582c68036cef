import type { TextRange } from './shared-text-state.ts';
import { wellFormed } from './text-change.ts';
import type { Writer } from './own-presence.ts';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  type RelativePosition,
  type Text,
} from './yjs.ts';

/** How a writing ended: `stopped` by somebody here, `failed` by what the source threw. */
export type WritingEnd = 'complete' | 'stopped' | 'failed';

/** Texts as they come, such as what a model streams; made with a signal, it is told when nobody wants more. */
export type TextSource =
  | AsyncIterable<string>
  | ((signal: AbortSignal) => AsyncIterable<string> | Promise<AsyncIterable<string>>);

/** What is needed to write. */
export interface WriteTextOptions {
  readonly text: Text;
  readonly source: TextSource;
  /** What its text stands in the place of. */
  readonly range: TextRange;
  readonly writer: Writer;
  readonly signal: AbortSignal;
  /** Puts a piece in, marked, within a transaction of its own. */
  readonly edit: (change: () => void) => void;
  /** The attributes that mark its text. */
  readonly mark: Readonly<Record<string, unknown>>;
  /** Is told once what its text stands in the place of, with the first of it. */
  readonly onReplace: (replaced: string) => void;
}

/**
 * Writes what a source gives into a text while others edit around it: its place is relative to the characters there. What it
 * stands in the place of goes with the first piece. Rejects with what the source throws.
 */
export async function writeText(options: WriteTextOptions): Promise<void> {
  const { signal, source } = options;
  const caret = new Caret(options);
  try {
    const pieces = typeof source === 'function' ? await source(signal) : source;
    for await (const piece of untilAborted(pieces, signal)) caret.put(piece);
    caret.end();
  } finally {
    options.writer.leave();
  }
}

/** Where a model writes. */
class Caret {
  readonly #options: WriteTextOptions;
  #from: RelativePosition;
  #to: RelativePosition | undefined;
  /** The first half of a character that has come without its second. */
  #half = '';

  constructor(options: WriteTextOptions) {
    const { text, range } = options;
    this.#options = options;
    // It keeps to the character before it, so that what others type at the same place comes behind.
    this.#from = createRelativePositionFromTypeIndex(text, range.from, -1);
    if (range.to > range.from) this.#to = createRelativePositionFromTypeIndex(text, range.to, -1);
    this.#tell();
  }

  put(piece: string): void {
    const whole = this.#half + piece;
    const isCut = /[\uD800-\uDBFF]$/.test(whole);
    this.#half = isCut ? whole.slice(-1) : '';
    const ready = isCut ? whole.slice(0, -1) : whole;
    if (ready !== '') this.#insert(wellFormed(ready));
  }

  end(): void {
    if (this.#half !== '') this.#insert('\uFFFD');
  }

  #insert(piece: string): void {
    const { text, edit, mark } = this.#options;
    edit(() => {
      this.#replace();
      const at = this.#placeOf(this.#from);
      text.insert(at, piece, mark);
      this.#from = createRelativePositionFromTypeIndex(text, at + piece.length, -1);
    });
    this.#tell();
  }

  #replace(): void {
    const { text, onReplace } = this.#options;
    const from = this.#placeOf(this.#from);
    const to = this.#to ? Math.max(from, this.#placeOf(this.#to)) : from;
    this.#to = undefined;
    if (to === from) return;
    onReplace(text.toJSON().slice(from, to));
    text.delete(from, to - from);
  }

  #placeOf(position: RelativePosition): number {
    const { text } = this.#options;
    const found = text.doc && createAbsolutePositionFromRelativePosition(position, text.doc, false);
    return found?.type === text ? found.index : text.length;
  }

  #tell(): void {
    this.#options.writer.move({ anchor: this.#from, head: this.#from });
  }
}

/** The pieces of a source until nobody wants more: a source that says nothing is not waited for then. */
async function* untilAborted(
  pieces: AsyncIterable<string>,
  signal: AbortSignal,
): AsyncIterable<string> {
  const iterator = pieces[Symbol.asyncIterator]();
  let wake: (() => void) | undefined;
  const stop = () => wake?.();
  signal.addEventListener('abort', stop);
  // `Promise.race` would keep a little of each wait for as long as nobody has stopped.
  const nextOrNone = () =>
    new Promise<IteratorResult<string> | undefined>((resolve, reject) => {
      wake = () => resolve(undefined);
      iterator.next().then(resolve, reject);
    });
  try {
    while (!signal.aborted) {
      const next = await nextOrNone();
      if (!next || next.done || signal.aborted) break;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // One that still waits hears of it when it comes to itself.
    void iterator.return?.()?.catch(() => undefined);
  }
}
