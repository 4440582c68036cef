/** Lets a process end though this timer still runs, where the runtime asks for that. */
export function restUnnoticed<Timer>(timer: Timer): Timer {
  (timer as { unref?: () => void }).unref?.();
  return timer;
}
