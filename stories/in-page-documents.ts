import { encodeDocumentFrame, parseDocumentFrame, type DocumentFrame } from 'rivulet/protocol';
import type { DocumentSocket, DocumentSocketConstructor } from 'rivulet/shared-text';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';

type Hear = (event: { readonly data?: unknown; readonly code?: number }) => void;

/** Makes a constructor of sockets to a server of shared documents within this page. It stores nothing and lets everybody write. */
export function inPageDocuments(): DocumentSocketConstructor {
  const doc = new Doc();
  const people = new Set<InPageSocket>();
  class InPageSocket implements DocumentSocket {
    readonly protocol = 'shared-text.v1';
    readonly #hears: [string, Hear][] = [];
    readyState = 0;
    binaryType = 'arraybuffer';
    #stored = 0;

    constructor() {
      queueMicrotask(() => {
        if (this.readyState === 3) return;
        this.readyState = 1;
        people.add(this);
        this.tell('open');
        this.say({ type: 'known', bytes: encodeStateVector(doc) });
        for (const other of people) if (other !== this) other.say({ type: 'ask-presence' });
      });
    }

    addEventListener(type: string, hear: Hear): void {
      this.#hears.push([type, hear]);
    }

    send(data: Uint8Array): void {
      const frame = parseDocumentFrame(data.slice());
      queueMicrotask(() => frame && this.#take(frame));
    }

    close(code = 1000): void {
      this.readyState = 3;
      people.delete(this);
      this.tell('close', { code });
    }

    say(frame: DocumentFrame): void {
      const data = encodeDocumentFrame(frame).buffer;
      queueMicrotask(() => this.tell('message', { data }));
    }

    tell(type: string, event: Parameters<Hear>[0] = {}): void {
      for (const [heard, hear] of this.#hears) if (heard === type) hear(event);
    }

    #take(frame: DocumentFrame): void {
      if (frame.type === 'known') {
        this.say({ type: 'missing', bytes: encodeStateAsUpdate(doc, frame.bytes) });
      }
      if (frame.type === 'missing' || frame.type === 'update') {
        applyUpdate(doc, frame.bytes);
        this.say({ type: 'stored', count: (this.#stored += 1) });
      }
      if (frame.type !== 'update' && frame.type !== 'missing' && frame.type !== 'presence') return;
      const type = frame.type === 'missing' ? 'update' : frame.type;
      for (const other of people) if (other !== this) other.say({ ...frame, type });
    }
  }
  return InPageSocket;
}
