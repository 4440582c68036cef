/**
 * A schema of any library that has the Standard Schema interface, as zod, valibot and arktype have
 * (https://standardschema.dev, version 1); nothing of theirs is imported.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** What the library offers by the Standard Schema specification. */
  readonly '~standard': {
    readonly version: 1;
    /** The library's name. */
    readonly vendor: string;

    /** Checks a value. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** For TypeScript alone: it is not there when the program runs. */
    readonly types?:
      | {
          /** What the schema takes. */
          readonly input: Input;
          /** What it makes of it. */
          readonly output: Output;
        }
      | undefined;
  };
}

/** What a schema says of a value: the value as its library gives it, or what is wrong with it. */
export type SchemaResult<Output> =
  | {
      /** The value, as the schema makes it. */
      readonly value: Output;
      /** What is wrong with it; absent when nothing is. */
      readonly issues?: undefined;
    }
  | {
      /** What is wrong with it; absent when nothing is. */
      readonly issues: readonly SchemaIssue[];
    };

/** One thing that is wrong with a value. */
export interface SchemaIssue {
  /** What is wrong, for people. */
  readonly message: string;
  /** Where it stands in the value, from its outside in. */
  readonly path?:
    | readonly (
        | PropertyKey
        | {
            /** The property's name. */
            readonly key: PropertyKey;
          }
      )[]
    | undefined;
}
