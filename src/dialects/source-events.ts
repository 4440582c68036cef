import type { ContentEvent } from '../protocol/chat-event.ts';

/** Makes the events of an answer's sources, each once. */
export class SourceEvents {
  readonly #seen = new Set<string>();

  /** The event of a web page; nothing for one without an address, or one that was told before. */
  page(url: string, title: string): ContentEvent | undefined {
    if (!this.#isNew(url)) return undefined;
    const sourceId = `source-${this.#seen.size}`;
    return { type: 'source-url', sourceId, url, ...(title && { title }) };
  }

  /** The event of a document; nothing for one without an id, or one that was told before. */
  document(id: string, title: string, mediaType: string): ContentEvent | undefined {
    if (!this.#isNew(id)) return undefined;
    const filename = /\.\w+$/.test(title) && { filename: title };
    return { type: 'source-document', sourceId: id, mediaType, title: title || id, ...filename };
  }

  #isNew(name: string): boolean {
    if (!name || this.#seen.has(name)) return false;
    this.#seen.add(name);
    return true;
  }
}
