/** Calls back whenever the page is about to go away; the returned function stops that. Does nothing without a page. */
export function onPageHide(callback: () => void): () => void {
  globalThis.addEventListener?.('pagehide', callback);
  return () => globalThis.removeEventListener?.('pagehide', callback);
}
