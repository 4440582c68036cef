import type { MarkdownLabels } from '../../markdown/elements/markdown-labels.ts';
import type { ChatErrorCode } from '../../protocol/chat-error.ts';
import type { ToolState } from '../../protocol/chat-message.ts';

/** What the components need to know of an error to speak of it: a `ChatError`, or what is kept of one. */
export interface ToldError {
  readonly code: ChatErrorCode;
  readonly message: string;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Everything that the chat's components say, in one language. Pass what you translate as `labels` to `<Chat>` or to a
 * part of it; the rest stays English. Keep the object outside of your component, so that it is the same at each render.
 */
export interface ChatLabels extends MarkdownLabels {
  /** The language of the numbers, as a BCP 47 tag. */
  readonly locale: string;

  // Chat and its list of messages
  readonly chat: string;
  readonly messages: string;
  readonly emptyTitle: string;
  readonly suggestions: string;
  readonly jumpToLatest: string;
  readonly you: string;
  readonly assistant: string;
  readonly system: string;

  // Composer and editor
  readonly message: string;
  readonly placeholder: string;
  readonly send: string;
  readonly sendHint: string;
  /** Why Enter sends nothing while an answer is on its way. */
  readonly sendBlocked: string;
  /** Has it sent as soon as the answer has ended. */
  readonly sendAfter: string;
  readonly stop: string;
  readonly stopHint: string;
  readonly editMessage: string;
  readonly editHint: string;
  readonly cancel: string;

  // Messages
  readonly copyMessage: string;
  readonly regenerate: string;
  readonly versions: string;
  readonly previousVersion: string;
  readonly nextVersion: string;
  readonly version: (number: number, count: number) => string;
  readonly thinking: string;
  /** Without `seconds` nobody knows how long. */
  readonly thoughts: (seconds?: number) => string;
  readonly attachment: string;
  /** Stands where the model's memory begins: so many turns above, each a question with its answer, were left out. */
  readonly droppedTurns: (count: number) => string;
  /** An agent that works for the one that answers, where it has no name. */
  readonly subagent: string;
  /** What a screen reader hears in place of code. */
  readonly codeBlock: string;

  // Tools
  readonly tool: string;
  readonly toolState: (state: ToolState) => string;
  /** Asks whether a tool may do what it is about to do; the heading of Allow and Deny. */
  readonly approvalQuestion: (tool: string) => string;
  readonly toolFailed: (tool: string, reason: string) => string;
  readonly allow: string;
  readonly deny: string;

  /** The answer has not begun for a while: the model may still be loading. */
  readonly stillWaiting: string;

  // How an answer ended
  readonly stopped: string;
  readonly truncated: string;
  readonly expired: string;
  readonly failed: string;
  readonly lengthLimit: string;
  readonly contentFilter: string;
  readonly retry: string;
  readonly continue: string;

  // Errors and the connection
  /** What went wrong. @default the error's own message */
  readonly error: (error: ToldError) => string;
  /**
   * What the reader can do about it; `''` where the message says it all. `leftMs` is what is left of the time that the
   * server asks to wait. @default error.retryAfterMs
   */
  readonly errorHint: (error: ToldError, leftMs?: number) => string;
  readonly dismiss: string;
  readonly reconnecting: string;
  /** Whole seconds until the next try. */
  readonly retryingIn: (seconds: number) => string;
  readonly offline: string;

  // Messages that wait
  readonly queued: string;
  readonly unsent: string;
  readonly sendNow: string;
  readonly remove: string;

  // Figures; they are given as they are to be read
  readonly queuePlace: (place: string, length?: string) => string;
  readonly readingPrompt: (processed: string, total: string) => string;
  readonly promptRead: string;
  readonly awaitingFirstToken: string;
  readonly tokens: (count: string) => string;
  readonly tokensPerSecond: (rate: string) => string;
  readonly firstToken: (time: string) => string;
  readonly reconnects: (count: number) => string;
}
