import type { z } from 'zod';
import { fieldError } from '../../shared/field-error.ts';

/** Where in the schema the writer is. */
export interface Place {
  readonly field: string;
  readonly depth: number;
  /** The references that were followed since the last character of the answer. */
  readonly followed: ReadonlySet<string>;
}

/** The place further inside. */
export function at(place: Place, path: string): Place {
  return { ...place, field: `${place.field}.${path}`, depth: place.depth + 1 };
}

/** Reads a keyword of the schema at a place. Throws a `ChatError` of code `bad-request` that names it. */
export function parse<Value>(schema: z.ZodType<Value>, value: unknown, { field }: Place): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw fieldError(
    field,
    `${result.error.issues[0]?.message ?? 'Not as expected'}. Mend the schema.`,
  );
}

/** The error of a schema that a grammar would be too large for. */
export function tooLarge(field: string): Error {
  return fieldError(field, 'The schema is too large. Ask for fewer fields or values.');
}

/** What a JSON pointer (RFC 6901) in a reference leads to. */
export function atPointer(root: unknown, pointer: string): unknown {
  if (!/^#(?:\/|$)/.test(pointer)) return undefined;
  let found = root;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    const isThere = typeof found === 'object' && found !== null && Object.hasOwn(found, name);
    found = isThere ? Reflect.get(Object(found), name) : undefined;
  }
  return found;
}
