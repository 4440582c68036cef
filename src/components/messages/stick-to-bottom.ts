import { movedBy, readingPlace, type ReadingPlace } from '../../view/reading-place.ts';

/** Keeps a growing content in view at its end, until the reader looks at something else or the question is at the top. */
//
// following ──reader scrolls up, opens a fold──► released ──reaches the end, `follow()`──► following
export class StickToBottom {
  readonly #viewport: HTMLElement;
  readonly #content: HTMLElement;
  readonly #onChange: (isFollowing: boolean) => void;
  #isFollowing = true;
  /** Whether the reader has turned the wheel up, and the view has not moved yet. */
  #isLeaving = false;
  #top = 0;
  /** How far the view can be scrolled. */
  #reach = 0;
  /** What was read when it last stood still. */
  #place: ReadingPlace | undefined;
  /** How far that is below where it was held: browsers scroll by whole pixels, and many a little would be a lot. */
  #rest = 0;
  /** The row of the question that is not to leave the view, and the room that it needs below it. */
  #question: HTMLElement | undefined;
  #room: HTMLElement | undefined;

  constructor(
    viewport: HTMLElement,
    content: HTMLElement,
    onChange: (isFollowing: boolean) => void,
  ) {
    this.#viewport = viewport;
    this.#content = content;
    this.#onChange = onChange;
  }

  /** Begins to watch and tells of each new size; the returned function ends it. */
  connect(onResize?: () => void): () => void {
    const listening = new AbortController();
    const on = { passive: true, signal: listening.signal };
    this.#viewport.addEventListener('scroll', () => this.#scrolled(), on);
    this.#viewport.addEventListener('wheel', (event) => this.#wheeled(event), on);
    this.#viewport.addEventListener('click', (event) => this.#clicked(event), on);
    // jsdom and old browsers have none: there the list follows on `follow()` only.
    const observer =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(() => {
            this.#resized();
            onResize?.();
          });
    observer?.observe(this.#content);
    observer?.observe(this.#viewport);
    this.#scrollToEnd('instant');
    return () => {
      listening.abort();
      observer?.disconnect();
    };
  }

  /**
   * Goes to the end until the question is at the top of the view: there the reader begins to read. With a `room`, an
   * element below the content, it is at the top at once.
   */
  ask(question: HTMLElement, room?: HTMLElement): void {
    this.follow();
    this.#question = question;
    this.#room = room;
    this.#makeRoom();
    this.#scrollToEnd('instant');
  }

  /** Goes to the end and stays there. */
  follow(behavior: ScrollBehavior = 'instant'): void {
    this.#question = undefined;
    this.#isLeaving = false;
    this.#change(true);
    this.#scrollToEnd(behavior);
  }

  /** Stays where the reader is, whatever grows below. */
  release(): void {
    if (!this.#canScroll()) return;
    this.#change(false);
    // New messages are as high as they are guessed until the next frame is through; a list that then turns out to fit
    // has no end to go to.
    requestAnimationFrame(() => requestAnimationFrame(() => this.#check()));
  }

  /** Takes down where the reader is; what it answers goes back there, when something above has changed its height. */
  readonly hold = (): (() => void) => {
    if (this.#isFollowing) return () => this.#keepEnd();
    const place = this.#findPlace(true);
    return () => {
      this.#goBackTo(place);
      this.#remember();
    };
  };

  #keepEnd(): void {
    if (!this.#isSelecting()) this.#scrollToEnd('instant');
  }

  #goBackTo(place: ReadingPlace | undefined): void {
    if (!place) return;
    const moved = movedBy(place, this.#viewport);
    if (Math.abs(moved) >= 0.5) this.#viewport.scrollTop += moved;
    const rest = movedBy(place, this.#viewport);
    this.#rest = Math.abs(rest) < 1 ? rest : 0;
  }

  #findPlace(isWhole?: boolean): ReadingPlace | undefined {
    const place = readingPlace(this.#viewport, this.#content, isWhole);
    return place && { ...place, top: place.top - this.#rest };
  }

  // Own scrolls never move up, and where the content shrinks (blocks get their height when they are first seen) the
  // browser keeps the end in view; only readers move away from it.
  #scrolled(): void {
    const moved = this.#viewport.scrollTop - this.#top;
    const hasShrunk = this.#measureReach() < this.#reach;
    if (moved !== 0) this.#rest = 0;
    this.#remember();
    if (moved > 0 || this.#distance() > 1) this.#isLeaving = false;
    if (moved < -1 && (!hasShrunk || this.#distance() > nearEnd)) this.release();
    else if (moved > 0 && this.#distance() <= nearEnd) {
      // Who goes on to the end of a long answer wants to stay there.
      if (this.#viewport.scrollTop > this.#limit() + 1) this.#question = undefined;
      this.#change(true);
    }
  }

  // A wheel that turns up is heard before its smooth scroll begins, which our own scroll would cancel.
  #wheeled(event: WheelEvent): void {
    if (event.deltaY >= 0 || this.#isTakenInside(event.target)) return;
    this.#isLeaving = true;
    this.release();
  }

  #clicked(event: Event): void {
    if (event.target instanceof Element && event.target.closest('summary')) this.release();
  }

  #resized(): void {
    this.#makeRoom();
    if (!this.#isFollowing && !this.#isLeaving && this.#distance() <= 1) this.#change(true);
    else if (this.#isFollowing) this.#keepEnd();
    // Where the browser does not keep the place itself: Safari, and a group above that is first laid out.
    else if (this.#viewport.scrollTop === this.#top) this.#goBackTo(this.#place);
    this.#remember();
  }

  #check(): void {
    if (!this.#canScroll()) this.#change(true);
  }

  #scrollToEnd(behavior: ScrollBehavior): void {
    // What stands there before the first message is read from its top.
    if (!this.#content.hasChildNodes()) return;
    const { scrollHeight, clientHeight } = this.#viewport;
    const top = Math.min(scrollHeight, this.#limit());
    if (behavior === 'instant') this.#viewport.scrollTop = top;
    else this.#viewport.scrollTo({ top, behavior });
    if (top < scrollHeight - clientHeight - 1) this.#change(false);
    this.#remember();
  }

  /** How far the question lets the view scroll. */
  #limit(): number {
    if (!this.#question?.isConnected) return Infinity;
    const view = this.#viewport.getBoundingClientRect();
    const { top, bottom } = this.#question.getBoundingClientRect();
    // Of a question that fills the view the end is seen, and the answer below it.
    const seen = Math.max(top - gap, bottom - view.height * 0.6);
    return Math.floor(this.#viewport.scrollTop + seen - view.top);
  }

  #makeRoom(): void {
    if (!this.#room) return;
    const { scrollHeight, clientHeight } = this.#viewport;
    const present = this.#room.offsetHeight;
    const needed = Math.min(this.#limit(), scrollHeight) + clientHeight - (scrollHeight - present);
    const size = Math.max(0, this.#question ? needed : 0);
    if (Math.abs(size - present) >= 1) this.#room.style.blockSize = `${size}px`;
  }

  #remember(): void {
    this.#top = this.#viewport.scrollTop;
    this.#reach = this.#measureReach();
    this.#place = this.#isFollowing ? undefined : this.#findPlace();
  }

  #canScroll(): boolean {
    return this.#viewport.scrollHeight > this.#viewport.clientHeight;
  }

  #measureReach(): number {
    return this.#viewport.scrollHeight - this.#viewport.clientHeight;
  }

  #distance(): number {
    return this.#measureReach() - this.#viewport.scrollTop;
  }

  // Text must not run away under a pointer that selects it.
  #isSelecting(): boolean {
    const selection = this.#viewport.ownerDocument.getSelection();
    return Boolean(
      selection && !selection.isCollapsed && this.#content.contains(selection.anchorNode),
    );
  }

  #isTakenInside(target: EventTarget | null): boolean {
    let element = target instanceof Element ? target : null;
    while (element && element !== this.#viewport) {
      if (element.scrollTop > 0) return true;
      element = element.parentElement;
    }
    return false;
  }

  #change(isFollowing: boolean): void {
    if (isFollowing === this.#isFollowing) return;
    this.#isFollowing = isFollowing;
    this.#onChange(isFollowing);
  }
}

/** What is left above a question at the top of the view, in CSS pixels. */
const gap = 16;

/** How near its end a scroll downwards must come to follow again, in CSS pixels. */
const nearEnd = 24;
