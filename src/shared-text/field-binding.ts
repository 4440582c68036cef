import { pageFrames, type FrameClock } from '../chat/run/frame-clock.ts';
import type { SharedTextStore } from './create-shared-text.ts';
import { isSmall, pacedFrames, pauseOf, type PacedFrames } from './paced-frames.ts';
import type { MadeChange, TextRange } from './shared-text-state.ts';
import { directionOf } from './text-direction.ts';
import { changeBetween, placeAfter } from './text-change.ts';

/** What a {@link FieldBinding} is given. */
export interface FieldBindingOptions {
  /** When the field shows what others have done. @default the page's frames */
  readonly frames?: FrameClock | undefined;
  /** What of the text is in view. @default nobody knows, so that all is shown as it comes */
  readonly inView?: (() => TextRange | undefined) | undefined;
  /** Is told whether what lies behind the field is to be seen in its place, as the field comes later. @default all is shown as it comes */
  readonly onBehind?: ((isBehind: boolean) => void) | undefined;
}

/** What of a large text may come later comes after so long, in milliseconds. */
const laterMs = 1000;

/**
 * Keeps a `<textarea>` and a shared text the same. What is typed becomes the smallest edit, at once; what others do comes in around
 * the caret, once per frame, or less often in a large text, as each change of a field lays all of its text out. While an input method composes, the field is left alone.
 */
export class FieldBinding {
  readonly #field: HTMLTextAreaElement;
  readonly #text: SharedTextStore;
  readonly #frames: PacedFrames;
  readonly #ending = new AbortController();
  /** The text that the field was last known to have. */
  #shown: string;
  /** What others have done that the field does not show yet. */
  #waiting: MadeChange[] = [];
  #isComposing = false;
  #isAsked = false;
  #cancelFrame: (() => void) | undefined;
  readonly #inView: () => TextRange | undefined;
  readonly #onBehind: ((isBehind: boolean) => void) | undefined;
  #shownAt = -Infinity;

  constructor(
    field: HTMLTextAreaElement,
    text: SharedTextStore,
    { frames = pageFrames(), inView = () => undefined, onBehind }: FieldBindingOptions = {},
  ) {
    this.#field = field;
    this.#text = text;
    this.#inView = inView;
    this.#onBehind = onBehind;
    this.#frames = pacedFrames(frames, () => pauseOf(this.#shown.length));
    this.#shown = text.getState().text;
    if (field.value !== this.#shown) field.value = this.#shown;
    const { signal } = this.#ending;
    const hear = (type: string, listener: (event: never) => void, on: EventTarget = field) =>
      on.addEventListener(type, listener as EventListener, { signal });
    hear('input', () => this.#typed());
    hear('compositionstart', () => (this.#isComposing = true));
    hear('compositionend', () => this.#composed());
    hear('keydown', (event: KeyboardEvent) => this.#press(event));
    hear('beforeinput', (event: InputEvent) => this.#intend(event));
    for (const type of ['select', 'keyup', 'pointerup', 'focus']) hear(type, () => this.#point());
    // Whoever comes into the field finds all there.
    for (const type of ['pointerdown', 'focus']) hear(type, () => this.#enter());
    hear('scroll', () => this.#ask());
    hear('selectionchange', () => this.#point(), field.ownerDocument);
    signal.addEventListener(
      'abort',
      text.onChange((changes) => this.#take(changes)),
    );
  }

  /** Leaves the field to itself. */
  end(): void {
    this.#cancelFrame?.();
    this.#ending.abort();
  }

  #typed(): void {
    const { value, selectionEnd } = this.#field;
    const change = changeBetween(this.#shown, value, selectionEnd);
    this.#shown = value;
    if (!change) return;
    // It was typed into what the field shows, which others may have changed since.
    const at = this.#placeIn(change.at);
    this.#text.edit({
      ...change,
      at,
      delete: Math.max(0, this.#placeIn(change.at + change.delete) - at),
    });
    this.#waiting = rebased(this.#waiting, change);
    if (this.#isDue()) this.#show();
    else this.#ask();
    this.#point();
  }

  #take(changes: readonly MadeChange[]): void {
    this.#waiting.push(...changes);
    this.#ask();
  }

  #enter(): void {
    this.#show();
    this.#onBehind?.(false);
  }

  #ask(): void {
    if (this.#waiting.length === 0 || this.#isComposing || this.#isAsked) return;
    this.#isAsked = true;
    this.#cancelFrame = this.#frames.request(() => {
      this.#isAsked = false;
      if (this.#isDue()) this.#show();
      else this.#ask();
    });
  }

  /**
   * Whether what waits is to be shown now. To show anything in a large field costs as much as all of it, so that what is below the view
   * comes later and together; and where nobody writes in the field, what lies behind it shows the same for less.
   */
  #isDue(): boolean {
    if (isSmall(this.#shown.length) || performance.now() - this.#shownAt >= laterMs) return true;
    const seen = this.#inView();
    if (!seen) return true;
    if (this.#onBehind && !this.#hasFocus) {
      this.#onBehind(true);
      return false;
    }
    // What is above it moves what is in it.
    return this.#waiting.some(({ at }) => at <= seen.to);
  }

  get #hasFocus(): boolean {
    return this.#field.ownerDocument.activeElement === this.#field;
  }

  #composed(): void {
    this.#typed();
    this.#isComposing = false;
    this.#show();
  }

  /** Shows what others have done, with the caret where it was among the letters. */
  #show(): void {
    if (this.#waiting.length === 0 || this.#isComposing) return;
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = this.#field;
    const [start, end] = [this.#placeIn(selectionStart), this.#placeIn(selectionEnd)];
    this.#waiting = [];
    this.#shownAt = performance.now();
    const { text } = this.#text.getState();
    // With each change `auto` would look through all of a large text.
    if (!isSmall(text.length) && this.#field.dir === 'auto') {
      this.#field.dir = directionOf(text) ?? 'auto';
    }
    this.#field.value = text;
    this.#shown = this.#field.value;
    this.#field.setSelectionRange(start, end, selectionDirection);
    this.#field.scrollTop = scrollTop;
    this.#point();
  }

  /** Where a place of the field is in the text. */
  #placeIn(place: number): number {
    return this.#waiting.reduce((at, change) => placeAfter(at, change), place);
  }

  #point(): void {
    const { selectionStart, selectionEnd, selectionDirection } = this.#field;
    if (this.#isComposing) return;
    if (!this.#hasFocus) return;
    const isBackward = selectionDirection === 'backward';
    const [anchor, head] = isBackward
      ? [selectionEnd, selectionStart]
      : [selectionStart, selectionEnd];
    this.#text.setCursor(this.#placeIn(head), this.#placeIn(anchor));
  }

  #press(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) this.#text.redo();
    else this.#text.undo();
  }

  /** The browser's own undo knows nothing of what others have done. */
  #intend(event: InputEvent): void {
    if (event.inputType === 'historyUndo') this.#text.undo();
    else if (event.inputType === 'historyRedo') this.#text.redo();
    else return;
    event.preventDefault();
  }
}

/** What others have done, as if what was typed without it had been there first. */
function rebased(waiting: readonly MadeChange[], typed: MadeChange): MadeChange[] {
  let own = typed;
  return waiting.map((change) => {
    const at = placeAfter(own.at, change);
    const end = placeAfter(own.at + own.delete, change);
    const moved = { ...change, at: placeAfter(change.at, own, true) };
    own = { ...own, at, delete: Math.max(0, end - at) };
    return moved;
  });
}
