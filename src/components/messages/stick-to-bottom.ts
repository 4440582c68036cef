/** Keeps a growing content in view at its end, until the reader looks at something else. */
//
// following ──reader scrolls up, opens a fold──► released ──reaches the end, `follow()`──► following
export class StickToBottom {
  readonly #viewport: HTMLElement;
  readonly #content: HTMLElement;
  readonly #onChange: (isFollowing: boolean) => void;
  #isFollowing = true;
  #top = 0;
  #height = 0;

  constructor(
    viewport: HTMLElement,
    content: HTMLElement,
    onChange: (isFollowing: boolean) => void,
  ) {
    this.#viewport = viewport;
    this.#content = content;
    this.#onChange = onChange;
  }

  /** Begins to watch; the returned function ends it. */
  connect(): () => void {
    const listening = new AbortController();
    const on = { passive: true, signal: listening.signal };
    this.#viewport.addEventListener('scroll', () => this.#scrolled(), on);
    this.#viewport.addEventListener('wheel', (event) => this.#wheeled(event), on);
    this.#viewport.addEventListener('click', (event) => this.#clicked(event), on);
    // jsdom and old browsers have none: there the list follows on `follow()` only.
    const observer =
      typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(() => this.#resized());
    observer?.observe(this.#content);
    observer?.observe(this.#viewport);
    this.#scrollToEnd('instant');
    return () => {
      listening.abort();
      observer?.disconnect();
    };
  }

  /** Goes to the end and stays there. */
  follow(behavior: ScrollBehavior = 'instant'): void {
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

  // Own scrolls never move up, and where the content shrinks (blocks get their height when they are first seen) the
  // browser keeps the end in view; only readers move away from it.
  #scrolled(): void {
    const { scrollTop, scrollHeight } = this.#viewport;
    const moved = scrollTop - this.#top;
    const hasShrunk = scrollHeight < this.#height;
    this.#remember();
    if (moved < -1 && (!hasShrunk || this.#distance() > nearEnd)) this.release();
    else if (moved > 0 && this.#distance() <= nearEnd) this.#change(true);
  }

  // A wheel that turns up is heard before its smooth scroll begins, which our own scroll would cancel.
  #wheeled(event: WheelEvent): void {
    if (event.deltaY < 0 && !this.#isTakenInside(event.target)) this.release();
  }

  #clicked(event: Event): void {
    if (event.target instanceof Element && event.target.closest('summary')) this.release();
  }

  #resized(): void {
    if (!this.#isFollowing && this.#distance() <= 1) this.#change(true);
    else if (this.#isFollowing && !this.#isSelecting()) this.#scrollToEnd('instant');
    this.#remember();
  }

  #check(): void {
    if (!this.#canScroll()) this.#change(true);
  }

  #scrollToEnd(behavior: ScrollBehavior): void {
    // What stands there before the first message is read from its top.
    if (!this.#content.hasChildNodes()) return;
    const top = this.#viewport.scrollHeight;
    if (behavior === 'instant') this.#viewport.scrollTop = top;
    else this.#viewport.scrollTo({ top, behavior });
    this.#remember();
  }

  #remember(): void {
    this.#top = this.#viewport.scrollTop;
    this.#height = this.#viewport.scrollHeight;
  }

  #canScroll(): boolean {
    return this.#viewport.scrollHeight > this.#viewport.clientHeight;
  }

  #distance(): number {
    const { scrollHeight, clientHeight, scrollTop } = this.#viewport;
    return scrollHeight - clientHeight - scrollTop;
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

/** How near its end a scroll downwards must come to follow again, in CSS pixels. */
const nearEnd = 24;
