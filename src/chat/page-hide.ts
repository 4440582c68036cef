/** Calls back whenever the page is about to go away; the returned function stops that. Does nothing without a page. */
export function onPageHide(callback: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  addEventListener('pagehide', callback);
  return () => removeEventListener('pagehide', callback);
}
