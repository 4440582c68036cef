import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { StandardSchema } from '../../protocol/standard-schema.ts';

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
