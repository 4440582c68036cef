import { cancelError, isOver } from '../cancel-error.ts';
import type { HttpSessionOptions } from './http-session.ts';
import { lostConnection } from '../lost-connection.ts';
import { pause } from '../pause.ts';
import { createRetryPolicy } from '../retry-policy.ts';

/**
 * Follows a cancel that failed: does nothing where it says that there is nothing to stop, else tries again as often as a send.
 * Throws a `ChatError` of code `cancel` when the server could not be told.
 */
export async function cancelAgain(
  { random, page, clock }: Pick<HttpSessionOptions, 'random' | 'page' | 'clock'>,
  cause: unknown,
  cancel: () => Promise<void>,
): Promise<void> {
  const { signal } = new AbortController();
  const policy = createRetryPolicy(false, random);
  let failure = lostConnection(cause);
  while (!isOver(failure)) {
    const next = policy.decide(failure, page.isOnline());
    if (next.type === 'end') throw cancelError(failure);
    await pause(next, { clock, page, signal });
    try {
      return await cancel();
    } catch (again) {
      failure = lostConnection(again);
    }
  }
}
