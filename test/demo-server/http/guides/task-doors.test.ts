// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChatError } from '../../../../src/protocol/index.ts';
import { serverWorks } from '../../../../demo-server/tasks/server-tasks.ts';
import { ScriptedEngine } from '../../../../demo-server/engine/scripted-engine.ts';
import { plainPainter, wordAnalyst } from '../../tasks/fake-workers.ts';
import { framesOf, openApp } from '../foreign/open-app.ts';

type Fields = Record<string, unknown>;

function open(workers = { analyst: wordAnalyst(), images: plainPainter() }) {
  const works = serverWorks(workers, new ScriptedEngine());
  const opened = openApp({}, { works });
  const frames = async (path: string, body: unknown) => {
    const all = await framesOf(await opened.post(path, body));
    return all.flatMap(({ data }) => (data === '' ? [] : [JSON.parse(data) as Fields]));
  };
  const lines = async (body: unknown) => {
    const text = await (await opened.post('/process-stream', body)).text();
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Fields);
  };
  return { ...opened, frames, lines, works };
}

const text = `I love NASA. ${'It flies far and it flies well. '.repeat(8)}I hate the noise of ESA.`;
const everything = { text, include_entities: true, chunk_size: 100 };

describe('a list that is processed', () => {
  it('is told chunk by chunk, of any list and any chunk', async () => {
    const { frames } = open();
    const lists = fc.array(fc.string({ maxLength: 20 }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 40 }), async (data, size) => {
        const told = await frames('/process_stream', { data, chunk_size: size });
        const progress = told.slice(0, -1) as { chunk_results: { original: string }[] }[];
        expect(progress).toHaveLength(Math.ceil(data.length / size));
        const results = progress.flatMap(({ chunk_results: chunk }) => chunk);
        expect(results.map(({ original }) => original)).toEqual(data);
        const length = data.join('').length;
        expect(told.at(-1)).toMatchObject({
          type: 'complete',
          all_results: results,
          processed: data.length,
          progress: 1,
          summary: {
            total_items: data.length,
            total_length: length,
            average_length: data.length === 0 ? 0 : length / data.length,
          },
        });
      }),
      { numRuns: 30 },
    );
  });

  it('may be the body itself, with the size of its chunks in the address', async () => {
    const { frames } = open();
    const told = await frames('/process_stream?chunk_size=1', ['a', 'b']);
    expect(told.map(({ progress }) => progress)).toEqual([0.5, 1, 1]);
  });

  it('names the bound that it is above', async () => {
    const { post } = open();
    for (const [body, field] of [
      [{}, 'data'],
      [{ data: 'a' }, 'data'],
      [{ data: [7] }, 'data.0'],
      [{ data: ['a'], chunk_size: 0 }, 'chunk_size'],
      [{ data: ['a'], chunk_size: 1001 }, 'chunk_size'],
      [{ data: Array(10_001).fill('a') }, 'data'],
      [{ data: ['x'.repeat(10_001)] }, 'data.0'],
      [{ data: Array(60).fill('x'.repeat(9000)) }, 'data'],
    ] as const) {
      const response = await post('/process_stream', body);
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining(`${field}:`) as string,
      ]);
    }
  });

  it('is whole at its largest', async () => {
    const { frames } = open();
    const data = Array.from({ length: 10_000 }, (_, index) => `item ${index}`);
    const told = await frames('/process_stream', { data, chunk_size: 1000 });
    expect(told.at(-1)).toMatchObject({ type: 'complete', processed: 10_000 });
  });
});

describe('a text through several models', () => {
  const steps = ['preprocessing', 'sentiment', 'entities', 'summary', 'translation'];

  it('is told step by step, with what all have found at the end', async () => {
    const { frames } = open();
    const told = await frames('/pipeline_stream', { text: ' I love NASA.  And more. ' });
    expect(told.map(({ step }) => step)).toEqual([
      ...steps.flatMap((step) => [step, step]),
      'pipeline_complete',
    ]);
    const { text: asked, ...found } = (told.at(-1) ?? {})['final_result'] as Fields;
    expect(found).toEqual({
      cleaned_text: 'i love nasa. and more.',
      word_count: 5,
      sentiment: 'positive',
      sentiment_score: 0.9,
      entities: [{ text: 'NASA', type: 'name', start: 8, end: 12 }],
      summary: ' I love NASA',
    });
    expect(asked).toBe(' I love NASA.  And more. ');
    expect(told.at(-2)).toEqual({
      step: 'translation',
      status: 'skipped',
      error: 'No dictionary.',
    });
  });

  it('goes on where a step fails, and tells that in words that give nothing away', async () => {
    const analyst = wordAnalyst({
      sentiment: () => Promise.reject(new Error('secret')),
      entities: () => Promise.reject(new ChatError('overloaded', 'Too many texts.')),
    });
    const { frames } = open({ analyst, images: plainPainter() });
    const told = await frames('/pipeline_stream', { text: 'I love NASA.' });
    const errors = told.filter(({ status }) => status === 'error');
    expect(errors).toEqual([
      { step: 'sentiment', status: 'error', error: 'This step failed.' },
      { step: 'entities', status: 'error', error: 'Too many texts.' },
    ]);
    expect(told.at(-1)).toMatchObject({
      step: 'pipeline_complete',
      final_result: { word_count: 3 },
    });
    expect(told.at(-1)?.['final_result']).toHaveProperty('summary');
  });
});

describe('a text that is analysed', () => {
  it('is told line by line, in the order of the guide', async () => {
    const { lines } = open();
    const told = await lines(everything);
    const chunks = Math.ceil(text.length / 100);
    expect(told.map(({ status }) => status)).toEqual([
      'started',
      'chunking',
      'chunked',
      'sentiment_processing',
      ...Array<string>(chunks).fill('sentiment_progress'),
      'sentiment_complete',
      'summarization_processing',
      'summarization_complete',
      'entities_processing',
      'entities_complete',
      'completed',
    ]);
    const by = (status: string) => told.find((line) => line['status'] === status);
    expect(by('started')).toMatchObject({ text_length: text.length });
    expect(by('chunked')).toMatchObject({ chunks });
    expect(by('sentiment_complete')).toMatchObject({
      overall_sentiment: 'NEUTRAL',
      positive_chunks: 1,
      negative_chunks: 1,
    });
    const { entities, entity_types: types } = by('entities_complete') as {
      entities: Fields[];
      entity_types: unknown;
    };
    for (const { text: name, start, end } of entities) {
      expect(text.slice(start as number, end as number)).toBe(name);
    }
    expect(types).toEqual({ NAME: entities });
  });

  it('is told of what is asked for and no more, and has no summary where it is one', async () => {
    const { lines } = open();
    const none = { include_sentiment: false, include_summary: false };
    expect((await lines({ text, ...none })).map(({ status }) => status)).toEqual([
      'started',
      'chunking',
      'chunked',
      'completed',
    ]);
    const short = await lines({ text: 'I love NASA.' });
    expect(short.map(({ status }) => status)).not.toContain('summarization_complete');
  });

  it('goes on where a step fails', async () => {
    const analyst = wordAnalyst({ summary: () => Promise.reject(new Error('secret')) });
    const { lines, post } = open({ analyst, images: plainPainter() });
    const told = await lines(everything);
    const failed = told.find(({ status }) => status === 'summarization_error');
    expect(failed).toEqual({
      status: 'summarization_error',
      error: 'This step failed on the server.',
    });
    expect(told.at(-2)).toMatchObject({ status: 'entities_complete' });
    const batch = (await (await post('/process-batch', everything)).json()) as Fields;
    expect(batch).toMatchObject({ summary_error: 'This step failed on the server.' });
    expect(batch).toHaveProperty('entities');
  });

  it('is answered all at once by the batch, with the time that it took', async () => {
    const { post } = open();
    const response = await post('/process-batch', {
      ...everything,
      text: text.replace('hate', 'bear'),
    });
    expect(await response.json()).toEqual({
      sentiment: { label: 'POSITIVE', confidence: 0.9 },
      summary: 'I love NASA',
      entities: [
        expect.objectContaining({ text: 'NASA', label: 'NAME' }),
        expect.objectContaining({ text: 'ESA', label: 'NAME' }),
      ],
      processing_time: expect.any(Number) as number,
    });
  });

  it('names each bound that a request is outside of, at both doors', async () => {
    const { post } = open();
    const wrong = [
      [{ text: 'too short' }, 'text'],
      [{ text: 'x'.repeat(5001) }, 'text'],
      [{ text: ' '.repeat(20) }, 'text'],
      [{}, 'text'],
      [{ text, chunk_size: 49 }, 'chunk_size'],
      [{ text, chunk_size: 501 }, 'chunk_size'],
      [{ text, chunk_size: 99.5 }, 'chunk_size'],
      [{ text, chunk_size: 'many' }, 'chunk_size'],
      [{ text, include_summary: 'perhaps' }, 'include_summary'],
    ] as const;
    for (const path of ['/process-stream', '/process-batch']) {
      for (const [body, field] of wrong) {
        const response = await post(path, body);
        expect([response.status, await response.text()]).toEqual([
          400,
          expect.stringContaining(`${field}:`) as string,
        ]);
      }
      for (const asked of ['x'.repeat(10), 'x'.repeat(5000)]) {
        expect((await post(path, { text: asked, chunk_size: 500 })).status).toBe(200);
      }
    }
  });
});

/** One step of a red sun. */
function drawnStep(n: number, status: string) {
  return {
    step: n,
    total_steps: 3,
    status,
    image: Buffer.from(`a red sun ${2 ** (n - 1)}`).toString('base64'),
    progress: n / 3,
  };
}

describe('a picture that is drawn', () => {
  it('is told step by step, the last one whole', async () => {
    const { frames } = open();
    const told = await frames('/generate_image_stream', { prompt: 'a red sun', steps: 20 });
    expect(told).toEqual([
      { step: 0, total_steps: 3, status: 'initializing', image: null, progress: 0 },
      drawnStep(1, 'processing'),
      drawnStep(2, 'processing'),
      drawnStep(3, 'complete'),
    ]);
  });

  it('says what is wrong with a prompt, and where nobody draws', async () => {
    const { frames, post } = open();
    const [, told] = await frames('/generate_image_stream', { prompt: 'nothing' });
    expect(told).toMatchObject({ status: 'error', error: 'prompt: There is nothing to draw.' });
    expect((await post('/generate_image_stream', {})).status).toBe(400);
    const { post: ask } = openApp();
    expect((await ask('/generate_image_stream', { prompt: 'a sun' })).status).toBe(501);
  });
});

describe('one producer for all', () => {
  it('tells the same to all who read it, without a gap', async () => {
    const { app, works } = open();
    const decoder = new TextDecoder();
    const read = async () => {
      const reader = (await app.request('/buffered_stream')).body!.getReader();
      let told = '';
      while (told.split('data: ').length < 5) told += decoder.decode((await reader.read()).value);
      await reader.cancel();
      return told
        .split('data: ')
        .slice(1, 4)
        .map((frame) => JSON.parse(frame) as { counter: number });
    };
    const [one, two] = await Promise.all([read(), read()]);
    expect(two).toEqual(one);
    expect(one.map(({ counter }) => counter)).toEqual([0, 1, 2]);
    works.streams.get('ticker')?.close();
  });
});

describe('the tasks by their names', () => {
  it('answer in what their client accepts, and are read on as an answer is', async () => {
    const { post, app } = open();
    const json = { accept: 'application/json' };
    const drawn = await post('/api/tasks/draw', { prompt: 'a sun' }, { headers: json });
    expect(await drawn.json()).toMatchObject({
      header: { prompt: 'a sun', understood: 'a sun', steps: 3 },
      items: [
        { step: 1 },
        { step: 2 },
        { step: 3, image: expect.stringMatching(/^data:image\/png;base64,/) },
      ],
    });
    const headers = { 'idempotency-key': 'a-list-of-two' };
    const list = await post('/api/tasks/list', { data: ['a', 'b'] }, { headers });
    const ids = (await framesOf(list)).flatMap(({ id, data }) => (data === '' || !id ? [] : [id]));
    const rest = await app.request('/api/runs/a-list-of-two/stream', {
      headers: { 'last-event-id': ids[1] ?? '' },
    });
    const again = (await framesOf(rest)).flatMap(({ id, data }) =>
      data === '' || !id ? [] : [id],
    );
    expect(again).toEqual(ids.slice(2));
    expect((await post('/api/tasks/analyse', { text: 'short' })).status).toBe(400);
    expect((await post('/api/tasks/nope', {})).status).toBe(404);
    expect((await app.request('/api/streams/nope')).status).toBe(404);
  });
});
