import type { TextProposal } from './shared-text-state.ts';
import type { Doc, Text } from './yjs.ts';

/** What is known of a writing that nobody has accepted yet. */
interface Proposed {
  readonly by: string;
  /** What its text stands in the place of. */
  readonly replaced?: string;
}

/** A stretch of text as Yjs tells it. */
interface Stretch {
  readonly insert?: unknown;
  readonly attributes?: { readonly proposal?: unknown };
}

const maxNameLength = 60;

// Another replica may have put anything there.
function nameIn(known: { readonly by?: unknown } | undefined): string {
  return typeof known?.by === 'string' ? known.by : '';
}

/** What models have written in a document and nobody has accepted yet: stretches that are marked, and of each writing by whom it is. */
export class TextProposals {
  readonly #text: Text;
  readonly #doc: Doc;

  constructor(text: Text, doc: Doc) {
    this.#text = text;
    this.#doc = doc;
  }

  /** The attributes of a writing's text. */
  markOf(id: string): Readonly<Record<string, unknown>> {
    return { proposal: id };
  }

  /** Notes a writing. */
  add(id: string, by: string): void {
    this.#known.set(id, { by });
  }

  /** Notes what a writing stands in the place of. */
  replaces(id: string, replaced: string): void {
    const before = this.#known.get(id);
    this.#known.set(id, { by: before?.by ?? '', replaced });
  }

  /** All stretches, in the order of the text. */
  read(): TextProposal[] {
    const found: TextProposal[] = [];
    if (this.#known.size === 0) return found;
    let at = 0;
    for (const { insert, attributes } of this.#text.toDelta() as readonly Stretch[]) {
      const from = at;
      at += typeof insert === 'string' ? insert.length : 1;
      const id = attributes?.proposal;
      if (typeof id !== 'string') continue;
      const by = nameIn(this.#known.get(id)).slice(0, maxNameLength);
      found.push({ id, by, from, to: at });
    }
    return found;
  }

  /** Makes a writing, or all of them, text as any other. */
  accept(id: string | undefined): void {
    for (const { id: found, from, to } of this.#of(id)) {
      this.#text.format(from, to - from, { proposal: null });
      this.#known.delete(found);
    }
    this.#forget(id);
  }

  /** Takes the text of a writing, or of all of them, away, and puts back what it stands in the place of. */
  reject(id: string | undefined): void {
    const restored = new Map<string, number>();
    for (const { id: found, from, to } of this.#of(id).toReversed()) {
      this.#text.delete(from, to - from);
      for (const [each, place] of restored)
        if (each !== found) restored.set(each, place - to + from);
      restored.set(found, from);
    }
    for (const [found, place] of restored) {
      const replaced = this.#known.get(found)?.replaced;
      if (typeof replaced === 'string') this.#text.insert(place, replaced, { proposal: null });
    }
    this.#forget(id);
  }

  get #known() {
    return this.#doc.getMap<Proposed>('proposals');
  }

  #of(id: string | undefined): TextProposal[] {
    return this.read().filter((each) => id === undefined || each.id === id);
  }

  #forget(id: string | undefined): void {
    if (id === undefined) this.#known.clear();
    else this.#known.delete(id);
  }
}
