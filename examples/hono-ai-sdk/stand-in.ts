import { MockLanguageModelV3 } from 'ai/test';
import { ChatError } from 'rivulet/protocol';

type Stream = Awaited<ReturnType<MockLanguageModelV3['doStream']>>['stream'];
type Part = Stream extends ReadableStream<infer Each> ? Each : never;

/**
 * Stands in for a model, so that the example runs without a key: it counts when it is asked to, and else says the question
 * back. It reports to the terminal, where one sees that a stop reaches it.
 */
export const standIn = new MockLanguageModelV3({
  async doStream({ prompt, abortSignal }) {
    const last = prompt.at(-1);
    const parts = last?.role === 'user' ? last.content : [];
    const question = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    console.log(`model: asked “${question}”`);
    abortSignal?.addEventListener('abort', () => console.log('model: stopped'));
    if (question === 'Fail')
      throw new ChatError('overloaded', 'The model is busy. Ask again soon.');
    return { stream: streamOf(answer(question, abortSignal)) };
  },
});

async function* answer(question: string, signal?: AbortSignal): AsyncGenerator<Part> {
  const [count] = /\d+/.exec(question) ?? [];
  const words = count
    ? Array.from({ length: Number(count) }, (_, i) => i + 1)
    : ['You', 'said:', `**${question}**`];
  yield { type: 'stream-start', warnings: [] };
  yield { type: 'text-start', id: '1' };
  for (const word of words) {
    if (signal?.aborted) return;
    yield { type: 'text-delta', id: '1', delta: `${word} ` };
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  yield { type: 'text-end', id: '1' };
  yield {
    type: 'finish',
    finishReason: { unified: 'stop', raw: 'stop' },
    usage: usageOf(words.length),
  };
  console.log('model: done');
}

const usageOf = (total: number) => ({
  inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total, text: total, reasoning: undefined },
});

function streamOf(parts: AsyncGenerator<Part>): Stream {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
