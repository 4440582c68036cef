import type { SharedCursor } from './own-presence.ts';
import type { TextRange } from './shared-text-state.ts';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromTypeIndex,
  type RelativePosition,
  type Text,
} from './yjs.ts';

/** Where the cursor here is: it moves with the characters that it stands at. */
export class OwnCursor {
  readonly #text: Text;
  #ends: { readonly anchor: RelativePosition; readonly head: RelativePosition } | undefined;

  constructor(text: Text) {
    this.#text = text;
  }

  /** As replicas tell each other. */
  get shared(): SharedCursor | null {
    return this.#ends ?? null;
  }

  /** What is selected, or where it is; undefined where it is nowhere. */
  get range(): TextRange | undefined {
    const { doc } = this.#text;
    if (!this.#ends || !doc) return undefined;
    const places = [this.#ends.anchor, this.#ends.head].map(
      (position) => createAbsolutePositionFromRelativePosition(position, doc)?.index ?? 0,
    );
    return { from: Math.min(...places), to: Math.max(...places) };
  }

  /** Whether something is selected. */
  get hasSelection(): boolean {
    // Where nothing was selected, finding both ends would walk through the text for nothing.
    if (!this.#ends || this.#ends.anchor === this.#ends.head) return false;
    const { from, to } = this.range ?? { from: 0, to: 0 };
    return to > from;
  }

  /** Puts it somewhere; null for nowhere. */
  move(head: number | null, anchor: number = head ?? 0): void {
    const at = (place: number) => createRelativePositionFromTypeIndex(this.#text, place);
    if (head === null) {
      this.#ends = undefined;
      return;
    }
    const place = at(head);
    this.#ends = { anchor: anchor === head ? place : at(anchor), head: place };
  }
}
