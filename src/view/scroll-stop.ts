/** What is done when the size of an element changes. */
const watched = new WeakMap<Element, () => void>();
let observer: ResizeObserver | undefined;

/**
 * Gives an element `tabindex="0"` while it can be scrolled, else `idle`; watches its size, and that of its content if
 * that grows by itself. Answers how to stop that. Where sizes cannot be watched it always is a stop.
 */
export function watchScrolling(
  element: HTMLElement,
  content?: HTMLElement,
  idle?: -1 | 0,
): () => void {
  if (typeof ResizeObserver === 'undefined') {
    element.tabIndex = 0;
    return () => undefined;
  }
  const boxes = content ? [element, content] : [element];
  observer ??= new ResizeObserver(look);
  for (const box of boxes) {
    watched.set(box, () => setStop(element, idle));
    observer.observe(box);
  }
  return () => {
    for (const box of boxes) observer?.unobserve(box);
  };
}

function look(entries: readonly ResizeObserverEntry[]): void {
  for (const { target } of entries) watched.get(target)?.();
}

function setStop(element: HTMLElement, idle: -1 | 0 | undefined): void {
  const isWide = element.scrollWidth > element.clientWidth + 1;
  const isScrolling = isWide || element.scrollHeight > element.clientHeight + 1;
  // Each setting of an attribute has styles looked at again.
  if (isScrolling && element.tabIndex !== 0) element.tabIndex = 0;
  else if (isScrolling) return;
  else if (idle !== undefined) element.tabIndex = idle;
  // A stop that has the focus keeps it until it is left.
  else if (!element.matches(':focus')) element.removeAttribute('tabindex');
}
