import { UndoManager, type Text } from './yjs.ts';

/** Of whom edits can be undone. */
interface Undoable {
  readonly manager: UndoManager;
  /** Is called before its step is undone. */
  readonly stop: () => void;
}

/** The origin of what the person here edits. */
export const ownEdit = 'own edit';
/** The origin of what the person here does to the text as a whole; it can be undone as well. */
export const wholeEdit = 'whole edit';
// What is typed without a longer pause is one step.
const pauseMs = 500;

/** Undoes what was done here, the last first: what the person has typed, in steps, and what a model has written, all at once. */
export class SharedUndo {
  readonly #text: Text;
  readonly #own: Undoable;
  readonly #onChange: () => void;
  #done: Undoable[] = [];
  #undone: Undoable[] = [];
  #isMoving = false;

  constructor(text: Text, onChange: () => void) {
    this.#text = text;
    this.#onChange = onChange;
    this.#own = this.#follow([ownEdit, wholeEdit], pauseMs, () => {});
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Makes all edits of one origin one step. @param stop Is called before that is undone. Returns a way to undo it out of turn. */
  follow(origin: unknown, stop: () => void): () => void {
    const undoable = this.#follow([origin], Infinity, stop);
    return () => {
      this.#done = this.#done.filter((each) => each !== undoable);
      this.#move(() => undoable.manager.undo());
    };
  }

  /** What is typed next begins a step. */
  begin(): void {
    this.#own.manager.stopCapturing();
  }

  undo(): void {
    const last = this.#done.pop();
    if (!last) return;
    last.stop();
    this.#move(() => last.manager.undo());
    this.#undone.push(last);
    this.#onChange();
  }

  redo(): void {
    const last = this.#undone.pop();
    if (!last) return;
    this.#move(() => last.manager.redo());
    this.#done.push(last);
    this.#onChange();
  }

  #follow(origins: readonly unknown[], captureTimeout: number, stop: () => void): Undoable {
    const manager = new UndoManager(this.#text, {
      trackedOrigins: new Set(origins),
      captureTimeout,
    });
    const undoable = { manager, stop };
    manager.on('stack-item-added', () => {
      if (this.#isMoving) return;
      this.#done.push(undoable);
      this.#undone = [];
      this.#onChange();
    });
    manager.on('stack-item-updated', () => {
      if (!this.#isMoving) this.#undone = [];
    });
    return undoable;
  }

  #move(go: () => void): void {
    this.#isMoving = true;
    try {
      go();
    } finally {
      this.#isMoving = false;
    }
  }
}
