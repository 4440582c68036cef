import Anthropic from '@anthropic-ai/sdk';
import * as fc from 'fast-check';
import { Ollama } from 'ollama';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChat } from '../../src/chat/create-chat.ts';
import { httpTransport } from '../../src/transports/http/http-transport.ts';
import {
  anthropicWire,
  legalAnswers,
  ollamaWire,
  saidIn,
  type LegalPart,
  type Said,
} from './legal-answers.ts';
import { askAs } from './our-client.ts';
import { serveNode, type WebServer } from './web-server.ts';

/** A provider's wire, and its own client for it. */
interface Peer {
  readonly path: string;
  readonly contentType: string;
  write(parts: readonly LegalPart[]): string;
  read(url: string): Promise<Said>;
  /** The error that it tells within a stream. */
  readonly failure: string;
}

const model = 'tiny';
const messages = [{ role: 'user' as const, content: 'Hi' }];

async function readAnthropic(baseURL: string): Promise<Said> {
  const client = new Anthropic({ apiKey: 'none', baseURL, maxRetries: 0 });
  const stream = client.messages.stream({ model, max_tokens: 99, messages });
  const { content } = await stream.finalMessage();
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    tools: content.flatMap((block) =>
      block.type === 'tool_use' ? [[block.name, block.input] as const] : [],
    ),
  };
}

async function readOllama(host: string): Promise<Said> {
  const said = { text: '', reasoning: '', tools: [] as [string, unknown][] };
  for await (const { message } of await new Ollama({ host }).chat({
    model,
    messages,
    stream: true,
  })) {
    said.text += message.content;
    said.reasoning += message.thinking ?? '';
    for (const { function: called } of message.tool_calls ?? []) {
      said.tools.push([called.name, called.arguments]);
    }
  }
  return said;
}

const overloaded = { type: 'overloaded_error', message: 'Overloaded.' };
const peers: Readonly<Record<string, Peer>> = {
  '@anthropic-ai/sdk': {
    path: '/v1/messages',
    contentType: 'text/event-stream',
    write: anthropicWire,
    read: readAnthropic,
    failure: `event: error\ndata: ${JSON.stringify({ type: 'error', error: overloaded })}\n\n`,
  },
  ollama: {
    path: '/api/chat',
    contentType: 'application/x-ndjson',
    write: ollamaWire,
    read: readOllama,
    failure: `${JSON.stringify({ error: 'Overloaded.' })}\n`,
  },
};

describe.each(Object.entries(peers))('our client and %s', (_name, peer) => {
  let wire = '';
  let keepsOpen = false;
  let closed = 0;
  let server: WebServer;
  beforeAll(async () => {
    server = await serveNode((_request, response) => {
      response.writeHead(200, { 'content-type': peer.contentType });
      response.once('close', () => closed++);
      if (keepsOpen) response.write(wire);
      else response.end(wire);
    });
  });
  afterAll(() => server.close());
  const options = () => ({ url: `${server.url}${peer.path}` });

  it('read the same of every legal answer', async () => {
    await fc.assert(
      fc.asyncProperty(legalAnswers, async (parts) => {
        // Of nothing at all the one makes an answer, the other an error.
        fc.pre(parts.length > 0);
        wire = peer.write(parts);
        const theirs = await peer.read(server.url);
        const { text, reasoning, tools, end } = await askAs('Hi', options());
        expect({ text, reasoning, tools }).toEqual(theirs);
        expect(theirs).toEqual(saidIn(parts));
        expect(end).toBe('complete');
      }),
      { numRuns: 60 },
    );
  });

  it('are told the same error in the middle of an answer', async () => {
    const whole = peer.write([{ kind: 'text', pieces: ['Hel', 'lo'] }]);
    const half = whole.slice(0, whole.indexOf('lo"'));
    const frame = half.lastIndexOf(peer.contentType === 'text/event-stream' ? '\n\n' : '\n');
    wire = half.slice(0, frame).replace(/\n*$/, '\n\n') + peer.failure;
    await expect(peer.read(server.url)).rejects.toThrow('Overloaded.');
    const outcome = await askAs('Hi', options());
    expect(outcome).toMatchObject({ text: 'Hel', end: 'error', error: { message: 'Overloaded.' } });
  });

  it('let go of the server when the user stops', async () => {
    wire = peer.write([{ kind: 'text', pieces: ['Hel', 'lo'] }]).split('lo"')[0] ?? '';
    keepsOpen = true;
    const before = closed;
    const chat = createChat({ transport: httpTransport(options()) });
    const isShown = new Promise<void>((resolve) => {
      chat.subscribe(() => {
        const { role, parts = [] } = chat.getState().messages.at(-1) ?? {};
        if (role === 'assistant' && parts.length > 0) resolve();
      });
    });
    void chat.send('Hi');
    await isShown;
    void chat.abort();
    await expect.poll(() => closed).toBe(before + 1);
    expect(chat.getState().messages.at(-1)).toMatchObject({ role: 'assistant', end: 'aborted' });
    chat.dispose();
    keepsOpen = false;
  });
});
