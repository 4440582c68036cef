import OpenAI from 'openai';
import type { ForeignClient } from './foreign-client.ts';
import { question, readText } from './foreign-client.ts';

/** The official client of OpenAI, streaming chat completions. It cannot resume. */
export const openaiClient: ForeignClient = {
  name: 'openai',
  resumes: false,
  async ask({ url }, pause) {
    const client = new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 });
    let outputTokens: number | undefined;
    async function* pieces() {
      const stream = await client.chat.completions.create({
        model: 'any',
        messages: [{ role: 'user', content: question }],
        stream: true,
        stream_options: { include_usage: true },
      });
      for await (const { choices, usage } of stream) {
        outputTokens = usage?.completion_tokens ?? outputTokens;
        yield choices[0]?.delta.content ?? '';
      }
    }
    const outcome = await readText(pieces, pause);
    return { ...outcome, outputTokens };
  },
};
