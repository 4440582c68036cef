import { fieldError } from '../../shared/field-error.ts';
import { formats } from './json-formats.ts';

/** A JSON Schema that is an object. */
export type Schema = Readonly<Record<string, unknown>>;

type Primitive = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'array' | 'object';

/** What a schema says of its values: their type, or how they are found. */
export type Kind = Primitive | 'any' | 'reference' | 'choice' | 'values';

// What each kind can keep, beside what only explains.
const keywords: Readonly<Record<Kind, readonly string[]>> = {
  any: [],
  reference: ['$ref'],
  choice: ['anyOf', 'oneOf', 'allOf'],
  values: ['enum', 'const', 'type'],
  string: ['type', 'minLength', 'maxLength', 'format'],
  integer: ['type', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  number: ['type'],
  boolean: ['type'],
  null: ['type'],
  array: ['type', 'items', 'prefixItems', 'minItems', 'maxItems'],
  object: ['type', 'properties', 'required', 'additionalProperties'],
};

const explaining = new Set(
  'title description default examples deprecated readOnly writeOnly $schema $id $anchor $comment $defs definitions'.split(
    ' ',
  ),
);

/**
 * Says of what kinds the values of a schema may be. Throws a `ChatError` of code `bad-request` that names a keyword which
 * would change the answer and cannot be kept; `field` says where the schema is.
 */
export function schemaKinds(schema: Schema, field: string): Kind[] {
  const kinds = findKinds(schema, field);
  const kept = new Set(kinds.flatMap((kind) => keywords[kind]));
  // A number that is not whole has no bounds here, so a schema that allows both has none either.
  if (kinds.includes('number')) for (const bound of keywords.integer.slice(1)) kept.delete(bound);
  for (const [name, value] of Object.entries(schema)) {
    if (explaining.has(name) || name.startsWith('x-') || value === undefined) continue;
    if (!kept.has(name) && !changesNothing(name, value, kinds))
      throw cannotKeep(`${field}.${name}`);
  }
  const { allOf, format } = schema;
  if (
    kinds.includes('choice') &&
    Object.keys(schema).filter((name) => name.endsWith('Of')).length > 1
  ) {
    throw cannotKeep(`${field}.anyOf`);
  }
  if (Array.isArray(allOf) && allOf.length > 1) throw cannotKeep(`${field}.allOf`);
  if (format !== undefined && kinds.includes('string')) assertFormat(schema, field);
  return kinds;
}

function findKinds(schema: Schema, field: string): Kind[] {
  if ('$ref' in schema) return ['reference'];
  if ('anyOf' in schema || 'oneOf' in schema || 'allOf' in schema) return ['choice'];
  if ('enum' in schema || 'const' in schema) return ['values'];
  const types = schema['type'] ?? inferType(schema);
  if (types === undefined) return ['any'];
  return [types].flat().map((type) => {
    if (isPrimitive(type)) return type;
    throw fieldError(`${field}.type`, 'This is no type of JSON Schema. Mend it.');
  });
}

function isPrimitive(type: unknown): type is Primitive {
  return (
    typeof type === 'string' && /^(?:string|integer|number|boolean|null|array|object)$/.test(type)
  );
}

// A schema that speaks of properties means an object, as its writer sees it.
function inferType(schema: Schema): Primitive | undefined {
  const types = ['object', 'array'] as const;
  return types.find((type) => keywords[type].slice(1).some((name) => name in schema));
}

function changesNothing(name: string, value: unknown, kinds: readonly Kind[]): boolean {
  if (name === 'uniqueItems' || name === 'nullable') return value === false;
  return name === 'multipleOf' && value === 1 && !kinds.includes('number');
}

function assertFormat({ format, minLength, maxLength }: Schema, field: string): void {
  if (typeof format === 'string' && Object.hasOwn(formats, format)) {
    if (minLength === undefined && maxLength === undefined) return;
  }
  throw cannotKeep(`${field}.format`);
}

function cannotKeep(field: string): Error {
  return fieldError(field, 'Answers cannot be held to this. Leave it out and check it yourself.');
}

/** Whether a value is of one of a schema's types; of any when it names none. */
export function isOfType(value: unknown, types: unknown): boolean {
  if (types === undefined) return true;
  const name = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return [types]
    .flat()
    .some((type) => type === name || (type === 'integer' && Number.isInteger(value)));
}
