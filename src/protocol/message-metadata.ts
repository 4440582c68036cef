import type { ChatTypes } from './chat-types.ts';

/** The reason a model stopped, in the words of the UI message stream. */
export type FinishReason =
  | 'stop'
  | 'length'
  | 'content-filter'
  | 'tool-calls'
  | 'error'
  | 'interrupted'
  | 'other';

/** Facts a provider attaches to a part, by provider name; Rivulet passes them through unread. */
export type ProviderMetadata = Readonly<Record<string, unknown>>;

/** Model tokens of one answer, counted by the server. */
export interface MessageUsage {
  /** Tokens of the prompt. */
  readonly promptTokens?: number;
  /** How many of the prompt's tokens were taken from a cache. */
  readonly cachedTokens?: number;

  /** Tokens of the answer. */
  readonly outputTokens?: number;
  /** How many of the output's tokens were spent on reasoning, where the provider tells. */
  readonly reasoningTokens?: number;
}

/** Times of one answer in milliseconds, measured by the server. */
export interface MessageTimings {
  /** How long the question waited for its turn. */
  readonly queueMs?: number;

  /** How long the model read the prompt. */
  readonly prefillMs?: number;

  /** How long the first token took, from the request on. */
  readonly timeToFirstTokenMs?: number;

  /** Tokens of the answer per second, from the first one on. */
  readonly tokensPerSecond?: number;

  /** How long the whole answer took. */
  readonly totalMs?: number;
}

/** What is known about a message beside its parts; a server may add fields of its own. */
export interface MessageMetadata {
  /** The name of the model. */
  readonly model?: string;

  /** What the model ran on, as the server names it. */
  readonly device?: string;

  /** How many tokens it took. */
  readonly usage?: MessageUsage;

  /** How long it took. */
  readonly timings?: MessageTimings;
  /** How many of the oldest turns, each a question with its answer, the server left out: the model was not given them. */
  readonly droppedTurns?: number;

  /** Why the model stopped. */
  readonly finishReason?: FinishReason;
  /** False where the format has no end marker (plain text): whether the answer is whole, nobody can know. */
  readonly hasEndMarker?: boolean;
  readonly [key: string]: unknown;
}

/** The metadata of a message of a chat with {@link ChatTypes}: the kit's own fields, and the app's. */
export type TypedMetadata<Types extends ChatTypes> = Types extends {
  readonly metadata: infer Metadata;
}
  ? KnownMetadata & { readonly [Key in keyof Metadata]: Metadata[Key] }
  : MessageMetadata;

type KnownMetadata = {
  [Key in keyof MessageMetadata as string extends Key ? never : Key]: MessageMetadata[Key];
};
