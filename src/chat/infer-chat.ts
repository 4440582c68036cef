import type { ChatTypes } from '../protocol/chat-types.ts';
import type { StandardSchema } from '../protocol/standard-schema.ts';
import type { ChatOptions } from './chat-options.ts';
import type { ClientTool } from './options/client-tool.ts';

/**
 * The {@link ChatTypes} that follow from `tools`, `dataSchemas` and `metadataSchema`. Tools of which none says what its input
 * is, by a schema or by a type, leave all tool parts untyped, also those of the server.
 */
export type InferredChat<Inputs, Raw, Outputs, Data, Metadata> = ChatTypes &
  ([Known<Inputs>] extends [never]
    ? unknown
    : {
        /** The tools of the page. */
        readonly tools: InferredTools<Inputs, Raw, Outputs>;
      }) &
  ([keyof Data] extends [never]
    ? unknown
    : {
        /** The data of `data-*` parts, by name. */
        readonly data: Data;
      }) &
  (unknown extends Metadata
    ? unknown
    : {
        /** The messages' metadata. */
        readonly metadata: Metadata;
      });

type InferredTools<Inputs, Raw, Outputs> = {
  readonly [Name in keyof Inputs]: {
    readonly input: Name extends Known<Raw> ? Raw[Name] : Inputs[Name];
    readonly output: Name extends keyof Outputs ? Awaited<Outputs[Name]> : unknown;
  };
};

/** The names of those that are not `unknown`. */
type Known<Types> = {
  [Name in keyof Types]: unknown extends Types[Name] ? never : Name;
}[keyof Types];

/** What a chat's types are inferred from. */
export interface InferredFrom<Inputs, Raw, Outputs, Data, Metadata> {
  /** The tools of the page; their schemas say what they take, their `execute` what they return. */
  readonly tools?:
    | ({ readonly [Name in keyof Inputs]: ClientTool<Inputs[Name]> } & {
        readonly [Name in keyof Raw]: {
          readonly inputSchema?: StandardSchema<Raw[Name], unknown> | undefined;
        };
      } & {
        readonly [Name in keyof Outputs]: {
          execute?(this: void, input: never, call: never): Outputs[Name];
        };
      })
    | undefined;

  /** Schemas of `data-*` parts, by their names without `data-`. */
  readonly dataSchemas?:
    | { readonly [Name in keyof Data]: StandardSchema<Data[Name], unknown> }
    | undefined;

  /** The schema of the messages' metadata. */
  readonly metadataSchema?: StandardSchema<Metadata, unknown> | undefined;
}

/** Options of `createChat` whose types follow from their schemas. */
export type InferringChatOptions<Inputs, Raw, Outputs, Data, Metadata> = InferredFrom<
  Inputs,
  Raw,
  Outputs,
  Data,
  Metadata
> &
  Omit<
    ChatOptions<InferredChat<Inputs, Raw, Outputs, Data, Metadata>>,
    keyof InferredFrom<0, 0, 0, 0, 0>
  >;
