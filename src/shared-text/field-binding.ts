import type { SharedTextStore } from './create-shared-text.ts';
import type { MadeChange } from './shared-text-state.ts';
import { changeBetween, placeAfter } from './text-change.ts';

type Changes = readonly MadeChange[];

/**
 * Keeps a `<textarea>` and a shared text the same. What is typed becomes the smallest edit; what others do comes in around the
 * caret. While an input method composes, the field is left alone.
 */
export class FieldBinding {
  readonly #field: HTMLTextAreaElement;
  readonly #text: SharedTextStore;
  readonly #ending = new AbortController();
  /** The text that the field was last known to have. */
  #shown: string;
  /** What others have done since it began to compose; undefined while it does not. */
  #waiting: MadeChange[] | undefined;

  constructor(field: HTMLTextAreaElement, text: SharedTextStore) {
    this.#field = field;
    this.#text = text;
    this.#shown = text.getState().text;
    if (field.value !== this.#shown) field.value = this.#shown;
    const { signal } = this.#ending;
    const hear = (type: string, listener: (event: never) => void, on: EventTarget = field) =>
      on.addEventListener(type, listener as EventListener, { signal });
    hear('input', () => this.#typed());
    hear('compositionstart', () => (this.#waiting = []));
    hear('compositionend', () => this.#composed());
    hear('keydown', (event: KeyboardEvent) => this.#press(event));
    hear('beforeinput', (event: InputEvent) => this.#intend(event));
    for (const type of ['select', 'keyup', 'pointerup', 'focus']) hear(type, () => this.#point());
    hear('selectionchange', () => this.#point(), field.ownerDocument);
    signal.addEventListener(
      'abort',
      text.onChange((changes) => this.#take(changes)),
    );
  }

  /** Leaves the field to itself. */
  end(): void {
    this.#ending.abort();
  }

  #typed(): void {
    const { value, selectionEnd } = this.#field;
    const change = changeBetween(this.#shown, value, selectionEnd);
    this.#shown = value;
    if (!change) return;
    const moved = (place: number) =>
      (this.#waiting ?? []).reduce((at, made) => placeAfter(at, made), place);
    const at = moved(change.at);
    this.#text.edit({ ...change, at, delete: Math.max(0, moved(change.at + change.delete) - at) });
    this.#point();
  }

  #take(changes: Changes): void {
    if (this.#waiting) {
      this.#waiting.push(...changes);
      return;
    }
    for (const { at, delete: gone, insert } of changes) {
      this.#field.setRangeText(insert, at, at + gone, 'preserve');
    }
    this.#shown = this.#field.value;
    // A field makes one character of a line end that has two.
    if (this.#text.sharedType.length !== this.#shown.length) this.#show(this.#text.getState().text);
  }

  #composed(): void {
    this.#typed();
    const changes = this.#waiting ?? [];
    this.#waiting = undefined;
    if (changes.length === 0) return;
    const caret = changes.reduce(
      (place, change) => placeAfter(place, change),
      this.#field.selectionEnd,
    );
    this.#show(this.#text.getState().text);
    this.#field.setSelectionRange(caret, caret);
  }

  #show(text: string): void {
    const { selectionStart, selectionEnd } = this.#field;
    this.#field.value = text;
    this.#shown = this.#field.value;
    this.#field.setSelectionRange(selectionStart, selectionEnd);
  }

  #point(): void {
    const { selectionStart, selectionEnd, selectionDirection } = this.#field;
    if (this.#waiting || this.#field.getRootNode() !== this.#field.ownerDocument) return;
    if (this.#field.ownerDocument.activeElement !== this.#field) return;
    const isBackward = selectionDirection === 'backward';
    const [anchor, head] = isBackward
      ? [selectionEnd, selectionStart]
      : [selectionStart, selectionEnd];
    this.#text.setCursor(head, anchor);
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
