import type { ChatError } from '../protocol/chat-error.ts';
import type { MessageInput } from '../protocol/chat-message.ts';
import type { StoredChat } from './chat-storage.ts';
import type { OutboxMessage } from './outbox-message.ts';
import type { SendResult } from './send-result.ts';

/** What an outbox needs of its chat. */
export interface OutboxHost {
  readonly chatId: string;
  readonly makeId: () => string;
  /** Whether an answer is on its way. */
  readonly isBusy: () => boolean;
  /** Asks the server; a refusal takes the message out of the list again. Never rejects. */
  readonly ask: (message: OutboxMessage) => Promise<SendResult>;
  /** Shows and stores what the outbox holds now. */
  readonly onChange: () => void;
  /** A message was on its way when the chat was disposed: takes it out of the list, and its run with it. */
  readonly takeBack: (messageId: string) => void;
  /** What the storage holds now, perhaps from another tab. */
  readonly load: () => Promise<StoredChat | undefined>;
  /** Another tab has sent a message: shows what it has stored. */
  readonly show: (stored: StoredChat) => void;
}

/** Keeps what is sent until the server has it. */
export interface Outbox {
  /** What waits, the next one first; the same array until something changes. Without what is being sent now. */
  readonly held: () => readonly OutboxMessage[];
  /** Adds to what is to be stored; a message that the server has not accepted is not yet a part of the chat. */
  readonly addTo: (stored: StoredChat) => StoredChat;
  /** Sends a message, or keeps it while that is not possible. */
  readonly send: (input: string | MessageInput, id: string) => Promise<SendResult>;
  /** Whether a message would be kept rather than sent now. */
  readonly mustWait: () => boolean;
  /** Takes over what was stored. */
  readonly load: (messages: readonly OutboxMessage[]) => void;
  /** Takes over what another tab holds; tells nobody. */
  readonly take: (messages: readonly OutboxMessage[]) => void;
  /** Sends what waits, in order, as far as that is possible now. */
  readonly drain: () => void;
  /** Keeps all until their user asks for them, because the user has stopped the answer before them. */
  readonly hold: (error: ChatError) => void;
  /** Tries again whatever went wrong and whether or not the browser is online: one message, or all. */
  readonly resend: (id?: string) => void;
  /** Forgets one message, or all. */
  readonly remove: (id?: string) => void;
  /** Leaves no listener and no lock behind; what was being sent waits again. */
  readonly stop: () => void;
}

/** Makes the outbox of a chat: `offlineOutbox()`. */
export type ChatOutbox = (host: OutboxHost) => Outbox;
