import { afterEach, describe, expect, it } from 'vitest';
import { agUiClient } from './clients/ag-ui-client.ts';
import { aiSdkClient } from './clients/ai-sdk-client.ts';
import { aiSdkOpenaiClient } from './clients/ai-sdk-openai-client.ts';
import { anthropicClient } from './clients/anthropic-client.ts';
import { assistantUiClient } from './clients/assistant-ui-client.tsx';
import { copilotkitClient } from './clients/copilotkit-client.ts';
import { eventSourceClient } from './clients/event-source-client.ts';
import { fetchEventSourceClient } from './clients/fetch-event-source-client.ts';
import { readerPause } from './clients/foreign-client.ts';
import { langchainClient } from './clients/langchain-client.ts';
import { llamaindexClient } from './clients/llamaindex-client.ts';
import { openaiClient } from './clients/openai-client.ts';
import { openaiCompatibleClient } from './clients/openai-compatible-client.ts';
import { tanstackClient } from './clients/tanstack-client.ts';
import { answer, faults, startPeerServer, type Fault, type PeerServer } from './peer-server.ts';

const clients = [
  openaiClient,
  anthropicClient,
  openaiCompatibleClient,
  aiSdkOpenaiClient,
  langchainClient,
  llamaindexClient,
  aiSdkClient,
  assistantUiClient,
  eventSourceClient,
  fetchEventSourceClient,
  tanstackClient,
  agUiClient,
  copilotkitClient,
];
const words = answer.match(/\s*\S+|\s+$/g) ?? [];

const open: PeerServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(fault: Fault): Promise<PeerServer> {
  const server = await startPeerServer(fault);
  open.push(server);
  return server;
}

describe.each(clients)('$name on our server', (client) => {
  it.each(faults)('is exact, or says that it is not, with $name', async (fault) => {
    const server = await start(fault);
    const outcome = await client.ask(server, readerPause(fault.readerPause));
    const { cuts = [] } = fault;
    const isExact = client.resumes || cuts.length === 0;
    expect(outcome.text).toBe(isExact ? answer : answer.slice(0, outcome.text.length));
    expect(outcome.text).not.toBe('');
    expect(outcome.end).toBe(isExact ? 'complete' : 'error');
    expect(server.proxy.cutCount()).toBe(isExact ? cuts.length : 1);
    expect(outcome.outputTokens ?? words.length).toBe(words.length);
  });
});
