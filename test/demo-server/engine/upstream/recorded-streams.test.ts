// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { collectMessage, decodeEvents } from '../../../../src/dialects/index.ts';
import type { ChatMessage } from '../../../../src/protocol/index.ts';
import { providerSamples } from '../../../dialects/provider-samples.ts';
import { modelServer, stream } from './model-server.ts';
import { messageOf, openFront } from './open-front.ts';

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}

const seen = ({ parts, end, metadata = {} }: ChatMessage) => ({
  parts,
  end,
  usage: metadata.usage,
  finishReason: metadata.finishReason,
});

const asked = ['openai-chat', 'openai-responses', 'anthropic', 'gemini', 'ollama', 'llama-cpp'];
const samples = Object.entries(providerSamples).filter(([, { format }]) => asked.includes(format));

describe('what a model server streams reaches the reader as it was', () => {
  it.each(samples)('%s', async (_, { wire }) => {
    const direct = await collectMessage(decodeEvents(bytesOf(wire)));
    const { url } = await modelServer([stream(wire)]);
    const { ask } = await openFront([url]);
    expect(seen(await messageOf(await ask()))).toEqual(seen(direct));
  });
});
