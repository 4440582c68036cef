import Anthropic from '@anthropic-ai/sdk';
import type { ForeignClient } from './foreign-client.ts';
import { question, readText } from './foreign-client.ts';

/** The official client of Anthropic, streaming messages. It cannot resume. */
export const anthropicClient: ForeignClient = {
  name: '@anthropic-ai/sdk',
  resumes: false,
  async ask({ url }, pause) {
    const client = new Anthropic({ apiKey: 'none', baseURL: url, maxRetries: 0 });
    let outputTokens: number | undefined;
    async function* pieces() {
      const stream = client.messages.stream({
        model: 'any',
        max_tokens: 1000,
        messages: [{ role: 'user', content: question }],
      });
      for await (const event of stream) {
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
          yield event.delta.text;
        }
      }
      outputTokens = (await stream.finalMessage()).usage.output_tokens;
    }
    const outcome = await readText(pieces, pause);
    return { ...outcome, outputTokens };
  },
};
