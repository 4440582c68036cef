import type { ChatErrorCode } from './chat-error.ts';
import type { ChatTypes } from './chat-types.ts';
import type { TypedDataPart } from './data-part.ts';
import type { ProviderMetadata, TypedMetadata } from './message-metadata.ts';
import type { ToolPart, TypedToolPart } from './tool-part.ts';

export type { DataPart } from './data-part.ts';
export type { MessageMetadata } from './message-metadata.ts';
export type { ToolApproval, ToolPart, ToolState } from './tool-part.ts';

/**
 * How a message ended: whole (`complete`), by its user (`aborted`), by a stream that stopped without
 * an end marker (`truncated`), by the server's word (`error`), or because the server no longer keeps
 * the rest (`expired`).
 */
export type MessageEnd = 'complete' | 'aborted' | 'truncated' | 'error' | 'expired';

/** Text of the answer, or of the model's reasoning; `id` is its name on the wire. */
export interface TextPart {
  /** Whether it is text of the answer or the model's reasoning. */
  readonly type: 'text' | 'reasoning';

  /** The text so far, as markdown. */
  readonly text: string;

  /** Its name on the wire. */
  readonly id?: string;

  /** Whether more of it may come. Absent on what was not streamed. */
  readonly state?: 'streaming' | 'done';
  /** Whether it goes on with the text before it, perhaps in the middle of a sentence. */
  readonly continues?: true;

  /** What the text cites, in the provider's own form. */
  readonly citations?: readonly unknown[];

  /** Facts of the provider about it. */
  readonly providerMetadata?: ProviderMetadata;
}

/** A web page that the answer rests on. */
export interface SourceUrlPart {
  readonly type: 'source-url';

  /** Names the source. */
  readonly sourceId: string;

  /** The address of the page. */
  readonly url: string;

  /** The title of the page. */
  readonly title?: string;

  /** Facts of the provider about it. */
  readonly providerMetadata?: ProviderMetadata;
}

/** A document that the answer rests on. */
export interface SourceDocumentPart {
  readonly type: 'source-document';

  /** Names the source. */
  readonly sourceId: string;

  /** Its IANA media type. */
  readonly mediaType: string;

  /** The title of the document. */
  readonly title: string;

  /** The name of its file. */
  readonly filename?: string;

  /** Facts of the provider about it. */
  readonly providerMetadata?: ProviderMetadata;
}

/** A file in the message, by URL; `data:` URLs carry it inside. */
export interface FilePart {
  /** Whether it belongs to the answer or to the model's reasoning. */
  readonly type: 'file' | 'reasoning-file';

  /** Its IANA media type, such as `image/png`. */
  readonly mediaType: string;

  /** Where it is; a `data:` URL carries it inside. */
  readonly url: string;

  /** The name to show. */
  readonly filename?: string;

  /** Facts of the provider about it. */
  readonly providerMetadata?: ProviderMetadata;
}

/** A provider's own part. */
export interface CustomPart {
  readonly type: 'custom';

  /** What it is, by the provider's own name. */
  readonly kind: string;

  /** Facts of the provider about it. */
  readonly providerMetadata?: ProviderMetadata;
}

/** What the user said while the answer was on its way, at the place from which on the model knew it. */
export interface SteeringMessagePart {
  readonly type: 'steering-message';
  readonly id: string;
  readonly parts: readonly (TextPart | FilePart)[];
}

/** The border between two model steps. */
export interface StepStartPart {
  readonly type: 'step-start';
}

/** One piece of a message, as in the AI SDK's `UIMessage`. */
export type MessagePart<Types extends ChatTypes = ChatTypes> =
  | TextPart
  | TypedToolPart<Types>
  | SourceUrlPart
  | SourceDocumentPart
  | FilePart
  | CustomPart
  | SteeringMessagePart
  | StepStartPart
  | TypedDataPart<Types>;

/** Who wrote a message. */
export type MessageRole = 'system' | 'user' | 'assistant';

/** One turn of a chat. Never mutated: a change makes a new object and keeps the parts it does not touch. */
export interface ChatMessage<Types extends ChatTypes = ChatTypes> {
  /** Names the message; stays the same while it streams. */
  readonly id: string;

  /** Who wrote it. */
  readonly role: MessageRole;

  /** What it consists of, in order. */
  readonly parts: readonly MessagePart<Types>[];

  /** What is known about it beside its parts. */
  readonly metadata?: TypedMetadata<Types>;
  /** Absent while the message streams, and on user messages. */
  readonly end?: MessageEnd;

  /** Why it failed; only with `end: 'error'`. */
  readonly error?: {
    /** What went wrong, to switch on. */
    readonly code: ChatErrorCode;
    /** What went wrong, for the reader. */
    readonly message: string;
  };
  /** Milliseconds since the epoch. */
  readonly createdAt?: number;
  /** The versions of this turn, by id and in the order of their making, this one among them; absent when it is the only one. */
  readonly siblings?: readonly string[];
}

/** What a user sends when it is more than text. */
export interface MessageInput<Types extends ChatTypes = ChatTypes> {
  /** The text, as markdown. */
  readonly text?: string | undefined;

  /** Files to send with it; they stand before the text. */
  readonly files?: readonly FilePart[] | undefined;
  /** Parts of the app's own, such as `{ type: 'data-location', data }`. */
  readonly parts?: readonly MessagePart<Types>[] | undefined;

  /** Facts about the message that are kept and sent with it. */
  readonly metadata?: TypedMetadata<Types> | undefined;
}

/** Names the tool of a part; empty when only its call is known. */
export function toolName(part: ToolPart): string {
  return part.toolName ?? (part.type === 'dynamic-tool' ? '' : part.type.slice('tool-'.length));
}

/**
 * Makes a user message: files first, then parts, then the text; `createdAt` is in milliseconds since the epoch, `added`
 * joins the metadata of the input.
 */
export function createUserMessage(
  input: string | MessageInput,
  id: string,
  createdAt?: number,
  added?: ChatMessage['metadata'],
): ChatMessage {
  const given: MessageInput = typeof input === 'string' ? { text: input } : input;
  const { text, files = [] } = given;
  const metadata = added ? { ...given.metadata, ...added } : given.metadata;
  const parts = [...files, ...(given.parts ?? [])];
  return {
    id,
    role: 'user',
    parts: text ? [...parts, { type: 'text', text }] : parts,
    ...(metadata && { metadata }),
    ...(createdAt !== undefined && { createdAt }),
  };
}
