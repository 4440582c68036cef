import { ChatError } from 'rivulet/protocol';
import type { Observer, Refusal } from './observer.ts';

/** Tells an observer what was thrown: a `ChatError` is a refusal, anything else nobody has foreseen. */
export function observeError(
  observer: Observer,
  error: unknown,
  { where, ...asked }: Omit<Refusal, 'reason' | 'status' | 'cause'> & { readonly where: string },
): void {
  if (error instanceof ChatError) {
    const { code, status, cause } = error;
    observer.refused({ ...asked, reason: code, status, ...(cause !== undefined && { cause }) });
  } else observer.failed(error, where);
}
