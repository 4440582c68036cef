import { simulateReadableStream, tool } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { z } from 'zod';

type StreamPart =
  Awaited<ReturnType<MockLanguageModelV3['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never;

/** What the model of the AI SDK says. */
export const said = 'Grüße, 世界 😀! '.repeat(20);
/** What it thinks before. */
export const thought = 'Hm, let me **see**.';

const usage = {
  inputTokens: { total: 7, noCache: 5, cacheRead: 2, cacheWrite: undefined },
  outputTokens: { total: 3, text: 3, reasoning: undefined },
};

/** Writes a part in pieces. */
export function deltas(type: 'text' | 'reasoning', id: string, text: string): StreamPart[] {
  const pieces = text.match(/[^]{1,9}/g) ?? [];
  return [
    { type: `${type}-start`, id },
    ...pieces.map((delta): StreamPart => ({ type: `${type}-delta`, id, delta })),
    { type: `${type}-end`, id },
  ];
}

/** Writes the end of an answer. */
export const finish = (unified: 'stop' | 'tool-calls' | 'length'): StreamPart => ({
  type: 'finish',
  usage,
  finishReason: { unified, raw: unified },
});

const answers = {
  text: [...deltas('text', '1', said), finish('stop')],
  think: [...deltas('reasoning', '0', thought), ...deltas('text', '1', said), finish('length')],
  source: [
    { type: 'source', sourceType: 'url', id: 's', url: 'https://a.example/', title: 'A' },
    { type: 'file', mediaType: 'image/png', data: 'AAAA' },
    ...deltas('text', '1', said),
    finish('stop'),
  ],
  fail: [...deltas('text', '1', said).slice(0, 4), { type: 'error', error: new Error('Broken.') }],
  call: [
    { type: 'tool-input-start', id: 'c', toolName: 'find' },
    { type: 'tool-input-delta', id: 'c', delta: '{"q":' },
    { type: 'tool-input-delta', id: 'c', delta: '"x"}' },
    { type: 'tool-input-end', id: 'c' },
    { type: 'tool-call', toolCallId: 'c', toolName: 'find', input: '{"q":"x"}' },
    finish('tool-calls'),
  ],
} satisfies Readonly<Record<string, StreamPart[]>>;

/** A question that the model knows. */
export type Question = keyof typeof answers;

/** Makes a model of the AI SDK that answers a question; after a tool's result it says the text. */
export function scriptedModel(question: Question): MockLanguageModelV3 {
  let calls = 0;
  return new MockLanguageModelV3({
    doStream: async () => {
      const parts: StreamPart[] = calls++ === 0 ? answers[question] : answers.text;
      const chunks: StreamPart[] = [{ type: 'stream-start', warnings: [] }, ...parts];
      return { stream: simulateReadableStream({ chunks, chunkDelayInMs: null }) };
    },
  });
}

/** The tool that the model calls. */
export const find = tool({
  description: 'Finds.',
  inputSchema: z.object({ q: z.string() }),
  execute: async ({ q }) => ({ found: q.length }),
});
