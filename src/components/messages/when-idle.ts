/** Runs a task when the page has nothing else to do, at the latest in a tenth of a second; answers how to call it off. */
export function whenIdle(task: () => void): () => void {
  // Safari has none.
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(task, 16);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(task, { timeout: 100 });
  return () => cancelIdleCallback(handle);
}
