import { flushSync } from 'react-dom';
import { firstBelow } from '../../view/reading-place.ts';
import { whenIdle } from './when-idle.ts';

/** A row of a list, which shows its message formatted, or as text while it is far from what is seen. */
interface Row {
  isNear: boolean;
  readonly setNear: (isNear: boolean) => void;
}

/** What the rows stand in. */
export interface RowsFrame {
  /** What scrolls. */
  readonly viewport: HTMLElement;
  /** What holds the groups of rows. */
  readonly content: HTMLElement;
  /** Takes down where the reader is; answers how to go back there. */
  readonly hold: () => () => void;
}

/** How many messages stay formatted, at the least; what more there are become text again while the page is idle. */
const mostFormatted = 400;

/** In a list that is not longer all of them are formatted while the page is idle. */
const shortList = 60;

/** The longest that messages are formatted at a stretch while the page is idle, in milliseconds. */
const sliceMs = 8;

/** Formats the messages that come near what is seen: those in the view at once, those around it while the page is idle. */
export class FarRows {
  readonly #rows = new Map<Element, Row>();
  #frame: RowsFrame | undefined;
  #queue: Element[] = [];
  #stopIdle: (() => void) | undefined;
  #isLooking = false;
  #formatted = 0;

  /** Takes a row in; answers what takes it out. */
  add(element: Element, row: Row): () => void {
    this.#rows.set(element, row);
    if (row.isNear) this.#formatted += 1;
    else this.lookSoon();
    return () => {
      if (row.isNear) this.#formatted -= 1;
      this.#rows.delete(element);
    };
  }

  /** Begins to watch; answers what ends it. */
  connect(frame: RowsFrame): () => void {
    const listening = new AbortController();
    const on = { passive: true, signal: listening.signal };
    this.#frame = frame;
    frame.viewport.addEventListener('scroll', () => this.#look(), on);
    // What was selected as text is formatted once the selection has gone on.
    frame.viewport.ownerDocument.addEventListener('selectionchange', () => this.lookSoon(), on);
    this.lookSoon();
    return () => {
      listening.abort();
      this.#stopIdle?.();
      this.#stopIdle = undefined;
      this.#frame = undefined;
    };
  }

  /** Looks what is near in the next frame: heights or rows have changed. */
  readonly lookSoon = (): void => {
    if (this.#isLooking || this.#formatted === this.#rows.size || !this.#frame) return;
    this.#isLooking = true;
    requestAnimationFrame(() => {
      this.#isLooking = false;
      this.#look();
    });
  };

  /** Formats one row now, wherever it is. */
  format(element: Element): void {
    this.#change([element], true);
  }

  #look(): void {
    if (!this.#frame || this.#formatted === this.#rows.size) return;
    const { viewport, content } = this.#frame;
    const view = viewport.getBoundingClientRect();
    const isShort = this.#rows.size <= shortList;
    const margin = isShort ? Infinity : Math.max(1000, view.height * 1.5);
    const groups = content.children;
    const seen: Element[] = [];
    this.#queue = [];
    for (let at = firstBelow(groups, view.top - margin); at < groups.length; at += 1) {
      const group = groups[at];
      const box = group?.getBoundingClientRect();
      if (!group || !box || box.top > view.bottom + margin) break;
      const far = this.#farRows(group);
      const isSeen = box.bottom > view.top && box.top < view.bottom;
      for (const row of isSeen ? far : []) if (isIn(row, view)) seen.push(row);
      // The nearest first.
      const rest = far.filter((row) => !seen.includes(row));
      this.#queue.push(...(box.top < view.top ? rest.toReversed() : rest));
    }
    this.#change(seen, true);
    if (this.#queue.length > 0 || this.#formatted > mostFormatted) this.#goOn();
  }

  #farRows(group: Element): Element[] {
    return [...group.children].filter(
      (row) => this.#rows.get(row)?.isNear === false && !isSelected(row),
    );
  }

  #goOn(): void {
    this.#stopIdle ??= whenIdle(() => {
      this.#stopIdle = undefined;
      const end = performance.now() + sliceMs;
      const due: Element[] = [];
      const restore = this.#frame?.hold();
      do due.push(...this.#queue.splice(0, 1));
      while (this.#format(due) && performance.now() < end);
      restore?.();
      if (this.#queue.length > 0) this.#goOn();
      else this.#unformat();
    });
  }

  /** Formats what is due; answers whether there is more. */
  #format(due: Element[]): boolean {
    this.#set(due.splice(0), true);
    return this.#queue.length > 0;
  }

  /** Makes text of what is farthest away, as long as nobody has done anything with it. */
  #unformat(): void {
    if (!this.#frame || this.#formatted <= mostFormatted) return;
    const { viewport, content } = this.#frame;
    const view = viewport.getBoundingClientRect();
    const margin = Math.max(3000, view.height * 4);
    const idle: Element[] = [];
    for (const group of content.children) {
      const box = group.getBoundingClientRect();
      if (box.bottom > view.top - margin && box.top < view.bottom + margin) continue;
      if (group === content.lastElementChild) continue;
      for (const row of group.children)
        if (this.#rows.get(row)?.isNear && !isInUse(row)) idle.push(row);
    }
    this.#change(idle, false);
  }

  #change(elements: readonly Element[], isNear: boolean): void {
    if (elements.length === 0) return;
    const restore = this.#frame?.hold();
    this.#set(elements, isNear);
    restore?.();
  }

  #set(elements: readonly Element[], isNear: boolean): void {
    flushSync(() => {
      for (const element of elements) {
        const row = this.#rows.get(element);
        if (!row || row.isNear === isNear) continue;
        row.isNear = isNear;
        this.#formatted += isNear ? 1 : -1;
        row.setNear(isNear);
      }
    });
  }
}

function isIn(row: Element, view: DOMRect): boolean {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > view.top && top < view.bottom;
}

/** Whether a selection begins or ends in a row: its text must not go from under it. */
function isSelected(row: Element): boolean {
  const selection = row.ownerDocument.getSelection();
  if (!selection || selection.isCollapsed) return false;
  return row.contains(selection.anchorNode) || row.contains(selection.focusNode);
}

const inUse =
  'details[open],input,textarea,select,audio,video,iframe,[aria-busy="true"],[aria-expanded="true"]';

/** Whether a row holds something that would be lost: the focus, a selection, a field, what plays or was opened. */
function isInUse(row: Element): boolean {
  const { activeElement } = row.getRootNode() as Document | ShadowRoot;
  return row.contains(activeElement) || isSelected(row) || row.querySelector(inUse) !== null;
}
