import { z } from 'zod';
import { fieldError } from '../../shared/field-error.ts';
import { integerRange, largestInteger } from './integer-range.ts';
import { formats } from './json-formats.ts';
import type { Schema } from './json-schema-kinds.ts';
import { at, parse, type Place } from './json-schema-place.ts';

const maxRepeats = 1000;

/** How often something may be repeated, as a keyword of a schema. */
export const count = z.number().int().min(0).max(maxRepeats);

/** An expression for the texts that a schema allows. */
export function stringRule(schema: Schema, place: Place): string {
  const { minLength, maxLength, format } = schema;
  if (typeof format === 'string') return formats[format] ?? 'string';
  if (minLength === undefined && maxLength === undefined) return 'string';
  const least = parse(count, minLength ?? 0, at(place, 'minLength'));
  const most = maxLength === undefined ? Infinity : parse(count, maxLength, at(place, 'maxLength'));
  if (least > most)
    throw fieldError(at(place, 'minLength').field, 'No text is that long. Lower it.');
  return `"\\"" char${range(least, most)} "\\""`;
}

/** An expression for the whole numbers that a schema allows. */
export function integerRule(schema: Schema, place: Place): string {
  const bound = (name: string, otherwise: number) =>
    schema[name] === undefined ? otherwise : parse(z.number(), schema[name], at(place, name));
  const least = Math.max(
    bound('minimum', -Infinity),
    Math.floor(bound('exclusiveMinimum', -Infinity)) + 1,
  );
  const most = Math.min(
    bound('maximum', Infinity),
    Math.ceil(bound('exclusiveMaximum', Infinity)) - 1,
  );
  if (least <= -largestInteger && most >= largestInteger) return 'integer';
  const alternatives = integerRange(least, most);
  if (alternatives.length > 0) return alternatives.join(' | ');
  throw fieldError(place.field, 'No number is in this range.');
}

/** How often something is repeated, in GBNF. */
export function range(least: number, most: number): string {
  return most === Infinity ? `{${least},}` : `{${least},${most}}`;
}
