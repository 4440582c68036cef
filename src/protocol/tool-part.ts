import type { ChatTypes, DeepPartial } from './chat-types.ts';
import type { ProviderMetadata } from './message-metadata.ts';

/** How far a tool call has come. */
export type ToolState =
  | 'input-streaming'
  | 'input-available'
  | 'approval-requested'
  | 'approval-responded'
  | 'output-available'
  | 'output-error'
  | 'output-denied';

/** The question whether a tool may run, and its answer. */
export interface ToolApproval {
  readonly id: string;
  readonly approved?: boolean;
  readonly isAutomatic?: boolean;
  /** What the server tells of the question, in a shape of its own. */
  readonly descriptor?: unknown;
  /** Why it is asked. */
  readonly requestReason?: string | undefined;
  /** Why it was answered so. */
  readonly reason?: string;
  /** The server's seal on the question, which it wants back with the answer. */
  readonly signature?: string;
  /** The input as the server's schema takes it, where that is not the call's own. */
  readonly inputSchemaInput?: unknown;
}

/** One tool call; a tool known by name is `tool-<name>`, any other is `dynamic-tool` with `toolName`. */
export interface ToolPart {
  readonly type: `tool-${string}` | 'dynamic-tool';
  readonly toolCallId: string;
  readonly toolName?: string;
  readonly title?: string | undefined;
  readonly state: ToolState;
  /** While it streams: as far as it could be read, once for each frame of a chat; `applyEvent` alone keeps its text only. */
  readonly input?: unknown;
  /** The input's text as far as it has arrived, while it streams. */
  readonly inputText?: string;
  /** How `inputText` is written. @default 'json' */
  readonly inputEncoding?: 'json' | 'text';
  readonly output?: unknown;
  /** Whether `output` will be replaced by a later one. */
  readonly preliminary?: boolean;
  readonly errorText?: string;
  readonly approval?: ToolApproval;
  readonly providerExecuted?: boolean;
  /** What the tool's own server tells of it. */
  readonly toolMetadata?: Readonly<Record<string, unknown>>;
  /** What the provider wants back with the call, such as the signature of the thoughts that led to it. */
  readonly callProviderMetadata?: ProviderMetadata;
  /** What the provider wants back with the result. */
  readonly resultProviderMetadata?: ProviderMetadata;
}

/** A tool call of a chat with {@link ChatTypes}: `part.type === 'tool-weather'` says what `input` and `output` are. */
export type TypedToolPart<Types extends ChatTypes> = Types extends { readonly tools: infer Tools }
  ?
      | { [Name in keyof Tools & string]: NamedToolPart<Name, Tools[Name]> }[keyof Tools & string]
      | DynamicToolPart
  : ToolPart;

/** A call of a tool that is not known by name. */
export interface DynamicToolPart extends Omit<ToolPart, 'type'> {
  readonly type: 'dynamic-tool';
}

type InputOf<Tool> = Tool extends { readonly input: infer Input } ? Input : unknown;
type OutputOf<Tool> = Tool extends { readonly output: infer Output } ? Output : unknown;

/** What a call of a known tool is in each state. */
type NamedToolPart<Name extends string, Tool> = Omit<
  ToolPart,
  'type' | 'state' | 'input' | 'output' | 'errorText'
> & {
  readonly type: `tool-${Name}`;
} & (
    | {
        readonly state: 'input-streaming';
        /** As far as it has arrived. */
        readonly input?: DeepPartial<InputOf<Tool>> | undefined;
        readonly output?: undefined;
        readonly errorText?: undefined;
      }
    | {
        readonly state: 'input-available' | 'approval-requested' | 'approval-responded';
        readonly input: InputOf<Tool>;
        readonly output?: undefined;
        readonly errorText?: undefined;
      }
    | {
        readonly state: 'output-available';
        readonly input: InputOf<Tool>;
        readonly output: OutputOf<Tool>;
        readonly errorText?: undefined;
      }
    | {
        readonly state: 'output-error';
        /** As the model wrote it, which may be what is wrong with it. */
        readonly input?: DeepPartial<InputOf<Tool>> | undefined;
        readonly output?: undefined;
        readonly errorText: string;
      }
    | {
        readonly state: 'output-denied';
        readonly input?: DeepPartial<InputOf<Tool>> | undefined;
        readonly output?: undefined;
        readonly errorText?: undefined;
      }
  );
