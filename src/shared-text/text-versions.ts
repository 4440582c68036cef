import { createId } from '../chat/state/create-id.ts';
import type { TextVersion } from './shared-text-state.ts';
import type { Doc } from './yjs.ts';

const mostVersions = 30;
const mostCharacters = 500_000;

/** The versions of a text, kept in its document, so that everybody has them. The oldest go when there are too many. */
export class TextVersions {
  readonly #doc: Doc;

  constructor(doc: Doc) {
    this.#doc = doc;
  }

  read(): TextVersion[] {
    return this.#kept.toArray().filter(isVersion);
  }

  /** Keeps a version; not one that is as the last. */
  keep(version: Omit<TextVersion, 'id' | 'at'>): void {
    if (this.read().at(-1)?.text === version.text) return;
    const kept = this.#kept;
    kept.push([{ ...version, id: createId(), at: Date.now() }]);
    const size = () => this.read().reduce((sum, { text }) => sum + text.length, 0);
    while (kept.length > 1 && (kept.length > mostVersions || size() > mostCharacters)) {
      kept.delete(0);
    }
  }

  get #kept() {
    return this.#doc.getArray<unknown>('versions');
  }
}

function isVersion(value: unknown): value is TextVersion {
  if (typeof value !== 'object' || value === null) return false;
  const { id, text, label, by, at } = value as Partial<Record<keyof TextVersion, unknown>>;
  return [id, text, label, by].every((each) => typeof each === 'string') && typeof at === 'number';
}
