import { fieldOf, isRecord, textOf, withValueAt } from '../data/json-pointer.ts';
import { JsonReader, settled } from '../data/json-reader.ts';
import { type A2uiHost, A2uiSurface } from './a2ui-surface.ts';
import { componentFromV08, fromV08 } from './from-v0-8.ts';

/** Surfaces of one book. */
const mostSurfaces = 50;

/** How far a message has been read. */
interface Progress {
  components: number;
  isCreated?: boolean;
  isDone?: boolean;
}

type Message = Readonly<Record<string, unknown>>;

/**
 * The surfaces that messages of A2UI make, of versions 0.8, 0.9 and 1.0. A message is read while it comes: a component is there
 * once it is closed, data with each value that is. What an agent sends again takes the place of what it sent before.
 */
export class A2uiBook {
  /** The surfaces, in the order in which they were begun. */
  readonly surfaces = new Map<string, A2uiSurface>();
  /** Whether something was no message of A2UI. */
  hasFault = false;
  /** The surfaces as a list: the same one until one comes or goes. */
  shown: readonly A2uiSurface[] = [];
  readonly #listeners = new Set<() => void>();
  #host: () => A2uiHost;
  #reader = new JsonReader();
  #progress = new WeakMap<object, Progress>();
  #isRead = 0;

  constructor(host: () => A2uiHost) {
    this.#host = host;
  }

  /** Calls a listener when there is more; answers how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Gives it another page to stand in. */
  moveTo(host: () => A2uiHost): void {
    this.#host = host;
  }

  /** Takes more text of messages, as lines or as a list. */
  push(text: string): void {
    this.#reader.push(text);
    this.#read(this.#reader);
  }

  /** Takes a message, or a list of them, that is whole. */
  add(value: unknown): void {
    if (typeof value === 'string') {
      const reader = new JsonReader();
      reader.push(value);
      reader.end();
      this.hasFault ||= reader.faults > 0;
      for (const message of reader.values) this.#take(message, () => false);
    } else this.#take(value, () => false);
    this.#tell();
  }

  /** Says whether more may come. */
  finish(isOpen: boolean): void {
    if (!isOpen) {
      this.#read(this.#reader);
      this.#reader.end();
      this.#read(this.#reader);
      this.hasFault ||= this.#reader.faults > 0;
    }
    for (const surface of this.surfaces.values()) surface.isOpen = isOpen;
    this.#tell();
  }

  #read(reader: JsonReader): void {
    const { values } = reader;
    for (let index = this.#isRead; index < values.length; index += 1)
      this.#take(values[index], reader.isOpen);
    // The last one may be open; those before it never change again.
    this.#isRead = Math.max(0, values.length - 1);
    this.#tell();
  }

  #tell(): void {
    const now = [...this.surfaces.values()];
    const { shown } = this;
    if (now.length !== shown.length || now.some((surface, index) => surface !== shown[index]))
      this.shown = now;
    for (const surface of now) surface.changed();
    for (const listener of this.#listeners) listener();
  }

  #take(value: unknown, isOpen: (value: unknown) => boolean): void {
    const list = Array.isArray(value) ? value : fieldOf(value, 'messages');
    if (Array.isArray(list)) {
      for (const message of list as readonly unknown[]) this.#take(message, isOpen);
    } else if (isRecord(value)) {
      let progress = this.#progress.get(value);
      if (!progress) this.#progress.set(value, (progress = { components: 0 }));
      if (progress.isDone) return;
      this.#apply(value, fromV08(value), progress, isOpen);
      progress.isDone = !isOpen(value);
    }
  }

  #apply(
    sent: Message,
    message: Message,
    progress: Progress,
    isOpen: (value: unknown) => boolean,
  ): void {
    const { createSurface, updateComponents, updateDataModel, deleteSurface } = message;
    if (isRecord(createSurface)) {
      const surface = this.#create(createSurface, progress, isOpen(createSurface));
      const version = sent['version'];
      if (surface && typeof version === 'string') surface.version = version;
      if (surface) this.#fill(surface, createSurface, progress, isOpen);
    } else if (isRecord(updateComponents)) {
      const surface = this.#surface(updateComponents);
      if (surface) this.#fill(surface, updateComponents, progress, isOpen);
    } else if (isRecord(updateDataModel)) this.#update(updateDataModel, isOpen);
    else if (isRecord(deleteSurface) && !isOpen(deleteSurface))
      this.surfaces.delete(textOf(deleteSurface['surfaceId']));
    else if (isRecord(message['actionResponse'] ?? message['agentFunctionResponse'])) {
      const answer = message['actionResponse'] ?? message['agentFunctionResponse'];
      const id = textOf(message['actionId'] ?? message['functionCallId']);
      for (const surface of this.surfaces.values()) surface.answer(id, fieldOf(answer, 'value'));
    } else if (
      !isOpen(sent) &&
      !('callFunction' in message) &&
      !('callRendererFunction' in message)
    ) {
      this.hasFault = true;
    }
  }

  #create(sent: Message, progress: Progress, isSentOpen: boolean): A2uiSurface | undefined {
    const id = sent['surfaceId'];
    // Begun twice, it begins anew; version 0.8 says only at the end of it which component is the first.
    if (typeof id === 'string' && !progress.isCreated && sent['root'] === undefined)
      this.surfaces.delete(id);
    const surface = this.#surface(sent);
    if (!surface) return undefined;
    progress.isCreated = true;
    if (typeof sent['root'] === 'string') surface.rootId = sent['root'];
    if (!isSentOpen) surface.sendsData = sent['sendDataModel'] === true;
    return surface;
  }

  #surface(sent: Message): A2uiSurface | undefined {
    const id = sent['surfaceId'];
    if (typeof id !== 'string') return undefined;
    const known = this.surfaces.get(id);
    if (known || this.surfaces.size >= mostSurfaces) return known;
    const surface = new A2uiSurface(id, () => this.#host());
    this.surfaces.set(id, surface);
    return surface;
  }

  #fill(
    surface: A2uiSurface,
    sent: Message,
    progress: Progress,
    isOpen: (value: unknown) => boolean,
  ): void {
    const { components, dataModel } = sent;
    if (isRecord(dataModel)) surface.data = settled(dataModel, isOpen);
    const list: readonly unknown[] = Array.isArray(components) ? components : [];
    while (progress.components < list.length && !isOpen(list[progress.components])) {
      const component = list[progress.components];
      progress.components += 1;
      if (isRecord(component)) surface.put(componentFromV08(component));
      else this.hasFault = true;
    }
  }

  #update(sent: Message, isOpen: (value: unknown) => boolean): void {
    const surface = this.#surface(sent);
    const { path, value, entries } = sent;
    // Until all is there it might still say where the data belong.
    const isPlaced = path !== undefined || !isOpen(sent);
    if (!surface || !isPlaced) return;
    const pointer = typeof path === 'string' ? path : '/';
    if (isRecord(entries)) {
      for (const [name, entry] of Object.entries(entries)) {
        const place = `${pointer.replace(/\/$/, '')}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        surface.data = withValueAt(surface.data, place, entry);
      }
    } else if ('value' in sent || !isOpen(sent)) {
      surface.data = withValueAt(
        surface.data,
        pointer,
        value === null ? undefined : settled(value, isOpen),
      );
    }
  }
}
