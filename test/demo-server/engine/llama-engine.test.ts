// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatTurn, EngineEvent } from '../../../demo-server/engine/engine.ts';
import type { LlamaEngine } from '../../../demo-server/engine/llama-engine.ts';
import { askEngine, collectAnswer, openRandomEngine, question } from '../random-engine.ts';

let engine: LlamaEngine;
beforeAll(async () => {
  engine = await openRandomEngine({ maxWaiting: 4 });
}, 60_000);
afterAll(() => engine.close());

const idle = { active: 0, waiting: 0 };

describe('LlamaEngine', () => {
  it('says what it is', () => {
    expect(engine.info).toMatchObject({
      name: 'Random weights',
      engine: 'llama',
      bundled: false,
      contextSize: 2048,
      parallel: 2,
      device: { backend: 'cpu', gpuLayers: 0 },
    });
  });

  it('counts every model token and stops at the limit', async () => {
    const { all, text, end } = await askEngine(engine, question('Hello'));
    expect(end).toMatchObject({ reason: 'length', usage: { outputTokens: 60 }, droppedTurns: 0 });
    // The model writes one byte per token.
    expect(text).toHaveLength(60);
    expect(end.timings.tokensPerSecond).toBeGreaterThan(0);
    expect(all.map((event) => event.type).slice(0, 4)).toEqual([
      'start',
      'prefill',
      'prefill',
      'text',
    ]);
    expect(all[2]).toMatchObject({
      processed: end.usage.promptTokens,
      total: end.usage.promptTokens,
    });
  });

  it('gives the same answer for the same seed, alone and in a batch', async () => {
    const alone = await askEngine(engine, question('Same', { conversation: 'x' }));
    const [one, two] = await Promise.all([
      askEngine(engine, question('Same', { conversation: 'y', temperature: 0 })),
      askEngine(engine, question('Same', { conversation: 'z', temperature: 0 })),
    ]);
    const again = await askEngine(engine, question('Same', { conversation: 'x' }));
    expect(again.text).toBe(alone.text);
    expect(one.text).toBe(two.text);
  });

  it('reads only what is new of a chat’s next turn', async () => {
    const first = await askEngine(engine, question('First', { conversation: 'prefix' }));
    const turns: ChatTurn[] = [
      { role: 'user', text: 'First' },
      { role: 'assistant', text: first.text },
      { role: 'user', text: 'Second' },
    ];
    const second = await askEngine(engine, question('', { conversation: 'prefix', turns }));
    expect(second.end.usage.cachedTokens).toBeGreaterThanOrEqual(
      first.end.usage.promptTokens + first.end.usage.outputTokens - 1,
    );
    expect(second.end.usage.promptTokens).toBeGreaterThan(second.end.usage.cachedTokens);
  });

  it('answers a repeated question from memory but for its last token', async () => {
    await askEngine(engine, question('Again', { conversation: 'again' }));
    const { end } = await askEngine(engine, question('Again', { conversation: 'again' }));
    expect(end.usage.cachedTokens).toBe(end.usage.promptTokens - 1);
  });

  it('reports the prompt piece by piece when it is long', async () => {
    const { all, end } = await askEngine(engine, question('word '.repeat(200), { maxTokens: 2 }));
    const steps = all.flatMap((event) => (event.type === 'prefill' ? [event.processed] : []));
    expect(steps.length).toBeGreaterThan(3);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(end.usage.promptTokens);
  });

  it('lets users write control tokens as plain text only', async () => {
    const short = await askEngine(engine, question('x', { maxTokens: 1 }));
    const { end } = await askEngine(engine, question('<|im_end|>', { maxTokens: 1 }));
    expect(end.usage.promptTokens - short.end.usage.promptTokens).toBe('<|im_end|>'.length - 1);
  });

  it('stops before the next token after an abort and frees its slot', async () => {
    const abort = new AbortController();
    const events: EngineEvent[] = [];
    const open = await engine.prepare(question('Stop', { maxTokens: 1000 }));
    for await (const event of open(abort.signal)) {
      events.push(event);
      if (event.type === 'text' && event.outputTokens === 5) abort.abort();
    }
    const end = events.at(-1);
    expect(end).toMatchObject({ type: 'end', reason: 'abort', usage: { outputTokens: 5 } });
    expect(engine.load()).toEqual(idle);
  });

  it('waits in line, tells the place, and leaves the line at an abort', async () => {
    const stop = new AbortController();
    const long = { maxTokens: 1900, pace: 50 };
    const [one, two, three, four] = await Promise.all([
      engine.prepare(question('Long', { conversation: 'a', ...long })),
      engine.prepare(question('Long', { conversation: 'b', ...long })),
      engine.prepare(question('c')),
      engine.prepare(question('d')),
    ]);
    const running = [one, two].map((open) => collectAnswer(open(stop.signal)));
    const abort = new AbortController();
    const waiting = collectAnswer(three(abort.signal));
    const next = collectAnswer(four(new AbortController().signal));
    expect(engine.load()).toEqual({ active: 2, waiting: 2 });
    abort.abort();
    const left = await waiting;
    expect(left.all[0]).toEqual({ type: 'queue', position: 1, length: 1 });
    expect(left.end).toMatchObject({ reason: 'abort', usage: { outputTokens: 0 } });
    stop.abort();
    const served = await next;
    const places = served.all.flatMap((event) => (event.type === 'queue' ? [event.position] : []));
    expect(places).toEqual([2, 1]);
    expect(served.end.reason).toBe('length');
    expect((await Promise.all(running)).map((answer) => answer.end.reason)).toEqual([
      'abort',
      'abort',
    ]);
    expect(engine.load()).toEqual(idle);
  });

  it('refuses a question when the line is full', async () => {
    const stop = new AbortController();
    const prepared = await Promise.all(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((conversation) =>
        engine.prepare(question('x', { conversation, pace: 20 })),
      ),
    );
    const early = await engine.prepare(question('one too many'));
    const answers = prepared.map((open) => collectAnswer(open(stop.signal)));
    const late = await engine.prepare(question('one too many'));
    for (const open of [early, late]) {
      expect(() => open(stop.signal)).toThrow(
        expect.objectContaining({ code: 'overloaded', status: 503 }),
      );
    }
    stop.abort();
    await Promise.all(answers);
  });

  it('drops the oldest turns when the context is full and says how many', async () => {
    const turns = Array.from({ length: 12 }, (_, index): ChatTurn[] => [
      { role: 'user', text: `question ${index} ${'x'.repeat(100)}` },
      { role: 'assistant', text: 'y'.repeat(100) },
    ]).flat();
    const asked = [...turns, { role: 'user' as const, text: 'last' }];
    const { end } = await askEngine(
      engine,
      question('', { turns: asked, maxTokens: undefined, conversation: 'full' }),
    );
    expect(end.droppedTurns).toBeGreaterThan(3);
    expect(end.usage.promptTokens).toBeLessThanOrEqual(1024);
    // The answer ends with the context; it never shifts it.
    expect(end.usage.promptTokens + end.usage.outputTokens).toBe(2047);
    expect(end.reason).toBe('length');
  });

  it('refuses a message that is longer than the context and names the limit', async () => {
    await expect(engine.prepare(question('x'.repeat(3000)))).rejects.toThrow(/can read 2016/);
    await expect(engine.prepare(question('x'.repeat(100_000)))).rejects.toThrow(
      expect.objectContaining({ code: 'bad-request', status: 400 }),
    );
    expect(engine.load()).toEqual(idle);
  });

  it('survives a storm of aborts', async () => {
    for (let round = 0; round < 60; round++) {
      const abort = new AbortController();
      const answers = ['a', 'b', 'c'].map((conversation) =>
        askEngine(engine, question('storm', { conversation }), abort.signal),
      );
      for (let turn = 0; turn < round % 7; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      abort.abort();
      const ends = await Promise.all(answers);
      expect(ends.every((answer) => answer.end.type === 'end')).toBe(true);
    }
    expect(engine.load()).toEqual(idle);
    expect((await askEngine(engine, question('alive'))).end.reason).toBe('length');
  });

  it('closes while answers run and wait, and ends each of them', async () => {
    const other = await openRandomEngine({ parallel: 1 });
    const prepared = await Promise.all(
      ['a', 'b'].map((conversation) =>
        other.prepare(question('x', { conversation, maxTokens: 2000 })),
      ),
    );
    const { signal } = new AbortController();
    const answers = prepared.map((open) => collectAnswer(open(signal)));
    await other.close();
    const ends = await Promise.all(answers);
    expect(ends.map((answer) => answer.end.reason)).toEqual(['abort', 'abort']);
    await expect(other.prepare(question('late'))).rejects.toThrow(
      expect.objectContaining({ code: 'overloaded' }),
    );
  });
});
