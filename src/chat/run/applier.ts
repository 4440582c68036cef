import type { ChatEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { applyContinuing } from '../../protocol/apply-continuing.ts';
import type { InputReader } from './partial-input.ts';

/** Applies all kinds of events to the message of one run, which may go on with another. */
export interface Applier {
  readonly apply: (
    message: ChatMessage,
    event: ChatEvent,
    continued: ChatMessage | undefined,
  ) => ChatMessage;
  /** The message with what can be read of inputs that still stream. */
  readonly readInputs: InputReader;
}

/** Makes the applier of one run. */
export function createApplier(): Applier {
  let readInputs: InputReader | undefined;
  let loading: Promise<void> | undefined;
  return {
    apply(message, event, continued) {
      if (event.type === 'tool-input-start') loading ??= load();
      return applyContinuing(message, event, continued);
    },
    readInputs: (message) => readInputs?.(message) ?? message,
  };

  async function load(): Promise<void> {
    // Where it cannot be loaded, the input comes when it is whole.
    const loaded = await import('./partial-input.ts').catch(() => undefined);
    readInputs = loaded?.createInputReader();
  }
}
