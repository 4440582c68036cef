import { act, renderHook, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { loadExtras } from '../../src/chat/state/lazy-extras.ts';
import { encodeStreamValue, type StreamValue } from '../../src/protocol/stream-event.ts';
import { streamTypes } from '../../src/protocol/stream-types.ts';
import { useImage } from '../../src/streams/use-image.ts';
import { useObject } from '../../src/streams/use-object.ts';
import { usePipeline } from '../../src/streams/use-pipeline.ts';
import { useProgress } from '../../src/streams/use-progress.ts';
import { useStream } from '../../src/streams/use-stream.ts';
import { settle } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import type { Script, ScriptStep } from '../../src/testing/script.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';

// As on a page that has shown a stream before.
await loadExtras();

const value = (given: StreamValue): ScriptStep => encodeStreamValue(given);
const item = (given: unknown): ScriptStep => value({ kind: 'item', value: given });
const header = (given: unknown): ScriptStep => value({ kind: 'header', value: given });
const footer = (given: unknown): ScriptStep => value({ kind: 'footer', value: given });
const over = (script: Script) => ({ transport: scriptedTransport(script) });

it('renders at most once a frame, however many items come, and keeps each the same', async () => {
  const frames = manualFrames();
  const many = Array.from({ length: 300 }, (_, index) => item({ index }));
  let renders = 0;
  const options = { ...over([header({ of: 'list' }), ...many, { wait: Infinity }]), frames };
  const { result } = renderHook(() => {
    renders += 1;
    return useStream<{ header: { of: string }; item: { index: number } }>(options);
  });
  await act(() => result.current.start({}));
  await act(() => settle());
  const before = renders;
  await act(async () => frames.tick());
  expect(renders - before).toBe(1);
  expect(result.current.items).toHaveLength(300);
  const [first] = result.current.items;
  expect(result.current.latest).toEqual({ index: 299 });
  expect(result.current.header?.of).toBe('list');
  await act(() => result.current.abort());
  expect(result.current).toMatchObject({ end: 'aborted', status: 'ready', isStreaming: false });
  expect(result.current.items).toHaveLength(300);
  expect(result.current.items[0]).toBe(first);
});

it('infers its values from its types, and works in StrictMode', async () => {
  const types = streamTypes({ item: z.object({ word: z.string() }) });
  const { result } = renderHook(() => useStream({ ...over([item({ word: 'a' })]), types }), {
    wrapper: StrictMode,
  });
  await act(() => result.current.start({ from: 'test' }));
  await waitFor(() => expect(result.current.end).toBe('complete'));
  expect(result.current.items.map(({ word }) => word.toUpperCase())).toEqual(['A']);
  expect(result.current.input).toEqual({ from: 'test' });
});

it('follows the steps of a pipeline, and says which it never reached', async () => {
  const script: Script = [
    header({ steps: ['clean', 'sentiment', 'entities', 'summary'] }),
    item({ step: 'clean', state: 'running' }),
    item({ step: 'clean', state: 'done', ms: 4, result: 'text' }),
    item({ step: 'sentiment', state: 'failed', error: 'no model' }),
    item({ step: 'entities', state: 'running' }),
    { type: 'error', errorText: 'The worker died.' },
  ];
  const { result } = renderHook(() => usePipeline(over(script)));
  await act(() => result.current.start({ text: 'x' }));
  await waitFor(() => expect(result.current.status).toBe('error'));
  const [clean, sentiment, entities, summary] = result.current.steps;
  expect(clean).toMatchObject({ name: 'clean', state: 'done', ms: 4, result: 'text' });
  expect(sentiment).toMatchObject({ state: 'failed', error: 'no model' });
  expect(entities).toMatchObject({ state: 'failed', error: 'The worker died.' });
  expect(summary).toMatchObject({ name: 'summary', state: 'skipped', result: undefined });
});

it('understands the steps of other servers, in their words', async () => {
  const script: Script = [
    item({ step: 'preprocessing', status: 'starting' }),
    item({ step: 'preprocessing', status: 'completed', result: { n: 1 }, processing_time: 0.25 }),
    item({ status: 'sentiment_progress' }),
    item({ status: 'sentiment_complete', data: 'glad' }),
    item({ step: 'translation', status: 'skipped', reason: 'not installed' }),
  ];
  const { result } = renderHook(() => usePipeline(over(script)));
  await act(() => result.current.start());
  await waitFor(() => expect(result.current.end).toBe('complete'));
  expect(result.current.steps.map(({ name, state, ms }) => [name, state, ms])).toEqual([
    ['preprocessing', 'done', 250],
    ['sentiment', 'done', undefined],
    ['translation', 'skipped', undefined],
  ]);
  expect(result.current.steps[2]?.error).toBe('not installed');
});

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

it('shows a picture while it is drawn', async () => {
  const script: Script = [
    item({ step: 1, total: 3, image: `data:image/png;base64,${png}` }),
    item({ step: 2, total: 3 }),
    { wait: Infinity },
  ];
  const transport = scriptedTransport(script);
  const { result } = renderHook(() => useImage({ transport }));
  await act(() => result.current.generate('a red sun', { size: 32 }));
  await waitFor(() => expect(result.current.step).toBe(2));
  expect(result.current).toMatchObject({
    total: 3,
    image: { type: 'file', mediaType: 'image/png' },
  });
  expect(transport.requests[0]?.body).toEqual({ prompt: 'a red sun', size: 32 });
  await act(() => result.current.abort());
  expect(result.current.image?.url).toContain(png);
  expect(result.current.end).toBe('aborted');
});

it.each([
  ['bare base64', { step: 1, total_steps: 1, image: png }],
  [
    'OpenAI’s partial images',
    { type: 'image_generation.partial_image', b64_json: png, partial_image_index: 0 },
  ],
  ['an address', { image_url: { url: 'https://pictures.example/1.png' } }],
])('reads a picture as %s', async (_name, given) => {
  const { result } = renderHook(() => useImage(over([item(given)])));
  await act(() => result.current.generate('x'));
  await waitFor(() => expect(result.current.end).toBe('complete'));
  expect(result.current.image?.url).toMatch(/^(?:data:image\/png;base64,iVBOR|https:)/);
});

it('tells how far something is', async () => {
  const script: Script = [
    value({ kind: 'progress', value: { done: 1, total: 4, label: 'Reading' } }),
    value({ kind: 'progress', value: { done: 3, total: 4, label: 'Writing' } }),
    { wait: Infinity },
  ];
  const { result } = renderHook(() => useProgress(over(script)));
  await act(() => result.current.start());
  await waitFor(() => expect(result.current.done).toBe(3));
  expect(result.current).toMatchObject({
    total: 4,
    ratio: 0.75,
    label: 'Writing',
    status: 'streaming',
  });
  await act(() => result.current.abort());
});

it('is whole at the end, whatever the last word on its progress was', async () => {
  const { result } = renderHook(() =>
    useProgress(over([value({ kind: 'progress', value: { done: 3, total: 4 } }), footer({})])),
  );
  await act(() => result.current.start());
  await waitFor(() => expect(result.current.end).toBe('complete'));
  expect(result.current).toMatchObject({ done: 4, ratio: 1, etaMs: undefined });
});

const city = z.object({ name: z.string(), people: z.number(), parts: z.array(z.string()) });

it('shows of an object what is certain, takes nothing back, and checks it at the end', async () => {
  const text = '```json\n{"name":"Rome","people":2748109,"parts":["Prati","Trastevere"]}\n```';
  const pieces = Array.from(text);
  const { result } = renderHook(() =>
    useObject(city, over(pieces.flatMap((letter) => [letter, { wait: 1 }]))),
  );
  const shown: unknown[] = [];
  await act(() => result.current.start());
  await waitFor(() => {
    shown.push(result.current.object);
    expect(result.current.result).toBeDefined();
  });
  expect(result.current.result).toEqual({
    name: 'Rome',
    people: 2748109,
    parts: ['Prati', 'Trastevere'],
  });
  for (const [index, later] of shown.entries())
    expect(later).toEqual(grownFrom(shown[index - 1], later));
});

// Each string goes on as it began, and each list and object keeps what it had.
function grownFrom(before: unknown, after: unknown): unknown {
  if (typeof before === 'string') return String(after).startsWith(before) ? after : before;
  if (typeof before !== 'object' || before === null) return before ?? after;
  const grown = Object.entries(before).map(([key, old]) => [
    key,
    grownFrom(old, (after as Record<string, unknown>)[key]),
  ]);
  return Array.isArray(before)
    ? [...grown.map(([, old]) => old), ...(after as unknown[]).slice(before.length)]
    : { ...(after as object), ...Object.fromEntries(grown) };
}

it('tells of an object that does not fit its schema', async () => {
  const { result } = renderHook(() => useObject(city, over(['{"name":7}'])));
  await act(() => result.current.start());
  await waitFor(() => expect(result.current.error).toMatchObject({ code: 'protocol' }));
  expect(result.current).toMatchObject({ status: 'error', result: undefined, object: { name: 7 } });
});
