import type { ChatError } from '../protocol/chat-error.ts';
import type { TransportEvent } from '../protocol/chat-transport.ts';
import { toChatError, unfinishedError } from './run-error.ts';

/** How a run ended. */
export type RunEnd = Extract<TransportEvent, { type: 'end' }>;

/** What happens on the way. */
export type RunItem = Exclude<TransportEvent, { type: 'end' }>;

/** Who is told what a run brings. */
export interface RunReader {
  /** Whether anybody still wants to know; once false nothing more is told. */
  readonly isCurrent: () => boolean;
  /** The server took the request; comes before any item but `reconnecting`. */
  readonly onAccepted: () => void;
  readonly onItem: (item: RunItem) => void;
  /** It ended before it was accepted; without an error where there was nothing to read. */
  readonly onRefused: (error: ChatError | undefined) => void;
  /** It ended after it was accepted. */
  readonly onEnd: (end: RunEnd) => void;
}

/** Reads a run to its end. Never rejects: a transport that throws, or stops without an end, has truncated its run. */
export async function readRun(
  open: () => AsyncIterable<TransportEvent>,
  reader: RunReader,
): Promise<void> {
  let isAccepted = false;
  let end: RunEnd | undefined;
  try {
    for await (const item of open()) {
      if (!reader.isCurrent()) return;
      if (item.type === 'end') {
        end = item;
        break;
      }
      if (!isAccepted && item.type !== 'reconnecting') {
        isAccepted = true;
        reader.onAccepted();
      }
      reader.onItem(item);
    }
  } catch (error) {
    end = { type: 'end', end: 'truncated', error: toChatError(error) };
  }
  if (!reader.isCurrent()) return;
  if (!isAccepted && (!end || end.error)) reader.onRefused(end?.error);
  else reader.onEnd(end ?? { type: 'end', end: 'truncated', error: unfinishedError() });
}
