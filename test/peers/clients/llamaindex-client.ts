import { OpenAI } from '@llamaindex/openai';
import type { ForeignClient } from './foreign-client.ts';
import { question, readText } from './foreign-client.ts';

/** LlamaIndex's model of OpenAI on our `/v1`. It cannot resume. */
export const llamaindexClient: ForeignClient = {
  name: '@llamaindex/openai',
  resumes: false,
  async ask({ url }, pause) {
    const model = new OpenAI({
      model: 'any',
      apiKey: 'none',
      baseURL: `${url}/v1`,
      maxRetries: 0,
    });
    async function* pieces() {
      const messages = [{ role: 'user' as const, content: question }];
      for await (const { delta } of await model.chat({ messages, stream: true })) yield delta;
    }
    return readText(pieces, pause);
  },
};
