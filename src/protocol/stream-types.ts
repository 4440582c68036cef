import type { StandardSchema } from './standard-schema.ts';

/** A schema of any library, whatever it takes and makes. */
type AnySchema = StandardSchema;

/** What a typed stream consists of: schemas of its header, its items and its footer, of which the first and the last may be absent. */
export interface StreamTypes<
  Header extends AnySchema | undefined = AnySchema | undefined,
  Item extends AnySchema = AnySchema,
  Footer extends AnySchema | undefined = AnySchema | undefined,
> {
  /** What comes once, before the items; absent where there is no such thing. */
  readonly header: Header;
  /** What comes any number of times. */
  readonly item: Item;
  /** What comes once, after the items; absent where there is no such thing. */
  readonly footer: Footer;
}

/** The schemas that {@link streamTypes} takes. */
export interface StreamSchemas<Header, Item, Footer> {
  /** What comes once, before the items. @default no header */
  readonly header?: Header;
  /** What comes any number of times. */
  readonly item: Item;
  /** What comes once, after the items. @default no footer */
  readonly footer?: Footer;
}

/**
 * Names the types of a stream in one place, for the side that writes it and the side that reads it. Takes schemas of any
 * library that has the Standard Schema interface, such as zod, valibot or arktype.
 *
 * @example
 * const transcript = streamTypes({
 *   header: z.object({ language: z.string() }),
 *   item: z.object({ words: z.array(z.string()) }),
 *   footer: z.object({ seconds: z.number() }),
 * });
 */
export function streamTypes<
  Item extends AnySchema,
  Header extends AnySchema | undefined = undefined,
  Footer extends AnySchema | undefined = undefined,
>({
  header,
  item,
  footer,
}: StreamSchemas<Header, Item, Footer>): StreamTypes<Header, Item, Footer> {
  return { header: header as Header, item, footer: footer as Footer };
}

/** What a side that writes gives for a schema; never where there is none. */
export type Written<Schema> = Schema extends AnySchema
  ? Side<Schema> extends { readonly input: infer Input }
    ? Input
    : unknown
  : never;

/** What a side that reads gets by a schema; undefined where there is none. */
export type Read<Schema> = Schema extends AnySchema
  ? Side<Schema> extends { readonly output: infer Output }
    ? Output
    : unknown
  : undefined;

type Side<Schema extends AnySchema> = NonNullable<Schema['~standard']['types']>;
