import { reasonOfClose } from 'rivulet/server/node';
import type { Observer, Refusal } from '../server/observer.ts';

/** Tells an observer of a socket that this side closes, where its code is a refusal. */
export function observeClose(
  observer: Observer,
  code: number,
  asked: Omit<Refusal, 'reason' | 'status'>,
): void {
  const reason = reasonOfClose(code);
  if (reason !== undefined) observer.refused({ ...asked, reason });
}
