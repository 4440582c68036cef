import type { ChatEvent } from '../../protocol/chat-event.ts';
import { encodeStreamValue, type StreamProgress } from '../../protocol/stream-event.ts';

/** Something that a task tells beside its items: it is yielded as they are, and made by the functions of its call. */
export class TaskNote {
  /** What it is on the wire. */
  readonly event: ChatEvent;

  constructor(event: ChatEvent) {
    this.event = event;
  }
}

/** Makes what a task may tell beside its items; each is to be yielded. */
export interface TaskNotes {
  /** What comes once, before the items. */
  header(this: void, value: unknown): TaskNote;
  /** How far the work has come; only the newest counts. */
  progress(this: void, progress: StreamProgress): TaskNote;
  /** Data of a name of its own, `data-<name>`; with an id it takes the place of an earlier one. */
  data(this: void, name: string, value: unknown, id?: string): TaskNote;
  /** Any other event of a message: a text, a file, a source. */
  event(this: void, event: ChatEvent): TaskNote;
}

/** The notes of every task. */
export const taskNotes: TaskNotes = {
  header: (value) => new TaskNote(encodeStreamValue({ kind: 'header', value })),
  progress: (value) => new TaskNote(encodeStreamValue({ kind: 'progress', value })),
  data: (name, data, id) =>
    new TaskNote({ type: `data-${name}`, data, ...(id !== undefined && { id }) }),
  event: (event) => new TaskNote(event),
};
