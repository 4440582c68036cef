import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  createRelativePositionFromTypeIndex,
  type Text,
  type Transaction,
  type YTextEvent,
} from './yjs.ts';

/** One edit of a document's text, at its place when those before it are made. */
export interface DocumentEdit {
  /** Where, from 0; a place behind the end is the end. */
  readonly at: number;
  /** How many characters go. @default 0 */
  readonly delete?: number | undefined;
  /** What comes. @default nothing */
  readonly insert?: string | undefined;
}

/** The text of a document on the server, for those who speak other words than Yjs's. */
export class DocumentText {
  readonly #text: Text;
  #version = 0;

  /** @param text A `Text` of Yjs. Its type would have all who use `rivulet/server` install yjs. */
  constructor(text: object) {
    this.#text = text as Text;
    this.#text.observe(() => (this.#version += 1));
  }

  /** The text as it is. */
  get value(): string {
    return this.#text.toJSON();
  }

  /** Grows with each change while this server has the document open. */
  get version(): number {
    return this.#version;
  }

  /** Makes an edit; places outside of the text are its ends. @param from Who makes it, as `onEdit` tells it. */
  edit({ at, delete: gone = 0, insert = '' }: DocumentEdit, from: object): void {
    const { length } = this.#text;
    const start = Math.max(0, Math.min(length, at));
    const end = Math.max(start, Math.min(length, start + gone));
    this.#text.doc?.transact(() => {
      if (end > start) this.#text.delete(start, end - start);
      // Of a half of a character no replica could be told.
      if (insert !== '') this.#text.insert(start, insert.replace(half, '\uFFFD'), unmarked);
    }, from);
  }

  /** Calls back with each change and who made it; returns the way to stop. */
  onEdit(listener: (edits: readonly DocumentEdit[], from: unknown) => void): () => void {
    const hear = (event: YTextEvent, { origin }: Transaction) => listener(editsOf(event), origin);
    this.#text.observe(hear);
    return () => this.#text.unobserve(hear);
  }

  /** A cursor at a place, as replicas tell each other. */
  cursorAt(place: number): object {
    const at = Math.max(0, Math.min(this.#text.length, place));
    const position = createRelativePositionFromTypeIndex(this.#text, at);
    return { anchor: position, head: position };
  }

  /** Where a cursor of a replica is; undefined where it is nowhere. */
  placeOf(cursor: unknown): number | undefined {
    if (typeof cursor !== 'object' || cursor === null || !('head' in cursor)) return undefined;
    const { doc } = this.#text;
    try {
      const position = createRelativePositionFromJSON(cursor.head);
      const found = doc && createAbsolutePositionFromRelativePosition(position, doc);
      return found?.type === this.#text ? found.index : undefined;
    } catch {
      return undefined;
    }
  }
}

// What stands beside a model's proposal is not one.
const unmarked = { proposal: null };
const half = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function editsOf({ delta }: YTextEvent): DocumentEdit[] {
  const edits: DocumentEdit[] = [];
  let at = 0;
  for (const { retain, insert, delete: gone } of delta) {
    at += retain ?? 0;
    if (gone !== undefined) edits.push({ at, delete: gone });
    if (typeof insert !== 'string') continue;
    edits.push({ at, insert });
    at += insert.length;
  }
  return edits;
}
