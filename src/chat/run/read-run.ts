import { truncatedError, type ChatError } from '../../protocol/chat-error.ts';
import type { MessageEnd } from '../../protocol/chat-message.ts';
import type { TransportEvent } from '../../protocol/chat-transport.ts';
import { toChatError } from '../state/run-error.ts';

/** What happens on the way. */
export type RunItem = Exclude<TransportEvent, { type: 'end' }>;

/** Who is told what a run brings. */
export interface RunReader {
  /** Whether anybody still wants to know; once false nothing more is told. */
  readonly isCurrent: () => boolean;
  /** The server took the request; comes before any item but `reconnecting`. */
  readonly onAccepted: () => void;
  /** What has to be there before an item can be told; rejects where it cannot be. */
  readonly needs: (item: RunItem) => Promise<unknown> | undefined;
  readonly onItem: (item: RunItem) => void;
  /** Where a promise is answered nothing more is read until it resolves. */
  readonly waitsFor: () => Promise<void> | undefined;
  /** It ended before it was accepted; without an error where there was nothing to read. */
  readonly onRefused: (error?: ChatError) => void;
  /** It ended after it was accepted. */
  readonly onEnd: (end: MessageEnd, error?: ChatError) => void;
}

/** Reads a run to its end. Never rejects: a transport that throws, or stops without an end, has truncated its run. */
export async function readRun(
  open: () => AsyncIterable<TransportEvent>,
  { isCurrent, onAccepted, needs, onItem, waitsFor, onRefused, onEnd }: RunReader,
): Promise<void> {
  let isAccepted = false;
  let end: MessageEnd | undefined;
  let error: ChatError | undefined;
  const staysCurrent = async (wait: Promise<unknown>) => {
    await wait;
    return isCurrent();
  };
  const accept = () => {
    if (isAccepted) return;
    isAccepted = true;
    onAccepted();
  };
  try {
    for await (const item of open()) {
      if (!isCurrent()) return;
      if (item.type === 'end') {
        ({ end, error } = item);
        break;
      }
      if (item.type !== 'reconnecting') accept();
      const need = needs(item);
      if (need && !(await staysCurrent(need))) return;
      onItem(item);
      const wait = waitsFor();
      if (wait && !(await staysCurrent(wait))) return;
    }
  } catch (cause) {
    error = toChatError(cause);
    end = 'truncated';
  }
  if (!isCurrent()) return;
  if (!isAccepted && (error || !end)) return onRefused(error);
  onEnd(end ?? 'truncated', end ? error : truncatedError());
}
