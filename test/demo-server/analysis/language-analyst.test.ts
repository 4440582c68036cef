// @vitest-environment node
import { array, assert, constantFrom, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageAnalyst, readsTexts } from '../../../demo-server/analysis/language-analyst.ts';
import { placeEntities } from '../../../demo-server/analysis/place-entities.ts';
import type { Engine, EngineEvent, EngineRequest } from '../../../demo-server/engine/engine.ts';
import { withGrammar } from '../../../demo-server/engine/grammar/with-grammar.ts';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';

const text = 'Ada Lovelace met Babbage in London in 1833. Ada was delighted.';

/** An engine that says what it is told to, in pieces, as a local model or another server does. */
function speaking(said: string, as: 'text' | 'relay' = 'text') {
  const asked: EngineRequest[] = [];
  const scripted = new ScriptedEngine();
  const engine: Engine = {
    info: { ...scripted.info, name: 'Big model', engine: 'upstream', bundled: false },
    load: () => ({ active: 0, waiting: 0 }),
    async prepare(request) {
      asked.push(request);
      // A schema that no grammar of this house says would be refused here.
      withGrammar(request);
      return async function* answer(signal): AsyncGenerator<EngineEvent> {
        for (const [index, piece] of (said.match(/[^]{1,7}/g) ?? []).entries()) {
          if (signal.aborted) return;
          if (as === 'text') yield { type: 'text', text: piece, outputTokens: index + 1 };
          else
            yield {
              type: 'relay',
              event: { type: 'text-delta', id: 't', delta: piece },
              pieces: index + 1,
            };
        }
      };
    },
    close: () => scripted.close(),
  };
  return { engine, asked, analyst: languageAnalyst(engine) };
}

describe('the analyst that asks a language model', () => {
  it('asks for JSON by a schema, and reads it', async () => {
    const { analyst, asked } = speaking('{"label":"positive","confidence":1.4}');
    expect(await analyst.sentiment(text)).toEqual({ label: 'positive', confidence: 1 });
    const [request] = asked;
    expect(request?.turns.at(-1)).toEqual({ role: 'user', text });
    expect(request?.messages?.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(request?.json).toMatchObject({
      strict: true,
      schema: { type: 'object', required: ['label', 'confidence'] },
    });
  });

  it('reads another server’s answer too, and one in a fence', async () => {
    const { analyst } = speaking('Here it is:\n```json\n{"text":"Una máquina."}\n```', 'relay');
    expect(await analyst.translation(text)).toEqual({ text: 'Una máquina.', language: 'es' });
    expect(await analyst.summary(text)).toEqual({
      text: 'Una máquina.',
      compressionRatio: 12 / text.length,
    });
  });

  it('places what is named, and leaves out what was made up', async () => {
    const entities = [
      { text: 'Ada Lovelace', label: 'person' },
      { text: 'London', label: 'place' },
      { text: 'Paris', label: 'place' },
      { text: '1833', label: 'date' },
      { text: 'Ada', label: 'person' },
    ];
    const { analyst } = speaking(JSON.stringify({ entities }));
    const found = await analyst.entities(text);
    expect(found.map(({ text: name }) => name)).toEqual(['Ada Lovelace', 'London', '1833', 'Ada']);
    expect(found.at(-1)?.start).toBe(text.lastIndexOf('Ada'));
  });

  it.each(['no JSON at all', '{"label":"glad"}', ''])('refuses %j', async (said) => {
    const { analyst } = speaking(said);
    await expect(analyst.sentiment(text)).rejects.toThrow(
      'Big model did not answer as it was asked to.',
    );
  });

  it('stops with its signal', async () => {
    const { analyst } = speaking('{"text":"late"}');
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(analyst.summary(text, { signal: gone })).rejects.toThrow('gone');
  });

  it('is asked where the model is not the one that ships with the demo', () => {
    const { engine } = speaking('');
    const { info } = engine;
    expect(readsTexts(engine)).toBe(true);
    expect(readsTexts({ ...engine, info: { ...info, engine: 'llama' } })).toBe(true);
    expect(readsTexts({ ...engine, info: { ...info, engine: 'llama', bundled: true } })).toBe(
      false,
    );
    expect(readsTexts({ ...engine, info: { ...info, engine: 'scripted' } })).toBe(false);
  });
});

it('each name stands where it is said to stand, and none in another', () => {
  const words = array(constantFrom('Ada', 'Ada L', 'L', 'é', '1'), { maxLength: 12 });
  const named = array(
    record({
      text: constantFrom('Ada', 'Ada L', 'L', ' 1', 'x', ''),
      label: constantFrom('name' as const),
    }),
  );
  assert(
    property(words, named, string(), (parts, names, more) => {
      const whole = `${parts.join(' ')}${more}`;
      const found = placeEntities(whole, names);
      for (const [index, entity] of found.entries()) {
        expect(whole.slice(entity.start, entity.end)).toBe(entity.text);
        expect(entity.start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0);
      }
    }),
  );
});
