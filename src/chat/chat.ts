import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatEvent } from '../protocol/chat-event.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatTypes } from '../protocol/chat-types.ts';
import type { ChatTransport } from '../protocol/chat-transport.ts';
import type { StandardSchema } from '../protocol/standard-schema.ts';
import type { ChatInput } from './chat-input.ts';
import type { ChatState } from './chat-state.ts';
import type { ChatStorage } from './chat-storage.ts';
import type { ClientTools, ToolResult } from './client-tool.ts';
import type { FrameClock } from './frame-clock.ts';
import type { ChatOutbox } from './outbox.ts';
import type { Pacing } from './pacing.ts';
import type { RequestOptions, SendOptions } from './request-options.ts';
import type { SendResult } from './send-result.ts';
import type { TabChannel } from './tab-mirror.ts';

/** What a chat calls of its owner's. What a callback throws is reported and changes nothing. */
export interface ChatCallbacks<Types extends ChatTypes = ChatTypes> {
  /** Is told of every event as it is received, before it is on the screen. */
  readonly onEvent?: ((event: ChatEvent) => void) | undefined;
  /** Is told of every piece of answer text as it is received. */
  readonly onToken?: ((delta: string) => void) | undefined;
  /** Is told of every answer that has ended, however it ended: look at `message.end`. */
  readonly onDone?: ((message: ChatMessage<Types>) => void) | undefined;
  /** Is told of every failure. A user's abort is none. */
  readonly onError?: ((error: ChatError) => void) | undefined;
  /** Tools that run in the page: their calls are run when an answer has ended, and then it goes on. @default none */
  readonly tools?: ClientTools<Types> | undefined;
  /**
   * Says whether an answer goes on by itself, in place of the kit: it is asked when an answer has ended `complete` and its
   * page's tools have run, and at each `settleTool` and `approveTool` after that. `maxContinuations` still holds; one that
   * throws is told `onError` (code `config`) and means no. @default once the page has brought a result and no call is open
   */
  readonly sendAutomaticallyWhen?:
    | ((chat: { readonly messages: readonly ChatMessage<Types>[] }) => boolean | Promise<boolean>)
    | undefined;
}

/** Schemas of what comes from the server; they check, and change nothing. */
export interface MessageSchemas<Types extends ChatTypes = ChatTypes> {
  /**
   * Checks `data-*` parts, by their names without `data-`. One that does not fit is not shown; the rest of its answer is
   * read, and its end is an `error` (code `protocol`) that says what did not fit. What `storage` holds is not checked.
   */
  readonly dataSchemas?: DataSchemas<Types> | undefined;
  /** Checks the metadata of an answer, whole, when it ends; it fails like a data part. */
  readonly metadataSchema?:
    | (Types extends { readonly metadata: infer Metadata }
        ? StandardSchema<Metadata, unknown>
        : StandardSchema)
    | undefined;
}

/** Schemas of `data-*` parts, by their names without `data-`. */
export type DataSchemas<Types extends ChatTypes = ChatTypes> = Types extends {
  readonly data: infer Data;
}
  ? { readonly [Name in keyof Data]?: StandardSchema<Data[Name], unknown> }
  : Readonly<Record<string, StandardSchema>>;

/**
 * What becomes of a message that is sent while an answer is on its way: it is refused (`reject`), it waits for a
 * complete answer and is given back when there is none (`queue`), or it stops the answer and goes at once (`interrupt`).
 */
export type WhileStreaming = 'reject' | 'queue' | 'interrupt';

/** Options of `createChat`. */
export interface ChatOptions<Types extends ChatTypes = ChatTypes>
  extends ChatCallbacks<Types>, MessageSchemas<Types> {
  /** The way to the server. */
  readonly transport: ChatTransport;
  /** Names the chat for the server and for `storage`. @default a random id; `'default'` with `storage` */
  readonly id?: string | undefined;
  /** What the chat begins with; what `storage` holds takes its place. @default none */
  readonly initialMessages?: readonly ChatMessage<Types>[] | undefined;
  /** How often an answer goes on by itself after tool calls before its user is asked. @default 10 */
  readonly maxContinuations?: number | undefined;
  /** What a `send` does while an answer is on its way. @default 'reject' */
  readonly whileStreaming?: WhileStreaming | undefined;
  /**
   * Shows the chat in all tabs of this browser that have it open: one reads the answer, the others show it, can abort
   * it, and go on with it when that tab is closed. `true` is a `BroadcastChannel`; needs an `id` or `storage`. @default false
   */
  readonly mirror?: boolean | (() => TabChannel) | undefined;
  /** Keeps messages and the active run for the next page load; `resume()` reads it. @default none */
  readonly storage?: ChatStorage | undefined;
  /**
   * Keeps what is sent while the browser is offline, or does not get through, until the server has it: `offlineOutbox()`.
   * With `storage` it outlives the page. @default none: such a message stays in the list for `regenerate()`
   */
  readonly outbox?: ChatOutbox | undefined;
  /** The most bytes of the files of one message; more are refused (`too-large`). @default 20,971,520, 20 MB */
  readonly maxFileBytes?: number | undefined;
  /** Reveals what comes in bursts evenly: `smoothPacing()`. @default all that has arrived, with each frame */
  readonly pacing?: Pacing | undefined;
  /** Makes ids for messages and runs; must be unguessable for runs. @default 128 random bits */
  readonly createId?: (() => string) | undefined;
  /** @default browserFrames() */
  readonly frames?: FrameClock | undefined;
  /** The clock of `receivedAt`, in milliseconds. @default performance.now */
  readonly now?: (() => number) | undefined;
}

/** What became of a wish to forget a chat: `error` is what could not be removed, and `onError` was told. */
export type ForgetResult =
  | { readonly forgotten: true }
  | { readonly forgotten: false; readonly error: ChatError };

/** A chat without a screen: its state, and the acts of its user. */
export interface Chat<Types extends ChatTypes = ChatTypes> {
  readonly id: string;
  /** What a `send` does while an answer is on its way. */
  readonly whileStreaming: WhileStreaming;
  /** The present state; the same object until something changes. */
  readonly getState: () => ChatState<Types>;
  /** The present copy of one message; costs the same however long the chat is. */
  readonly getMessage: (messageId: string) => ChatMessage<Types> | undefined;
  /**
   * Calls the listener after each change, at most once per frame while an answer streams; with a `messageId`
   * only after changes that can concern that message. Answers with the function that unsubscribes.
   */
  readonly subscribe: (listener: () => void, messageId?: string) => () => void;
  /**
   * Sends a message, with `options` for this question alone. Resolves when the server has accepted or refused it, or the
   * outbox keeps it; never rejects. A refusal before anybody was asked, such as files that are too large, leaves the chat as it is.
   */
  send(
    this: void,
    input: string | ChatInput<Types>,
    options?: SendOptions<Types>,
  ): Promise<SendResult>;
  /** Stops the answer at once, keeps what has arrived (`end: 'aborted'`), and stops the server's model. */
  readonly abort: () => Promise<void>;
  /**
   * Takes a message out of the queue (`state.queue`), whose `send` resolves as refused so that its text is not lost, or
   * out of the outbox (`state.outbox`).
   */
  readonly unqueue: (id: string) => void;
  /** Tries to send a message of the outbox now, or all of them in order. */
  readonly resend: (id?: string) => void;
  /**
   * Answers anew: the given message, or the last turn. The old answer stays as a sibling (`message.siblings`), and comes
   * back if no new one begins.
   */
  readonly regenerate: (messageId?: string, options?: RequestOptions) => Promise<SendResult>;
  /** Asks anew from a user message on; the old one stays as a sibling, with what followed it. */
  edit(
    this: void,
    messageId: string,
    input: string | ChatInput<Types>,
    options?: SendOptions<Types>,
  ): Promise<SendResult>;
  /**
   * Shows these messages in place of all, or what a function makes of them, and stores them. While an answer is on its way
   * it goes on if the list still ends with its last message, whose text stays the stream's; else it is stopped first, as by
   * `abort()`. Of an answer that another tab reads, that tab is asked to do so.
   */
  setMessages(
    this: void,
    messages:
      | readonly ChatMessage<Types>[]
      | ((messages: readonly ChatMessage<Types>[]) => readonly ChatMessage<Types>[]),
  ): void;
  /** Takes back the error of the last run: `status` is `ready` again. What a message says of its own end stays. */
  readonly clearError: () => void;
  /** Goes on with the last answer where it stopped: after `finishReason: 'length'`, an abort, a lost connection. */
  readonly continueAnswer: (options?: RequestOptions) => Promise<SendResult>;
  /** Answers a tool call that waits for approval (`state: 'approval-requested'`). */
  readonly approveTool: (toolCallId: string, approved: boolean, reason?: string) => void;
  /** Gives the result of a tool call that the app did itself; the answer goes on once no call is open. */
  readonly settleTool: (toolCallId: string, result: ToolResult) => void;
  /** Shows another version of a turn, by an id out of `message.siblings`; not while an answer is on its way. */
  readonly switchTo: (messageId: string) => void;
  /**
   * Goes on with a run that a reload, a `dispose` or a cut connection left behind: loads `storage`, then asks the
   * server for the rest. Without any run known it asks for the chat's active one, but not with `storage`.
   */
  readonly resume: () => Promise<void>;
  /** Aborts, and forgets all messages. */
  readonly reset: () => void;
  /**
   * Deletes the chat: stops its answer, and removes it from the page, its other tabs (with `mirror`), the storage, the
   * outbox, and, where its transport can (`deleteChat`), from the server with all its runs. Never rejects; what could not
   * be removed is told. The chat can be used again.
   */
  readonly forget: () => Promise<ForgetResult>;
  /**
   * Stops reading without stopping the server: a disconnect is not a cancel. Answers whether it left a run behind,
   * which `resume()` goes on with.
   */
  readonly dispose: () => boolean;
}
