import { createOpenAI } from '@ai-sdk/openai';
import { streamText } from 'ai';
import type { ForeignClient } from './foreign-client.ts';
import { question, readText } from './foreign-client.ts';

/** The AI SDK's `streamText` over its provider for OpenAI itself, by Chat Completions. It cannot resume. */
export const aiSdkOpenaiClient: ForeignClient = {
  name: '@ai-sdk/openai',
  resumes: false,
  async ask({ url }, pause) {
    const provider = createOpenAI({ apiKey: 'none', baseURL: `${url}/v1` });
    let failure: unknown;
    const result = streamText({
      model: provider.chat('any'),
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
