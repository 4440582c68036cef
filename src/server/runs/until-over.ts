/**
 * Waits for one thing after another, each until something is over: undefined from then on. `Promise.race` would keep a little of every
 * wait for as long as that is not: half a kilobyte for each token of an answer that is being written.
 */
export function untilOver(
  over: Promise<unknown>,
): <T>(awaited: Promise<T>) => Promise<T | undefined> {
  let isOver = false;
  let wake: (() => void) | undefined;
  void end();
  return (awaited) =>
    new Promise((resolve, reject) => {
      wake = () => resolve(undefined);
      if (isOver) resolve(undefined);
      awaited.then(resolve, reject);
    });

  async function end(): Promise<void> {
    await over;
    isOver = true;
    wake?.();
  }
}
