import { findRanges } from './find-ranges.ts';
import type { FindMatch } from './find-text.ts';
import { attributeIs } from '../../view/attribute-is.ts';

/** The list in which is found. */
export interface FindFrame {
  readonly viewport: HTMLElement;
  readonly content: HTMLElement;
  /** What formats a message that is far. */
  readonly rows: { readonly format: (row: Element) => void };
  /** Lets go of the end of the list. */
  readonly release: () => void;
}

/** The element that shows each kind of part. */
const shownAs = {
  text: '.rv-markdown, .rv-plain-text',
  reasoning: '.rv-reasoning',
  tool: '.rv-tool',
};
const inOther = {
  text: '.rv-reasoning, .rv-tool, .rv-subagent',
  reasoning: '.rv-subagent',
  tool: '.rv-subagent',
};

/** Shows where words stand: all that is near by a highlight, one of them in the view, unfolded. */
export class FindMarks {
  readonly #frame: FindFrame;
  #query = '';
  #match: FindMatch | undefined;
  #range: Range | undefined;
  /** Whether the match was brought into view: what the reader folds or scrolls after that stays so. */
  #isShown = false;
  /** For how many frames it still looks after it: what comes into view gets its true height only then. */
  #settling = 0;
  /** How often it looked in vain for the match: what was unfolded may still be on its way. */
  #tries = 0;
  #isPainting = false;
  #isOver = false;

  constructor(frame: FindFrame) {
    this.#frame = frame;
  }

  /** Begins to watch what is shown; answers what ends it and takes the marks away. */
  connect(): () => void {
    const { viewport, content } = this.#frame;
    const listening = new AbortController();
    const paint = () => this.#paintSoon();
    const on = { passive: true, signal: listening.signal };
    viewport.addEventListener('scroll', paint, on);
    // The reader goes on.
    for (const type of ['wheel', 'touchmove', 'pointerdown'])
      viewport.addEventListener(type, () => (this.#settling = 0), on);
    const observer = new MutationObserver(paint);
    observer.observe(content, { subtree: true, childList: true, characterData: true });
    return () => {
      listening.abort();
      observer.disconnect();
      this.#isOver = true;
      for (const name of [allName, hereName]) highlights()?.delete(name);
    };
  }

  /** Marks a query, and brings one match into view. */
  show(query: string, match: FindMatch | undefined): void {
    this.#query = query;
    this.#match = match;
    this.#range = undefined;
    this.#isShown = false;
    this.#tries = 0;
    this.#paint();
  }

  #paintSoon(): void {
    if (this.#isPainting) return;
    this.#isPainting = true;
    requestAnimationFrame(() => {
      this.#isPainting = false;
      if (!this.#isOver) this.#paint();
    });
  }

  #paint(): void {
    if (this.#match && (!this.#range || this.#isStale(this.#range))) this.#look(this.#match);
    if (this.#settling > 0 && this.#range) {
      this.#settling -= 1;
      this.#bring(this.#range);
      this.#paintSoon();
    }
    const marks = highlights();
    if (!marks) return;
    const all = this.#query
      ? this.#shownRows().flatMap((row) => findRanges(row, this.#query, 200))
      : [];
    marks.set(allName, new Highlight(...all));
    const here = new Highlight(...(this.#range ? [this.#range] : []));
    here.priority = 1;
    marks.set(hereName, here);
  }

  #isStale({ startContainer, collapsed }: Range): boolean {
    return collapsed || !startContainer.isConnected;
  }

  #look(match: FindMatch): void {
    const { content, rows } = this.#frame;
    const message = content.querySelector(attributeIs('data-message-id', match.messageId));
    const row = message?.closest('.rv-row');
    if (!row) {
      this.#again();
      return;
    }
    if (!this.#isShown) rows.format(row);
    const part = partOf(row, match);
    if (!this.#isShown) unfold(part);
    const ranges = findRanges(part, this.#query);
    this.#range = ranges[match.nth] ?? ranges.at(-1);
    if (this.#isShown) return;
    if (!this.#range) this.#again();
    else this.#bring(this.#range);
  }

  /** What is unfolded or not in the page yet comes with one of the next frames. */
  #again(): void {
    this.#tries += 1;
    if (this.#tries < 240) this.#paintSoon();
  }

  /** Brings a range into view in all that scrolls around it, up to the list. */
  #bring(range: Range): void {
    const { viewport, release } = this.#frame;
    if (!this.#isShown) this.#settling = 30;
    this.#isShown = true;
    release();
    for (let box = parentOf(range); box; box = box.parentElement) {
      if (box === viewport || canScroll(box)) center(range, box);
      if (box === viewport) break;
    }
    if (highlights()) return;
    const selection = viewport.ownerDocument.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  }

  #shownRows(): Element[] {
    const view = this.#frame.viewport.getBoundingClientRect();
    return [...this.#frame.content.children]
      .filter((group) => isIn(group, view))
      .flatMap((group) => [...group.children])
      .filter((row) => isIn(row, view));
  }
}

const allName = 'rv-find';
const hereName = 'rv-find-here';

/** The highlights of the page, where the browser has them. */
function highlights(): HighlightRegistry | undefined {
  return typeof Highlight === 'undefined' ? undefined : CSS.highlights;
}

function partOf(row: Element, { kind, part }: FindMatch): Element {
  const parts = [...row.querySelectorAll(shownAs[kind])];
  const own = parts.filter((element) => !element.parentElement?.closest(inOther[kind]));
  return own[part] ?? row;
}

/** Opens a fold and those around it. */
function unfold(part: Element): void {
  const folds = [part, ...part.querySelectorAll('details')];
  for (
    let box = part.parentElement?.closest('details');
    box;
    box = box.parentElement?.closest('details')
  )
    folds.push(box);
  for (const fold of folds) if (fold instanceof HTMLDetailsElement && !fold.open) fold.open = true;
  for (const button of part.querySelectorAll<HTMLElement>('[data-fold][aria-expanded="false"]'))
    button.click();
}

function parentOf({ startContainer }: Range): Element | null {
  return startContainer.parentElement;
}

function canScroll(box: Element): boolean {
  const { overflowX, overflowY } = getComputedStyle(box);
  const isHigh = box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(overflowY);
  return isHigh || (box.scrollWidth > box.clientWidth + 1 && /auto|scroll/.test(overflowX));
}

/** Scrolls a box so that a range is in the middle of it, unless it is seen already. */
function center(range: Range, box: Element): void {
  const [inner, outer] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
  const edge = Math.min(80, outer.height / 4);
  if (inner.top < outer.top + edge || inner.bottom > outer.bottom - edge)
    box.scrollTop += inner.top - outer.top - outer.height / 2.5;
  if (inner.left < outer.left || inner.right > outer.right)
    box.scrollLeft += inner.left - outer.left - outer.width / 2.5;
}

function isIn(element: Element, view: DOMRect): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > view.top && top < view.bottom;
}
