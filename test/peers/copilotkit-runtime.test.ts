import { HttpAgent } from '@ag-ui/client';
import { AGUIMock } from '@copilotkit/aimock';
import { CopilotKitCore, ProxiedCopilotRuntimeAgent } from '@copilotkitnext/core';
import {
  CopilotRuntime,
  InMemoryAgentRunner,
  createCopilotEndpoint,
  type CopilotRuntimeOptions,
} from '@copilotkitnext/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultProxy, type ProxyFaults } from './fault-proxy.ts';
import { askAs, type OurOutcome } from './our-client.ts';
import { answer, startPeerServer, type PeerServer } from './peer-server.ts';
import { serveWeb, type WebServer } from './web-server.ts';

type Agents = CopilotRuntimeOptions['agents'];

const basePath = '/api/copilotkit';
const text = 'Grüße, 世界 😀! '.repeat(12);
const mock = new AGUIMock({ port: 0 })
  .onMessage('text', text)
  .onReasoning('think', 'Hm, **so**.')
  .onToolCall('call', 'find', '{"q":"x y"}', { result: '{"found":3}' });

let ours: PeerServer;
let runtime: WebServer;
beforeAll(async () => {
  ours = await startPeerServer({ pace: 0 });
  // The same class in another version, which TypeScript takes for another one.
  const agents = {
    mock: new HttpAgent({ url: `${await mock.start()}/` }),
    ours: new HttpAgent({ url: `${ours.directUrl}/api/ag-ui` }),
  } as unknown as Agents;
  const copilot = new CopilotRuntime({ agents, runner: new InMemoryAgentRunner() });
  const app = createCopilotEndpoint({ runtime: copilot, basePath });
  runtime = await serveWeb((request) => app.fetch(request));
});
afterAll(async () => {
  await runtime.close();
  await ours.close();
  await mock.stop();
});

async function ask(
  question: string,
  agent = 'mock',
  faults: ProxyFaults = {},
): Promise<OurOutcome> {
  const proxy = await startFaultProxy(runtime.url, faults);
  try {
    return await askAs(question, {
      url: `${proxy.url}${basePath}/agent/${agent}/run`,
      body: {
        threadId: crypto.randomUUID(),
        runId: crypto.randomUUID(),
        messages: [{ id: 'u', role: 'user', content: question }],
        tools: [],
        context: [],
        state: {},
        forwardedProps: {},
      },
    });
  } finally {
    await proxy.close();
  }
}

const whole = { end: 'complete', error: undefined } as const;

describe('our client on CopilotKit’s runtime', () => {
  it('reads text, reasoning and a call with its result', async () => {
    expect(await ask('text')).toMatchObject({ ...whole, text });
    expect(await ask('think')).toMatchObject({ ...whole, reasoning: 'Hm, **so**.' });
    const called = await ask('call');
    expect(called).toMatchObject({ ...whole, tools: [['find', { q: 'x y' }]] });
    expect(called.message?.parts).toMatchObject([{ output: { found: 3 } }]);
  });

  it('is exact when the bytes come three at a time', async () => {
    expect(await ask('text', 'mock', { slice: 3 })).toMatchObject({ ...whole, text });
  });

  it('is told what the runtime says of an agent that failed, and of one that is not there', async () => {
    const failed = await ask('unknown');
    expect(failed).toMatchObject({ text: '', error: { code: 'server' } });
    expect(failed.error?.message).toContain('No matching AG-UI fixture');
    const { error } = await ask('text', 'nobody');
    expect(error).toMatchObject({ code: 'not-found', status: 404 });
    expect(error?.message).toContain('Agent');
  });

  it('ends as truncated, with what had come, when the runtime breaks off', async () => {
    const outcome = await ask('text', 'mock', { cuts: [700] });
    expect(outcome.error?.code).toMatch(/^(?:truncated|network)$/);
    expect(text.startsWith(outcome.text)).toBe(true);
  });
});

describe('CopilotKit’s runtime with our server for an agent', () => {
  it('gives our answer to our client', async () => {
    expect(await ask('What is this?', 'ours')).toMatchObject({ ...whole, text: answer });
  });

  it('gives our answer to CopilotKit’s own client', async () => {
    const runtimeUrl = `${runtime.url}${basePath}`;
    const agent = new ProxiedCopilotRuntimeAgent({ runtimeUrl, agentId: 'ours' });
    const core = new CopilotKitCore({ runtimeUrl, agents__unsafe_dev_only: { ours: agent } });
    agent.addMessage({ id: 'u1', role: 'user', content: 'What is this?' });
    await core.runAgent({ agent });
    expect(agent.messages.at(-1)).toMatchObject({ role: 'assistant', content: answer });
  });
});
