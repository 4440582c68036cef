import * as fc from 'fast-check';

const name = fc.constantFrom('a', 'b', 'kind', 'quo"te', 'back\\slash', 'ü 😀', '');
const value = fc.oneof(
  fc.constantFrom('x', 'a "b" \\', '\n', 'é'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);

const leaf = fc.oneof(
  fc.constantFrom<object>(
    { type: 'boolean' },
    { type: 'null' },
    { type: ['boolean', 'null'] },
    { type: 'integer', minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991 },
    { type: 'string', format: 'date' },
    { type: 'string', format: 'date-time' },
    { type: 'string', format: 'uuid' },
    { $ref: '#/$defs/node' },
  ),
  fc
    .integer({ min: -3000, max: 3000 })
    .map((minimum) => ({ type: 'integer', minimum, exclusiveMaximum: minimum + 700 })),
  fc.nat({ max: 4 }).map((minLength) => ({ type: 'string', minLength, maxLength: minLength + 3 })),
  fc.array(value, { minLength: 1, maxLength: 4 }).map((list) => ({ enum: list })),
  value.map((one) => ({ const: one, description: 'as it is' })),
);

/** Schemas of every kind that is kept, whose answers are short. */
export const randomSchema = fc
  .letrec<{ schema: object }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      leaf,
      fc
        .tuple(fc.dictionary(name, tie('schema'), { maxKeys: 4 }), fc.infiniteStream(fc.boolean()))
        .map(([properties, chances]) => ({
          type: 'object',
          properties,
          required: Object.keys(properties).filter(() => chances.next().value),
          additionalProperties: false,
        })),
      fc.tuple(tie('schema'), fc.nat({ max: 2 })).map(([items, minItems]) => ({
        type: 'array',
        items,
        minItems,
        maxItems: minItems + 1,
      })),
      fc
        .tuple(tie('schema'), tie('schema'))
        .map((pair) => ({ type: 'array', prefixItems: pair, items: false, minItems: 2 })),
      fc.tuple(tie('schema'), tie('schema')).map((anyOf) => ({ anyOf })),
    ),
  }))
  .schema.map((schema) => ({
    ...schema,
    $defs: {
      node: {
        type: 'object',
        properties: {
          on: { type: 'boolean' },
          next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] },
        },
        required: ['on'],
      },
    },
  }));
