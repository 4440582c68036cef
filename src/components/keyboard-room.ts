/**
 * Makes a chat at the bottom edge of the window end above a keyboard on the screen: browsers lay such a keyboard over the
 * page, and move the page up to show the field. Answers how to end that.
 */
export function makeKeyboardRoom(chat: HTMLElement, view: VisualViewport): () => void {
  const update = () => {
    const { above, below } = coveredOf(chat, view);
    const isCovered = below > 0;
    chat.toggleAttribute('data-keyboard', isCovered);
    chat.style.setProperty('--rvc-above', isCovered ? `${above}px` : null);
    chat.style.setProperty('--rvc-below', isCovered ? `${below}px` : null);
  };
  const listening = new AbortController();
  const { signal } = listening;
  view.addEventListener('resize', update, { signal });
  view.addEventListener('scroll', update, { signal });
  update();
  return () => listening.abort();
}

/** How much of a chat at the bottom edge of the window is not seen, in whole pixels: 0 of every other. */
function coveredOf(chat: HTMLElement, { scale, offsetTop, height }: VisualViewport) {
  const { top, bottom } = chat.getBoundingClientRect();
  const page = chat.ownerDocument.documentElement;
  // The page may have been scrolled to show the field; what is fixed stays in its place.
  const edges = [bottom, bottom + (chat.ownerDocument.defaultView?.scrollY ?? 0)];
  const isAtEdge = edges.some((edge) => Math.abs(edge - page.clientHeight) <= 1);
  // Who has zoomed in sees a part of the page, and wants to.
  if (!isAtEdge || scale > 1.01) return { above: 0, below: 0 };
  const above = Math.max(0, Math.round(offsetTop - top));
  return { above, below: Math.max(0, Math.round(bottom - offsetTop - height)) };
}
