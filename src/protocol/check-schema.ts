import type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts';

/** What a schema made of a value, or what is wrong with it in words, such as `city: expected a string; days: too many`. */
export type Checked<Output> =
  | { readonly value: Output; readonly fault?: undefined }
  | { readonly fault: string };

// As much as a reader, or a model, can use.
const mostIssues = 8;

/** Checks a value against a schema. Never rejects: a schema that throws has found a fault. */
export async function checkSchema<Output>(
  schema: StandardSchema<unknown, Output>,
  value: unknown,
): Promise<Checked<Output>> {
  let result: SchemaResult<Output>;
  try {
    result = await schema['~standard'].validate(value);
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  if (!result.issues) return { value: result.value };
  const told = result.issues.slice(0, mostIssues).map(tell);
  const more = result.issues.length - told.length;
  return { fault: [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ') };
}

function tell({ message, path = [] }: SchemaIssue): string {
  const place = path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
  // arktype begins its messages with the place.
  return !place || message.startsWith(place) ? message : `${place}: ${message}`;
}
