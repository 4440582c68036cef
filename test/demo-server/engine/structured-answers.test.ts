// @vitest-environment node
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonObjectGrammar } from '../../../demo-server/engine/grammar/json-grammar.ts';
import { schemaGrammar } from '../../../demo-server/engine/grammar/json-schema-grammar.ts';
import type { LlamaEngine } from '../../../demo-server/engine/llama-engine.ts';
import { askEngine, openRandomEngine, question } from '../random-engine.ts';
import { randomSchema } from './grammar/random-schema.ts';

let engine: LlamaEngine;
beforeAll(async () => {
  engine = await openRandomEngine({ parallel: 8 });
}, 60_000);
afterAll(() => engine.close());

function typeOf(json: string): string {
  try {
    return typeof JSON.parse(json);
  } catch {
    return 'nothing';
  }
}

describe('an answer under a grammar', () => {
  it('is valid by its schema whenever it came to its own end, whatever the schema', async () => {
    let whole = 0;
    await fc.assert(
      fc.asyncProperty(randomSchema, fc.nat(), async (schema, seed) => {
        const grammar = schemaGrammar(schema, 'schema');
        const { text, end } = await askEngine(
          engine,
          question('JSON', { conversation: String(seed), grammar, seed, maxTokens: 300 }),
        );
        if (end.reason !== 'stop') return;
        whole++;
        const result = z
          .fromJSONSchema(JSON.parse(JSON.stringify(schema)))
          .safeParse(JSON.parse(text));
        expect(result.error?.message, `${JSON.stringify(schema)}\n${text}`).toBeUndefined();
      }),
      { numRuns: 60, seed: 1 },
    );
    expect(whole).toBeGreaterThan(30);
  }, 120_000);

  it('is an object in JSON mode, or is cut by the limit and says so', async () => {
    const ends = new Set<string>();
    for (let seed = 0; seed < 12; seed++) {
      const { text, end } = await askEngine(
        engine,
        question('JSON', { grammar: jsonObjectGrammar, seed, maxTokens: 40 }),
      );
      ends.add(`${text[0]} ${end.reason} ${typeOf(text)}`);
    }
    expect([...ends].sort()).toEqual(['{ length nothing', '{ stop object']);
  }, 60_000);

  it('keeps think marks in its texts as text', async () => {
    const grammar = schemaGrammar({ const: 'a <think> b </think> c <|im_end|> d' }, 'schema');
    const { text, end } = await askEngine(engine, question('JSON', { grammar }));
    expect([JSON.parse(text), end.reason]).toEqual(['a <think> b </think> c <|im_end|> d', 'stop']);
  });

  it('refuses a grammar that the library does not take', async () => {
    await expect(engine.prepare(question('x', { grammar: 'root ::= root "a"' }))).rejects.toThrow(
      expect.objectContaining({ code: 'bad-request', status: 400 }),
    );
  });
});
