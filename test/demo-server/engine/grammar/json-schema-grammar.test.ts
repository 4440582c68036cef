// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { schemaGrammar } from '../../../../demo-server/engine/grammar/json-schema-grammar.ts';
import { fieldOf } from '../../../../demo-server/shared/field-error.ts';

const nested = (depth: number): object =>
  depth === 0 ? {} : { type: 'array', items: nested(depth - 1) };

describe('a schema that answers cannot be held to', () => {
  it.each<[string, unknown]>([
    ['schema', false],
    ['schema', 'object'],
    ['schema.type', { type: 'text' }],
    ['schema.pattern', { type: 'string', pattern: '^a' }],
    ['schema.format', { type: 'string', format: 'email' }],
    ['schema.format', { type: 'string', format: 'date', minLength: 3 }],
    ['schema.minimum', { type: 'number', minimum: 0 }],
    ['schema.minimum', { type: ['number', 'integer'], minimum: 0 }],
    ['schema.multipleOf', { type: 'integer', multipleOf: 2 }],
    ['schema', { type: 'integer', minimum: 3, maximum: 2 }],
    ['schema.maximum', { type: 'integer', maximum: '2' }],
    ['schema.not', { not: { type: 'string' } }],
    ['schema.if', { type: 'string', if: {} }],
    ['schema.allOf', { allOf: [{ type: 'string' }, { type: 'string' }] }],
    ['schema.anyOf', { anyOf: [] }],
    ['schema.anyOf', { anyOf: [{}], oneOf: [{}] }],
    ['schema.type', { type: 'string', anyOf: [{ minLength: 2 }] }],
    ['schema', { enum: ['a'], type: 'integer' }],
    ['schema.minLength', { enum: ['a'], minLength: 2 }],
    ['schema.minLength', { type: 'string', minLength: 3, maxLength: 2 }],
    ['schema.maxLength', { type: 'string', maxLength: 1001 }],
    ['schema.uniqueItems', { type: 'array', uniqueItems: true }],
    ['schema.minItems', { type: 'array', minItems: 3, maxItems: 2 }],
    ['schema.minItems', { type: 'array', prefixItems: [{}], items: false, minItems: 2 }],
    ['schema.required', { type: 'object', required: ['a'], additionalProperties: false }],
    ['schema.patternProperties', { type: 'object', patternProperties: {} }],
    ['schema.minProperties', { type: 'object', minProperties: 1 }],
    ['schema.properties.a.items.not', { properties: { a: { type: 'array', items: { not: {} } } } }],
    ['schema.$ref', { $ref: '#/nowhere' }],
    ['schema.$ref', { $ref: 'https://example.com/schema' }],
    ['schema.$ref.$ref', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }],
    [
      'schema.$ref.anyOf.1.$ref',
      { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/a' }] } } },
    ],
    ['schema.constructor', { constructor: 1 }],
  ])('is refused at %s: %j', (field, schema) => {
    let thrown: unknown;
    try {
      schemaGrammar(schema, 'schema');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'bad-request', status: 400 });
    expect(fieldOf(thrown)).toBe(field);
  });

  it.each<[string, unknown]>([
    ['deep', nested(200)],
    ['wide', { anyOf: Array.from({ length: 3000 }, () => ({ type: 'null' })) }],
    ['long', { enum: Array.from({ length: 2000 }, (_, index) => `value ${index}`) }],
  ])('is refused when it is too %s', (_, schema) => {
    expect(() => schemaGrammar(schema, 'schema')).toThrow(
      /^schema\b.*: The schema is (?:too large|nested too deeply)/,
    );
  });
});

it('says a rule once, however often it is needed', () => {
  const same = { type: 'object', properties: { a: { enum: ['x', 'y'] } } };
  const many = { type: 'array', prefixItems: Array.from({ length: 500 }, () => same) };
  const lines = schemaGrammar(many, 'schema').split('\n');
  expect(lines.filter((line) => line.includes('"\\"x\\""'))).toHaveLength(1);
});
