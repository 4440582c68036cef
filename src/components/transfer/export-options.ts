import type { StoredChat } from '../../chat/state/stored-chat.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';

/** The forms in which a chat can be kept. */
export type ExportFormat = 'markdown' | 'json' | 'html';

/** A chat that is exported: its messages, or with `chat.getStored()` all versions of them, which JSON keeps. */
export type ExportedChat = readonly ChatMessage[] | Pick<StoredChat, 'messages' | 'branches'>;

/** Options of {@link exportChat}. */
export interface ExportOptions {
  /** What the chat is called. @default none */
  readonly title?: string | undefined;
  /** Whether the model's thoughts are in it; JSON always has them. @default true */
  readonly reasoning?: boolean | undefined;
  /** The words around what was said. @default English */
  readonly labels?: Partial<ChatLabels> | undefined;
}
