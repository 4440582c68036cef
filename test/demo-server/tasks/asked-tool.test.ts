// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChatError } from '../../../src/protocol/index.ts';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import type { EngineInfo } from '../../../demo-server/engine/engine.ts';
import { askedTool } from '../../../demo-server/tasks/asked-tool.ts';
import { serverWorks, type Workers } from '../../../demo-server/tasks/server-tasks.ts';
import { framesOf, openApp } from '../http/foreign/open-app.ts';
import { plainPainter, wordAnalyst } from './fake-workers.ts';

type Event = Readonly<Record<string, unknown>> & { readonly type: string };

const everybody = (): Workers => ({ analyst: wordAnalyst(), images: plainPainter() });
const worksOf = (workers: Workers) => serverWorks(workers, new ScriptedEngine());
const found = (question: string, workers = everybody()) =>
  askedTool(worksOf(workers), question)?.name;

/** Asks a whole server, and returns the events of its answer. */
async function ask(question: string, workers = everybody(), engine = new ScriptedEngine()) {
  const { post } = openApp({}, { engine, works: worksOf(workers) });
  const messages = [{ role: 'user', parts: [{ type: 'text', text: question }] }];
  const frames = await framesOf(await post('/api/chat', { id: 'chat', messages }));
  return frames.flatMap(({ data }) => (data.startsWith('{') ? [JSON.parse(data) as Event] : []));
}

const typesOf = (events: readonly Event[]) => events.map(({ type }) => type);

describe('the tool that a question asks for', () => {
  const polite = fc.constantFrom('', 'please ', 'Please ', '  ');
  const words = fc.stringMatching(/^[a-z]{3,8}( [a-z]{3,8}){2,6}$/);

  it('is found by its first words, and its input is all the rest', () => {
    const verb = fc.constantFrom('draw', 'Paint', 'DRAW', 'draw me', 'paint\n');
    fc.assert(
      fc.property(polite, verb, words, (please, draw, wish) => {
        const tool = askedTool(worksOf(everybody()), `${please}${draw} ${wish}`);
        expect(tool).toMatchObject({ name: 'draw', input: { prompt: wish } });
      }),
    );
    const lead = fc.constantFrom('Analyse:', 'analyze this:', 'analyse the following text:\n');
    fc.assert(
      fc.property(polite, lead, words, (please, analyse, text) => {
        const tool = askedTool(worksOf(everybody()), `${please}${analyse} ${text}`);
        expect(tool).toMatchObject({ name: 'analyse', input: { text } });
      }),
    );
  });

  it('is none for any other question, nor where nobody does the work', () => {
    fc.assert(
      fc.property(words, (text) => {
        fc.pre(!/^(?:draw|paint|please)/.test(text));
        expect(found(text)).toBeUndefined();
        expect(found(`How do I draw ${text}?`)).toBeUndefined();
        expect(found(`draw ${text}`, { analyst: wordAnalyst() })).toBeUndefined();
        expect(found(`analyse: ${text}`, { images: plainPainter() })).toBeUndefined();
      }),
    );
    expect(found('draw nothing')).toBeUndefined();
    expect(found('drawings are nice')).toBeUndefined();
    expect(found('Analyse: short')).toBeUndefined();
    expect(found(`Analyse: ${'long '.repeat(1001)}`)).toBeUndefined();
  });
});

const failToFeel = () => Promise.reject(new ChatError('server', 'No feelings today.'));
const failing = (error: Error): Workers => ({
  images: {
    ...plainPainter(),
    // oxlint-disable-next-line require-yield -- it fails before its first picture
    async *draw() {
      throw error;
    },
  },
});

describe('an answer that is a tool', () => {
  it('shows each step of a picture, and says what it is', async () => {
    const events = await ask('Draw a red sun');
    expect(typesOf(events)).toEqual([
      'start',
      'tool-input-available',
      ...Array.from({ length: 4 }, () => 'tool-output-available'),
      'text-start',
      'text-delta',
      'text-end',
      'finish',
    ]);
    const outputs = events.filter(({ type }) => type === 'tool-output-available');
    expect(outputs.map(({ preliminary = false }) => preliminary)).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(outputs.at(-1)).toMatchObject({
      output: { step: 3, total: 3, understood: 'a red sun' },
    });
    expect(events.find(({ type }) => type === 'text-delta')).toMatchObject({ delta: 'A red sun.' });
  });

  it('goes on when a step of an analysis fails', async () => {
    const workers = { analyst: wordAnalyst({ sentiment: failToFeel }) };
    const events = await ask('Analyse this: I love NASA and all of it', workers);
    const last = events.findLast(({ type }) => type === 'tool-output-available');
    expect(last).toMatchObject({
      output: {
        steps: [
          { step: 'preprocessing', status: 'completed' },
          { step: 'sentiment', status: 'error', error: 'No feelings today.' },
          { step: 'entities', status: 'completed' },
          { step: 'summary', status: 'completed' },
          { step: 'translation', status: 'skipped' },
        ],
      },
    });
  });

  it('tells in its own words why it failed, and nothing that is not meant for its reader', async () => {
    const told = await ask('draw a tree', failing(new ChatError('overloaded', 'Too many wait.')));
    expect(told.at(-2)).toMatchObject({ type: 'tool-output-error', errorText: 'Too many wait.' });
    expect(told.at(-1)).toMatchObject({ type: 'finish' });
    const hidden = await ask('draw a tree', failing(new Error('/secret/path')));
    expect(JSON.stringify(hidden)).not.toContain('secret');
    expect(typesOf(hidden)).toContain('error');
  });

  it('is left to a model that calls tools itself', async () => {
    class Caller extends ScriptedEngine {
      override readonly info: EngineInfo = { ...new ScriptedEngine().info, accepts: ['tools'] };
    }
    const events = await ask('Draw a red sun', everybody(), new Caller());
    expect(typesOf(events)).not.toContain('tool-input-available');
  });
});
