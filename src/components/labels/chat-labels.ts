import type { ConversationLabels } from './conversation-labels.ts';
import type { MarkdownLabels } from '../../markdown/elements/markdown-labels.ts';
import type { ChatErrorCode } from '../../protocol/chat-error.ts';
import type { ToolState } from '../../protocol/chat-message.ts';
import type { FileLabels } from './file-labels.ts';
import type { FindLabels } from './find-labels.ts';
import type { VoiceLabels } from './voice-labels.ts';

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
export interface ChatLabels
  extends MarkdownLabels, FileLabels, VoiceLabels, FindLabels, ConversationLabels {
  /** The language of the numbers, as a BCP 47 tag. */
  readonly locale: string;

  // Chat and its list of messages

  /** Names the whole chat to a screen reader. */
  readonly chat: string;

  /** Names the list of messages to a screen reader. */
  readonly messages: string;

  /** The heading shown before the first message. */
  readonly emptyTitle: string;

  /** Names the group of suggested questions to a screen reader. */
  readonly suggestions: string;

  /** On the button that appears when the reader has scrolled up from the newest message. */
  readonly jumpToLatest: string;

  /** Names a message of the user to a screen reader. */
  readonly you: string;

  /** Names an answer to a screen reader. */
  readonly assistant: string;

  /** Names a system message to a screen reader. */
  readonly system: string;

  // Composer and editor

  /** Names the field for the message to a screen reader. */
  readonly message: string;

  /** Shown in the empty field for the message. */
  readonly placeholder: string;

  /** Names the send button to a screen reader; also on the button that saves an edited message. */
  readonly send: string;

  /** The tooltip of the send button, with its key. */
  readonly sendHint: string;
  /** Why Enter sends nothing while an answer is on its way. */
  readonly sendBlocked: string;
  /** Has it sent as soon as the answer has ended. */
  readonly sendAfter: string;

  /** Names the stop button, which stands in place of the send button while an answer is on its way. */
  readonly stop: string;

  /** The tooltip of the stop button, with its key. */
  readonly stopHint: string;

  /** Names the button that edits a user's message, and the field in which it is edited. */
  readonly editMessage: string;

  /** Shown below the field in which a message is edited. */
  readonly editHint: string;

  /** On the button that closes the editor without sending, and on the one that takes back a message from before it is sent. */
  readonly cancel: string;

  // Messages

  /** Names the button that copies a message. */
  readonly copyMessage: string;

  /** Names the button that asks for an answer anew. */
  readonly regenerate: string;

  /** Heads the numbered list of the sources of an answer. */
  readonly sources: string;

  /** Names the button that says that an answer is good. */
  readonly goodAnswer: string;

  /** Names the button that says that an answer is bad. */
  readonly badAnswer: string;

  /** On the button that puts selected words of an answer into the message field. */
  readonly quote: string;

  /** On the button that unfolds a long question. */
  readonly showMore: string;

  /** On the button that shows how a version of a document differs from the one before it. */
  readonly showChanges: string;

  /** Names the group of buttons that page through the versions of a turn. */
  readonly versions: string;

  /** Names the button that shows the version before this one. */
  readonly previousVersion: string;

  /** Names the button that shows the version after this one. */
  readonly nextVersion: string;

  /** Names the figures between those buttons to a screen reader: version `number` of `count`. */
  readonly version: (number: number, count: number) => string;

  /** Heads the model's reasoning while it is still coming. */
  readonly thinking: string;
  /** Without `seconds` nobody knows how long. */
  readonly thoughts: (seconds?: number) => string;

  /** Stands where the model's memory begins: so many turns above, each a question with its answer, were left out. */
  readonly droppedTurns: (count: number) => string;
  /** An agent that works for the one that answers, where it has no name. */
  readonly subagent: string;
  /** What a screen reader hears in place of code. */
  readonly codeBlock: string;
  /** What a screen reader hears while its user reads something else in the chat: in place of the answer. */
  readonly answerBegins: string;
  /** What a screen reader hears at the end of an answer that was not read out. */
  readonly answerIsThere: string;

  // Tools

  /** Stands for the name of a tool that is not known. */
  readonly tool: string;

  /** How far a tool call has come, behind the tool's name; also used for subagents. */
  readonly toolState: (state: ToolState) => string;
  /** Asks whether a tool may do what it is about to do; the heading of Allow and Deny. */
  readonly approvalQuestion: (tool: string) => string;

  /** Announced when a call has failed: `tool` is its name, `reason` the error it gave. */
  readonly toolFailed: (tool: string, reason: string) => string;

  /** On the button that allows a tool call. */
  readonly allow: string;

  /** On the button that denies a tool call. */
  readonly deny: string;

  /** On the button that allows a tool call and all later ones of the same tool in this chat. */
  readonly allowAlways: string;

  /** Stands in a tool call that was allowed because its tool always is. */
  readonly alwaysAllowed: string;

  /** On the button that takes back that a tool is always allowed. */
  readonly askAgain: string;

  /** On the button that opens the field for the reason of a denial. */
  readonly denyBecause: string;

  /** Names that field; what is written in it goes to the model. */
  readonly denyReason: string;

  /** Heads what a tool call gave. */
  readonly toolResult: string;

  /** Heads several tool calls in a row, which are folded. */
  readonly steps: (count: number) => string;

  /** How many of those calls have failed, behind their number. */
  readonly stepsFailed: (count: number) => string;

  /** The answer has not begun for a while: the model may still be loading. */
  readonly stillWaiting: string;

  // How an answer ended

  /** Stands under an answer that its reader has stopped. */
  readonly stopped: string;

  /** Stands under an answer whose connection broke off and could not be resumed. */
  readonly truncated: string;

  /** Stands under an answer whose rest the server has deleted. */
  readonly expired: string;

  /** Stands under an answer that failed without saying why. */
  readonly failed: string;

  /** Stands under an answer that the model's length limit cut off. */
  readonly lengthLimit: string;

  /** Stands under an answer that a content filter cut off. */
  readonly contentFilter: string;

  /** On the button that asks again after a failure. */
  readonly retry: string;

  /** On the button that goes on with an answer that broke off. */
  readonly continue: string;

  // Errors and the connection
  /** What went wrong. @default the error's own message */
  readonly error: (error: ToldError) => string;
  /**
   * What the reader can do about it; `''` where the message says it all. `leftMs` is what is left of the time that the
   * server asks to wait. @default error.retryAfterMs
   */
  readonly errorHint: (error: ToldError, leftMs?: number) => string;

  /** Names the button that closes an error. */
  readonly dismiss: string;

  /** Shown while a lost connection is being tried again. */
  readonly reconnecting: string;
  /** Whole seconds until the next try. */
  readonly retryingIn: (seconds: number) => string;

  /** Shown while the browser has no network. */
  readonly offline: string;

  // Messages that wait

  /** Stands at a message that will be sent when the present answer has ended. */
  readonly queued: string;

  /** Stands at a message that waits for the connection to come back. */
  readonly unsent: string;

  /** On the button that sends a waiting message at once. */
  readonly sendNow: string;

  /** On the button that takes a waiting message back. */
  readonly remove: string;

  // Figures; they are given as they are to be read

  /** Shown while the question waits on the server: `place` in the queue, of `length` where that is known. */
  readonly queuePlace: (place: string, length?: string) => string;

  /** Shown while the model reads the prompt: `processed` of `total` tokens. */
  readonly readingPrompt: (processed: string, total: string) => string;

  /** Names the bar that shows how much of the prompt has been read. */
  readonly promptRead: string;

  /** Shown when the prompt has been read and no text has come yet. */
  readonly awaitingFirstToken: string;

  /** How many tokens an answer has: `count` is a number with its separators. */
  readonly tokens: (count: string) => string;

  /** How fast an answer came: `rate` is a number of tokens. */
  readonly tokensPerSecond: (rate: string) => string;

  /** How long the first token took: `time` is a number with its unit. */
  readonly firstToken: (time: string) => string;

  /** How often the connection was lost during the answer. */
  readonly reconnects: (count: number) => string;
}
