import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import type { ForeignClient } from './foreign-client.ts';
import { question, readText } from './foreign-client.ts';

/** The AI SDK's `streamText` over its strict provider for servers like OpenAI's. It cannot resume. */
export const openaiCompatibleClient: ForeignClient = {
  name: '@ai-sdk/openai-compatible',
  resumes: false,
  async ask({ url }, pause) {
    const baseURL = `${url}/v1`;
    const provider = createOpenAICompatible({ name: 'rivulet', baseURL, includeUsage: true });
    let failure: unknown;
    const result = streamText({
      model: provider('any'),
      prompt: question,
      maxRetries: 0,
      onError: ({ error }) => void (failure = error),
    });
    const outcome = await readText(() => result.textStream, pause);
    const usage = await Promise.resolve(result.usage).catch(() => undefined);
    if (failure !== undefined) return { ...outcome, end: 'error' };
    return { ...outcome, outputTokens: usage?.outputTokens };
  },
};
