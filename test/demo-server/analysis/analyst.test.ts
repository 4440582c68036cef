// @vitest-environment node
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  analyseText,
  checkBounds,
  type AnalysisEvent,
} from '../../../demo-server/analysis/analyse-text.ts';
import type { Analyst } from '../../../demo-server/analysis/analyst.ts';
import { openSmallAnalyst } from '../../../demo-server/analysis/small/small-analyst.ts';
import { fieldOf } from '../../../demo-server/shared/field-error.ts';

const all = ['sentiment', 'summary', 'entities', 'translation'] as const;
const text =
  'I love the harbour of Bergen. The boats are beautiful and the people are kind. We were happy there for a week, and Olav Hansen showed us the best fish market.';
const opened: Analyst[] = [];
const open = async (apertium = 'no-such-command') => {
  const analyst = await openSmallAnalyst({ apertium });
  opened.push(analyst);
  return analyst;
};
/** Starting a thread is what costs time here, so most tests share one. */
let shared: Promise<Analyst> | undefined;
const openShared = () => (shared ??= open());
afterAll(() => Promise.all(opened.map((analyst) => analyst.close())));

async function events(analyst: Analyst, signal?: AbortSignal): Promise<AnalysisEvent[]> {
  const seen: AnalysisEvent[] = [];
  for await (const event of analyseText(analyst, { text, steps: all, chunkSize: 60 }, { signal })) {
    seen.push(event);
  }
  return seen;
}

function refused(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('analysing a text', { timeout: 120_000 }, () => {
  it('tells each step in order, chunk by chunk, and why one is skipped', async () => {
    const seen = await events(await openShared());
    expect(
      seen.map((event) => ('step' in event ? `${event.type} ${event.step}` : event.type)),
    ).toEqual([
      'chunked',
      'started sentiment',
      'progress sentiment',
      'progress sentiment',
      'progress sentiment',
      'done sentiment',
      'started summary',
      'done summary',
      'started entities',
      'done entities',
      'started translation',
      'skipped translation',
    ]);
    expect(seen[5]).toMatchObject({ result: { label: 'positive' } });
    expect(JSON.stringify(seen[9])).toContain('Bergen');
    expect(seen[11]).toMatchObject({ reason: expect.stringContaining('Apertium') });
  });

  it('goes on after a step that fails, and tells the reader no foreign words', async () => {
    const analyst = await openShared();
    const broken: Analyst = {
      info: analyst.info,
      sentiment: (...asked) => analyst.sentiment(...asked),
      entities: (...asked) => analyst.entities(...asked),
      translation: (...asked) => analyst.translation(...asked),
      close: () => analyst.close(),
      summary: () => Promise.reject(new Error('ENOENT /secret/path')),
    };
    const seen = await events(broken);
    const failed = seen.find(({ type }) => type === 'failed');
    expect(failed).toMatchObject({ step: 'summary' });
    expect(JSON.stringify(failed)).not.toContain('secret');
    expect(seen).toContainEqual(expect.objectContaining({ type: 'done', step: 'entities' }));
  });

  it('ends when it is aborted, also while the thread still reads', async () => {
    const analyst = await openShared();
    const stop = new AbortController();
    const asked = analyst.entities(text, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    await expect(events(analyst, stop.signal)).rejects.toThrow('enough');
    await expect(analyst.sentiment(text)).resolves.toMatchObject({ label: 'positive' });
  });

  it('refuses with a clear error what is asked after its end', async () => {
    const analyst = await open();
    const late = analyst.sentiment(text);
    await analyst.close();
    await expect(late).rejects.toMatchObject({ name: 'ChatError' });
    await expect(analyst.sentiment(text)).rejects.toMatchObject({ code: 'overloaded' });
  });

  it('translates with Apertium where it is installed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'apertium-'));
    const command = join(folder, 'apertium');
    // As Apertium's command line: `-l` lists the modes, else the text comes and goes by the standard streams.
    const script = '#!/bin/sh\nif [ "$1" = "-l" ]; then echo "  eng-spa"; exit; fi\ntr a-z A-Z\n';
    await writeFile(command, script);
    await chmod(command, 0o755);
    const analyst = await open(command);
    expect(analyst.info.translatesTo).toBe('es');
    expect(await analyst.translation('good day')).toEqual({ text: 'GOOD DAY', language: 'es' });
    await rm(folder, { recursive: true });
    await expect(analyst.translation('good day')).rejects.toMatchObject({ name: 'ChatError' });
  });
});

describe('the bounds of an analysis', () => {
  it('are kept to the character', () => {
    expect(checkBounds('x'.repeat(10), 50)).toEqual({ text: 'x'.repeat(10), chunkSize: 50 });
    expect(checkBounds('x'.repeat(5000), 500).chunkSize).toBe(500);
    expect(checkBounds('x'.repeat(20)).chunkSize).toBe(200);
  });

  it.each([
    ['text', 'x'.repeat(9), 100],
    ['text', 'x'.repeat(5001), 100],
    ['text', ' '.repeat(20), 100],
    ['text', undefined, 100],
    ['text', 7, 100],
    ['chunk_size', 'x'.repeat(20), 49],
    ['chunk_size', 'x'.repeat(20), 501],
    ['chunk_size', 'x'.repeat(20), 99.5],
    ['chunk_size', 'x'.repeat(20), '100'],
  ])('name %s where they are broken', (field, value, size) => {
    const error = refused(() => checkBounds(value, size));
    expect(error).toMatchObject({ code: 'bad-request', status: 400 });
    expect(fieldOf(error)).toBe(field);
    expect(String(error)).toContain(field);
  });
});
