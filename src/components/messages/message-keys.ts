import type * as React from 'react';
import type { FarRows } from './far-rows.ts';

/** What the keys go through. */
export interface KeysFrame {
  /** What scrolls and has the focus first. */
  readonly viewport: HTMLElement;
  /** What holds the rows. */
  readonly content: HTMLElement;
  /** Stands behind what scrolls: the Tab key goes on from there. */
  readonly exit: HTMLElement;
  readonly rows: FarRows;
  /** Lets go of the end of the list. */
  readonly release: () => void;
}

/**
 * Makes a list of messages one stop of the Tab key: arrows, Home and End go from message to message, Enter goes into one,
 * where Tab stays, and Escape comes out. Nothing is taken out of the order of focus, so pointers and screen readers
 * meet the page as it is; keys that scroll go on to scroll.
 */
export class MessageKeys {
  readonly #frame: KeysFrame;
  /** The message that had the focus last, and the one that Enter went into. */
  #current: HTMLElement | undefined;
  #entered: HTMLElement | undefined;
  #isTabbing = false;
  /** Whether the focus came by a click: who points scrolls with the arrows. */
  #isPointed = false;

  constructor(frame: KeysFrame) {
    this.#frame = frame;
  }

  /** Begins to listen; answers what ends it. */
  connect(): () => void {
    const { viewport } = this.#frame;
    const listening = new AbortController();
    const { signal } = listening;
    const tab = (event: KeyboardEvent) => event.key === 'Tab' && this.#noteTab();
    viewport.ownerDocument.addEventListener('keydown', tab, { capture: true, signal });
    viewport.addEventListener('pointerdown', () => (this.#isPointed = true), { signal });
    viewport.addEventListener('focusin', (event) => this.#focused(event), { signal });
    return () => listening.abort();
  }

  // The browser moves the focus right after the event, before any timer.
  #noteTab(): void {
    this.#isTabbing = true;
    this.#isPointed = false;
    setTimeout(() => (this.#isTabbing = false));
  }

  /** Who comes by Tab from behind the list comes to the list, not to its last button. */
  #focused({ target, relatedTarget }: FocusEvent): void {
    const { viewport, content } = this.#frame;
    const wasInside = relatedTarget instanceof Node && viewport.contains(relatedTarget);
    if (!this.#isTabbing || wasInside || !(target instanceof Node)) return;
    if (content.contains(target)) viewport.focus({ preventScroll: true });
  }

  /** Takes a key that nothing inside has taken. */
  press(event: React.KeyboardEvent): void {
    const { target, key } = event;
    if (event.defaultPrevented || isModified(event)) return;
    if (!(target instanceof HTMLElement)) return;
    const { viewport, content } = this.#frame;
    if (!content.hasChildNodes() || (target !== viewport && !content.contains(target))) return;
    const row = target.closest<HTMLElement>('.rv-row') ?? undefined;
    const isOnMessage = target === viewport || (row && target === messageIn(row));
    if (key === 'Tab') this.#tab(event, row, isOnMessage !== true);
    else if (!isOnMessage) this.#leave(event, row);
    else if (!this.#isPointed && this.#go(key, row)) event.preventDefault();
  }

  /** Goes where a key leads; answers whether it leads anywhere. */
  #go(key: string, row: HTMLElement | undefined): boolean {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        return this.#step(row, key === 'ArrowDown');
      case 'Home':
        return this.#focus(this.#messages().at(0));
      case 'End':
        return this.#focus(this.#messages().at(-1));
      case 'Enter':
        return this.#enter(row ?? this.#current ?? this.#messages().at(-1));
      default:
        return false;
    }
  }

  #step(row: HTMLElement | undefined, isDown: boolean): boolean {
    // Of a message that is higher than the view the arrows first show the rest.
    if (row && this.#hasMore(row, isDown)) return false;
    const messages = this.#messages();
    const last = this.#current;
    if (!row && last?.isConnected && this.#isSeen(last)) return this.#focus(last);
    if (!row) return this.#focus(messages.findLast((one) => this.#isSeen(one)));
    const to = messages.indexOf(row) + (isDown ? 1 : -1);
    return this.#focus(messages[to] ?? row);
  }

  #focus(row: HTMLElement | undefined): boolean {
    if (!row) return false;
    const { rows, release } = this.#frame;
    rows.format(row);
    this.#current = row;
    this.#entered = undefined;
    if (row !== this.#messages().at(-1)) release();
    const message = messageIn(row);
    // Not before: a click on a message would else take the focus from what scrolls.
    message.tabIndex = -1;
    message.focus({ preventScroll: true });
    this.#show(row);
    return true;
  }

  // `scrollIntoView` would scroll the page around as well.
  #show(row: HTMLElement): void {
    const { viewport } = this.#frame;
    const view = viewport.getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    const above = top - view.top - margin;
    const below = bottom - view.bottom + margin;
    if (above < 0 || below > above) viewport.scrollTop += above;
    else if (below > 0) viewport.scrollTop += below;
  }

  #enter(row: HTMLElement | undefined): boolean {
    if (!row) return false;
    this.#frame.rows.format(row);
    const stops = stopsIn(row);
    // What waits for an answer comes first.
    const asked = stops.find((stop) => stop.closest('.rv-tool-question'));
    const first = asked ?? stops[0];
    this.#current = row;
    this.#entered = first && row;
    first?.focus();
    return first !== undefined;
  }

  #leave(event: React.KeyboardEvent, row: HTMLElement | undefined): void {
    if (event.key !== 'Escape' || !row) return;
    event.preventDefault();
    this.#focus(row);
  }

  #tab(event: React.KeyboardEvent, row: HTMLElement | undefined, isInside: boolean): void {
    const { viewport, exit } = this.#frame;
    const isBack = event.shiftKey;
    const stops = row && isInside ? stopsIn(row) : [];
    // Where the focus is put, the browser goes on from.
    if (!row || !isInside) (isBack ? viewport : exit).focus({ preventScroll: true });
    else if (event.target !== stops.at(isBack ? 0 : -1)) return;
    else if (this.#entered === row) {
      event.preventDefault();
      stops.at(isBack ? -1 : 0)?.focus();
    } else if (isBack) {
      event.preventDefault();
      this.#focus(row);
    } else exit.focus({ preventScroll: true });
  }

  #messages(): HTMLElement[] {
    return [...this.#frame.content.querySelectorAll<HTMLElement>('.rv-row:not([data-chrome])')];
  }

  #isSeen(row: HTMLElement): boolean {
    const view = this.#frame.viewport.getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    return top < view.bottom && bottom > view.top;
  }

  #hasMore(row: HTMLElement, isDown: boolean): boolean {
    const view = this.#frame.viewport.getBoundingClientRect();
    const { top, bottom, height } = row.getBoundingClientRect();
    if (height <= view.height) return false;
    return isDown ? bottom > view.bottom + 1 : top < view.top - 1;
  }
}

/** What has the focus when a message has it. */
function messageIn(row: HTMLElement): HTMLElement {
  return row.querySelector<HTMLElement>(':scope > article') ?? row;
}

/** What is left between a message that has the focus and the edges of the view, in CSS pixels. */
const margin = 16;

const stop =
  'a[href],button,input,select,textarea,summary,audio[controls],video[controls],[tabindex]';

/** What the Tab key stops at in a message. */
function stopsIn(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(stop)].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !element.matches(':disabled') &&
      (element.checkVisibility?.({ visibilityProperty: true }) ?? true),
  );
}

function isModified({ ctrlKey, metaKey, altKey, nativeEvent }: React.KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || nativeEvent.isComposing;
}
