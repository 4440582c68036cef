const tasks = new WeakMap<Element, () => void>();
let observer: IntersectionObserver | undefined;

/** Two screens of typical size: far enough to be ready when the reader arrives. */
const distance = '1500px';

/** Runs a task once, when an element comes near what is seen. */
export function whenNear(element: Element, task: () => void): void {
  if (typeof IntersectionObserver === 'undefined') {
    task();
    return;
  }
  observer ??= new IntersectionObserver(runTasks, observerOptions());
  tasks.set(element, task);
  observer.observe(element);
}

// `scrollMargin` is what counts inside a chat that scrolls; browsers without it see the text plain for a frame.
function observerOptions(): IntersectionObserverInit {
  const options = { rootMargin: distance, scrollMargin: distance };
  return options;
}

function runTasks(entries: readonly IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    observer?.unobserve(target);
    tasks.get(target)?.();
    tasks.delete(target);
  }
}
