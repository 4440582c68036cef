import type { UsageMetadata } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import type { ForeignClient } from './foreign-client.ts';
import { question, readText } from './foreign-client.ts';

interface Counted {
  readonly usage_metadata?: UsageMetadata | undefined;
}

/** LangChain's model of OpenAI on our `/v1`. It cannot resume. */
export const langchainClient: ForeignClient = {
  name: '@langchain/openai',
  resumes: false,
  async ask({ url }, pause) {
    const model = new ChatOpenAI({
      model: 'any',
      apiKey: 'none',
      configuration: { baseURL: `${url}/v1` },
      maxRetries: 0,
    });
    let outputTokens: number | undefined;
    async function* pieces() {
      for await (const chunk of await model.stream(question)) {
        outputTokens = tokensOf(chunk) ?? outputTokens;
        yield chunk.text;
      }
    }
    const outcome = await readText(pieces, pause);
    return { ...outcome, outputTokens };
  },
};

// The type that LangChain infers for a chunk of its own model has no usage.
function tokensOf({ usage_metadata: usage }: Counted): number | undefined {
  return usage?.output_tokens;
}
