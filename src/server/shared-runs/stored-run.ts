import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { RunSnapshot } from '../runs/run-log.ts';
import type { RunFacts } from './mirrored-run.ts';

/** An event as it stands in a store. */
export interface StoredEvent {
  readonly seq: number;
  readonly event: ChatEvent;
}

/** A run as it stands in a store. */
export interface StoredRun {
  readonly facts: RunFacts;
  readonly snapshot: RunSnapshot | undefined;
  readonly events: readonly StoredEvent[];
}
