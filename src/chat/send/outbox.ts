import type { ChatError } from '../../protocol/chat-error.ts';
import type { ChatChange, ChatState } from '../state/chat-state.ts';
import type { StoredChat } from '../state/stored-chat.ts';
import type { OutboxMessage } from '../state/outbox-message.ts';
import type { RunPlan } from '../state/run-plan.ts';
import type { QueuedMessage } from '../state/queued-message.ts';
import type { SendResult } from '../state/send-result.ts';

/** What an outbox needs of its chat. */
export interface OutboxHost {
  /** The chat's id. */
  readonly chatId: string;
  /** What the chat shows. */
  readonly view: {
    /** Returns the present state. */
    readonly getState: () => ChatState;

    /** Makes one change and tells the listeners. */
    readonly dispatch: (change: ChatChange) => void;

    /** Shows what was stored. */
    readonly load: (stored: StoredChat) => void;
  };
  /** What the chat stores. */
  readonly keeper: {
    /** Reads what is stored of the chat. */
    readonly load: () => StoredChat | undefined | Promise<StoredChat | undefined>;

    /** Stores the chat soon. */
    readonly save: () => void;
  };
  /** The chat's run. */
  readonly present: {
    /** Takes over a run that another page has begun; `''` gives it up. */
    readonly inherit: (runId: string) => void;
  };

  /** Makes an id for a message or a run. */
  readonly makeId: () => string;
  /** Whether an answer is on its way. */
  readonly isBusy: () => boolean;
  /** Whether a message that failed so, or whose fate is not known, may be sent again without its user. */
  readonly mayRepeat: (error?: ChatError) => boolean;
  /** Asks the server as planned, with this run id. Never rejects. */
  readonly ask: (makePlan: () => RunPlan, runId: string) => Promise<SendResult>;
}

/** Keeps what is sent until the server has it, and shows it as `state.outbox`. */
export interface Outbox {
  /** Adds to what is to be stored; a message that the server has not accepted is not yet a part of the chat. */
  readonly addTo: (stored: StoredChat) => StoredChat;
  /** Sends a message, or keeps it while that is not possible. */
  readonly send: (message: QueuedMessage) => Promise<SendResult>;
  /** Whether a message would be kept rather than sent now. */
  readonly mustWait: () => boolean;
  /** Takes over what was stored. */
  readonly load: (messages: readonly OutboxMessage[]) => void;
  /** Takes over what another tab holds; tells nobody. */
  readonly take: (messages: readonly OutboxMessage[]) => void;
  /** Sends what waits, in order, as far as that is possible now. */
  readonly drain: () => void;
  /** Keeps all until their user asks for them, because the user has stopped the answer before them. */
  readonly hold: () => void;
  /** Tries again whatever went wrong and whether or not the browser is online: one message, or all. */
  readonly resend: (id?: string) => void;
  /** Forgets one message, or all. */
  readonly remove: (id?: string) => void;
  /** Leaves no listener and no lock behind; what was being sent waits again. */
  readonly stop: () => void;
}

/** Makes the outbox of a chat: `offlineOutbox()`. */
export type ChatOutbox = (host: OutboxHost) => Outbox;
