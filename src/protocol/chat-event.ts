import { ChatError } from './chat-error.ts';
import type { SteeringMessagePart } from './chat-message.ts';
import { at, textAt } from './json.ts';
import type { FinishReason, MessageMetadata, ProviderMetadata } from './message-metadata.ts';

export type { FinishReason, ProviderMetadata } from './message-metadata.ts';

interface WithProviderMetadata {
  readonly providerMetadata?: ProviderMetadata;
}

/** The beginning of an assistant message; a replay begins with it again. */
export interface StartEvent {
  readonly type: 'start';

  /** The server's id of the message. */
  readonly messageId?: string;

  /** Metadata that is merged into the message. */
  readonly messageMetadata?: MessageMetadata;
}

/** The events of one text or reasoning part, which `id` names until its end. */
export type TextEvent =
  | ({
      /** Which of the two kinds of text it belongs to. */
      readonly type: 'text-start' | 'reasoning-start';

      /** Names the part that it belongs to. */
      readonly id: string;
    } & WithProviderMetadata)
  | ({
      /** Which of the two kinds of text it belongs to. */
      readonly type: 'text-delta' | 'reasoning-delta';

      /** Names the part that it belongs to. */
      readonly id: string;

      /** The text that is added. */
      readonly delta: string;
    } & WithProviderMetadata)
  | ({
      /** Which of the two kinds of text it belongs to. */
      readonly type: 'text-end' | 'reasoning-end';

      /** Names the part that it belongs to. */
      readonly id: string;

      /** What the text cites, in the provider's own form. */
      readonly citations?: readonly unknown[];
    } & WithProviderMetadata);

interface ToolInputFacts extends WithProviderMetadata {
  readonly toolCallId: string;
  readonly toolName: string;
  readonly providerExecuted?: boolean;
  readonly dynamic?: boolean;
  readonly title?: string;
  readonly toolMetadata?: Readonly<Record<string, unknown>>;
}

interface ToolOutputFacts extends WithProviderMetadata {
  readonly toolCallId: string;
  readonly providerExecuted?: boolean;
  readonly dynamic?: boolean;
  readonly toolMetadata?: Readonly<Record<string, unknown>>;
}

/** The events of one tool call, which `toolCallId` names. */
export type ToolEvent =
  | ({
      readonly type: 'tool-input-start';

      /** Whether the input streams as JSON or as plain text. @default 'json' */
      readonly inputEncoding?: 'json' | 'text';
    } & ToolInputFacts)
  | {
      readonly type: 'tool-input-delta';

      /** Names the call. */
      readonly toolCallId: string;

      /** The piece of the input that is added. */
      readonly inputTextDelta: string;
    }
  | ({
      readonly type: 'tool-input-available';
      /** The whole input. */
      readonly input: unknown;
    } & ToolInputFacts)
  | ({
      readonly type: 'tool-input-error';

      /** The whole input. */
      readonly input: unknown;

      /** Why it failed, for the reader. */
      readonly errorText: string;
    } & ToolInputFacts)
  | ({
      readonly type: 'tool-approval-request';

      /** Names the question. */
      readonly approvalId: string;

      /** Names the call. */
      readonly toolCallId: string;

      /** What is asked, in the server's own form. */
      readonly approvalDescriptor?: unknown;

      /** The input as the schema takes it. */
      readonly inputSchemaInput?: unknown;

      /** Whether the server answers the question itself. */
      readonly isAutomatic?: boolean;

      /** The server's seal on the question. */
      readonly signature?: string;

      /** Why it was asked, or answered so. */
      readonly reason?: string;
    } & WithProviderMetadata)
  | ({
      readonly type: 'tool-approval-response';

      /** Names the question. */
      readonly approvalId: string;

      /** The answer. */
      readonly approved: boolean;

      /** Why it was asked, or answered so. */
      readonly reason?: string;

      /** Whether the provider runs the tool. */
      readonly providerExecuted?: boolean;
    } & WithProviderMetadata)
  | ({
      readonly type: 'tool-output-available';

      /** What the tool returned. */
      readonly output: unknown;

      /** Whether another output will take its place. */
      readonly preliminary?: boolean;
    } & ToolOutputFacts)
  | ({
      readonly type: 'tool-output-error';
      /** Why it failed, for the reader. */
      readonly errorText: string;
    } & ToolOutputFacts)
  | ({ readonly type: 'tool-output-denied' } & ToolOutputFacts);

/** The events that each bring one whole part. */
export type ContentEvent =
  | ({
      readonly type: 'source-url';

      /** Names the source. */
      readonly sourceId: string;

      /** Where it is; `data:` URLs carry it inside. */
      readonly url: string;

      /** What it is called. */
      readonly title?: string;
    } & WithProviderMetadata)
  | ({
      readonly type: 'source-document';

      /** Names the source. */
      readonly sourceId: string;

      /** Its IANA media type. */
      readonly mediaType: string;

      /** What it is called. */
      readonly title: string;

      /** The name of the file. */
      readonly filename?: string;
    } & WithProviderMetadata)
  | ({
      readonly type: 'file';

      /** Where it is; `data:` URLs carry it inside. */
      readonly url: string;

      /** Its IANA media type. */
      readonly mediaType: string;

      /** The name of the file. */
      readonly filename?: string;
    } & WithProviderMetadata)
  | ({
      readonly type: 'reasoning-file';

      /** Where it is; `data:` URLs carry it inside. */
      readonly url: string;

      /** Its IANA media type. */
      readonly mediaType: string;
    } & WithProviderMetadata)
  | ({
      readonly type: 'custom';
      /** What it is, by the provider's own name. */
      readonly kind: string;
    } & WithProviderMetadata)
  | SteeringMessagePart;

/** An application's own data; with `id` it replaces the earlier part of that id, `transient` leaves no part. */
export interface DataEvent {
  /** Names the data. */
  readonly type: `data-${string}`;

  /** Names the part; a later one of that id replaces it. */
  readonly id?: string;

  /** The data, as the application has them. */
  readonly data: unknown;

  /** Whether it only passes by and leaves no part. @default false */
  readonly transient?: boolean;
}

/** The borders of one model step; `reset-step` drops the parts of the step so far. */
export type StepEvent =
  | {
      /** Which border it is. */
      readonly type: 'start-step' | 'finish-step';
    }
  | { readonly type: 'reset-step' };

/** Metadata that is merged into the message's. */
export interface MetadataEvent {
  readonly type: 'message-metadata';

  /** Metadata that is merged into the message. */
  readonly messageMetadata: MessageMetadata;
}

/** The events that end a message: after one of them nothing changes it any more. */
export type TerminalEvent =
  | {
      readonly type: 'finish';

      /** Why the model stopped. */
      readonly finishReason?: FinishReason;

      /** Metadata that is merged into the message. */
      readonly messageMetadata?: MessageMetadata;
    }
  | {
      readonly type: 'abort';
      /** Who or what stopped it. */
      readonly reason?: string;
    }
  | {
      readonly type: 'error';

      /** What went wrong, for the reader. */
      readonly errorText: string;
      /** Told where the server refuses because it was asked too often. */
      readonly code?: 'rate-limited';
      /** How long the server asks to wait, in milliseconds. */
      readonly retryAfterMs?: number;
    };

/**
 * One event of an assistant message, as it travels. The part types of the AI SDK UI message
 * stream v1 (ai 7.0); Rivulet's own facts ride on `data-*` only.
 */
export type ChatEvent =
  | StartEvent
  | TextEvent
  | ToolEvent
  | ContentEvent
  | DataEvent
  | StepEvent
  | MetadataEvent
  | TerminalEvent;

/** The data of Rivulet's `data-queue` part: the run's place among those that wait, from 1. */
export interface QueueData {
  /** The place in the queue; 1 is next. */
  readonly position: number;

  /** How many wait in all. */
  readonly length: number;
}

/** The data of Rivulet's `data-prefill` part, in model tokens of the prompt. */
export interface PrefillData {
  /** Tokens read so far, those of the cache among them. */
  readonly processed: number;

  /** Tokens of the prompt. */
  readonly total: number;

  /** Tokens that were taken from a cache. */
  readonly cached: number;
}

/** Says whether an event ends its message. */
export function isTerminalEvent(event: ChatEvent): event is TerminalEvent {
  return event.type === 'finish' || event.type === 'abort' || event.type === 'error';
}

// The string fields without which events of these types cannot be applied.
const shapes = {
  'start start-step finish-step reset-step message-metadata finish abort': 'type',
  'text-start text-end reasoning-start reasoning-end steering-message': 'id',
  'text-delta reasoning-delta': 'id delta',
  'tool-input-start tool-input-available': 'toolCallId toolName',
  'tool-input-delta': 'toolCallId inputTextDelta',
  'tool-input-error': 'toolCallId toolName errorText',
  'tool-approval-request': 'toolCallId approvalId',
  'tool-approval-response': 'approvalId',
  'tool-output-available tool-output-denied': 'toolCallId',
  'tool-output-error': 'toolCallId errorText',
  'source-url': 'sourceId url',
  'source-document': 'sourceId mediaType title',
  'file reasoning-file': 'url mediaType',
  custom: 'kind',
  error: 'errorText',
};
const requiredStrings = new Map(
  Object.entries(shapes).flatMap(([types, fields]) =>
    types.split(' ').map((type) => [type, fields.split(' ')] as const),
  ),
);

/** Says whether a type names an event of the UI message stream. */
export function isEventType(type: string): boolean {
  return type.startsWith('data-') || requiredStrings.has(type);
}

/**
 * Reads a decoded JSON value as an event. Returns `undefined` for a type it does not know, which
 * newer servers may send; throws a `ChatError` of code `protocol` when the value is no event at all
 * or a known type lacks a field.
 */
export function parseChatEvent(value: unknown): ChatEvent | undefined {
  const type = textAt(value, 'type');
  if (!type) throw malformed('an event', 'type');
  for (const name of requiredStrings.get(type) ?? []) {
    if (typeof at(value, name) !== 'string') throw malformed(`\`${type}\``, name);
  }
  return isEventType(type) ? (value as ChatEvent) : undefined;
}

function malformed(what: string, field: string): ChatError {
  return new ChatError(
    'protocol',
    `The server sent ${what} without the string \`${field}\`. Check its stream format.`,
  );
}
