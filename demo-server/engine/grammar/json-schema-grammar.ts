import { z } from 'zod';
import { fieldError } from '../../shared/field-error.ts';
import { literal, writeGrammar } from './json-grammar.ts';
import { count, integerRule, range, stringRule } from './json-leaf-rules.ts';
import { isOfType, schemaKinds, type Kind, type Schema } from './json-schema-kinds.ts';
import { at, atPointer, parse, tooLarge, type Place } from './json-schema-place.ts';

// A grammar is read on the event loop, in a time that grows with the square of its length.
const maxGrammarLength = 20 * 1024;
const maxDepth = 64;
const maxSchemas = 2000;

const schemaObject = z.record(z.string(), z.unknown());
const schemaList = z.array(z.unknown()).min(1);

/**
 * Writes a JSON Schema as a grammar: every whole answer in it is valid by the schema. It may allow less than the schema does:
 * objects hold the properties that are named, in their order. Throws a `ChatError` of code `bad-request` that names
 * the keyword that cannot be kept, `field` before it.
 */
export function schemaGrammar(schema: unknown, field: string): string {
  const writer = new GrammarWriter(schema, field);
  const grammar = writeGrammar(writer.write(), writer.rules);
  if (grammar.length <= maxGrammarLength) return grammar;
  throw tooLarge(field);
}

class GrammarWriter {
  readonly rules: Record<string, string> = {};
  readonly #root: unknown;
  readonly #place: Place;
  readonly #references = new Map<string, string>();
  readonly #names = new Map<string, string>();
  #schemas = 0;
  #size = 0;
  #count = 0;

  constructor(root: unknown, field: string) {
    this.#root = root;
    this.#place = { field, depth: 0, followed: new Set() };
  }

  write(): string {
    return this.#any(this.#root, this.#place);
  }

  /** Returns an expression for what a schema allows. */
  #any(value: unknown, place: Place): string {
    if (value === true) return 'value';
    const schema = schemaObject.safeParse(value).data;
    if (!schema) throw fieldError(place.field, 'Nothing would be valid here. Give a schema.');
    if (place.depth > maxDepth) throw fieldError(place.field, 'The schema is nested too deeply.');
    if (++this.#schemas > maxSchemas) throw tooLarge(place.field);
    const kinds = schemaKinds(schema, place.field);
    return this.#rule(kinds.map((kind) => this.#kind(kind, schema, place)).join(' | '), place);
  }

  #kind(kind: Kind, schema: Schema, place: Place): string {
    switch (kind) {
      case 'any':
        return 'value';
      case 'reference':
        return this.#reference(schema['$ref'], at(place, '$ref'));
      case 'choice': {
        const [name, list] =
          Object.entries(schema).find(([key]) => /^(?:any|one|all)Of$/.test(key)) ?? [];
        const choices = parse(schemaList, list, at(place, name ?? ''));
        return choices
          .map((choice, index) => this.#any(choice, at(place, `${name}.${index}`)))
          .join(' | ');
      }
      case 'values': {
        const values =
          'const' in schema
            ? [schema['const']]
            : parse(schemaList, schema['enum'], at(place, 'enum'));
        const right = values.filter((value) => isOfType(value, schema['type']));
        if (right.length > 0)
          return right.map((value) => literal(JSON.stringify(value))).join(' | ');
        throw fieldError(place.field, 'None of the values is of the type. Mend one of them.');
      }
      case 'string':
        return stringRule(schema, place);
      case 'integer':
        return `(${integerRule(schema, place)})`;
      case 'array':
        return this.#array(schema, place);
      case 'object':
        return this.#object(schema, place);
      default:
        return kind;
    }
  }

  /** A reference becomes a rule of its own, so that a schema may hold itself. */
  #reference(value: unknown, place: Place): string {
    const pointer = parse(z.string(), value, place);
    if (place.followed.has(pointer)) {
      throw fieldError(place.field, `The reference ${pointer} leads to itself and nothing else.`);
    }
    const known = this.#references.get(pointer);
    if (known !== undefined) return known;
    const name = `ref${this.#references.size}`;
    this.#references.set(pointer, name);
    const followed = new Set(place.followed).add(pointer);
    this.rules[name] = this.#any(this.#find(pointer, place), {
      ...place,
      followed,
      depth: place.depth + 1,
    });
    return name;
  }

  #find(pointer: string, place: Place): unknown {
    const found = atPointer(this.#root, pointer);
    if (found !== undefined) return found;
    throw fieldError(
      place.field,
      `There is nothing at ${pointer}. References lead to a place in this schema.`,
    );
  }

  #array(schema: Schema, place: Place): string {
    const first = parse(
      z.array(z.unknown()).default([]),
      schema['prefixItems'],
      at(place, 'prefixItems'),
    );
    const { items = true, minItems = 0 } = schema;
    const least = parse(count, minItems, at(place, 'minItems'));
    const most =
      schema['maxItems'] === undefined
        ? Infinity
        : parse(count, schema['maxItems'], at(place, 'maxItems'));
    const fixed = first
      .slice(0, most)
      .map((item, index) => this.#inside(item, place, `prefixItems.${index}`));
    const hasMore = items !== false && most > fixed.length;
    if (least > most || (!hasMore && least > fixed.length)) {
      throw fieldError(at(place, 'minItems').field, 'No array is that long. Lower it.');
    }
    if (!hasMore) return `"[" ws ${fixed.join(' "," ws ')} ws "]"`;
    const item = this.#inside(items, place, 'items');
    const further = this.#rule(`"," ws ${item}`, place, true);
    const after = (done: number) => `${further}${range(Math.max(0, least - done), most - done)}`;
    if (fixed.length > 0) return `"[" ws ${fixed.join(' "," ws ')} ${after(fixed.length)} ws "]"`;
    const whole = `${item} ${after(1)}`;
    return `"[" ws ${least > 0 ? whole : `(${whole})?`} ws "]"`;
  }

  #object(schema: Schema, place: Place): string {
    const properties = parse(
      schemaObject.default({}),
      schema['properties'],
      at(place, 'properties'),
    );
    const required = parse(
      z.array(z.string()).default([]),
      schema['required'],
      at(place, 'required'),
    );
    const { additionalProperties: further = true } = schema;
    const unnamed = required.filter((name) => !Object.hasOwn(properties, name));
    if (unnamed.length > 0 && further === false) {
      throw fieldError(
        at(place, 'required').field,
        `${unnamed[0]} is no property. Add it to properties.`,
      );
    }
    const pairs = [
      ...Object.entries(properties).map(([name, value]) => ({
        name,
        value,
        path: `properties.${name}`,
      })),
      ...unnamed.map((name) => ({ name, value: further, path: 'additionalProperties' })),
    ].map(({ name, value, path }) => ({
      text: `${literal(`${JSON.stringify(name)}:`)} ws ${this.#inside(value, place, path)}`,
      isRequired: required.includes(name),
    }));
    if (pairs.length > 0) return `"{" ws ${this.#pairs(pairs, place)} ws "}"`;
    if (further === false) return '"{" ws "}"';
    const pair = this.#rule(
      `string ":" ws ${this.#inside(further, place, 'additionalProperties')}`,
      place,
      true,
    );
    return `"{" ws (${pair} ("," ws ${pair})*)? ws "}"`;
  }

  /** From the last property to the first: what may come after it, when one was written before and when none was. */
  #pairs(
    pairs: readonly { readonly text: string; readonly isRequired: boolean }[],
    place: Place,
  ): string {
    let afterOne = '""';
    let afterNone = '""';
    for (const { text, isRequired } of pairs.toReversed()) {
      const pair = this.#rule(text, place, true);
      const rest = this.#rule(afterOne, place, true);
      const none = this.#rule(afterNone, place, true);
      afterNone = isRequired ? `${pair} ${rest}` : `${pair} ${rest} | ${none}`;
      afterOne = isRequired ? `"," ws ${pair} ${rest}` : `"," ws ${pair} ${rest} | ${rest}`;
    }
    return `(${afterNone})`;
  }

  /** What stands inside an array or object: at least a bracket comes before it. */
  #inside(schema: unknown, place: Place, path: string): string {
    return this.#any(schema, { ...at(place, path), followed: new Set() });
  }

  /** Gives an expression of several words a name. */
  #rule(body: string, { field }: Place, isAlways = false): string {
    if (!isAlways && /^[a-z][\da-z]*$/.test(body)) return body;
    const same = this.#names.get(body);
    if (same !== undefined) return same;
    this.#size += body.length;
    if (this.#size > maxGrammarLength) {
      throw tooLarge(field);
    }
    const name = `rule${this.#count++}`;
    this.rules[name] = body;
    this.#names.set(body, name);
    return name;
  }
}
