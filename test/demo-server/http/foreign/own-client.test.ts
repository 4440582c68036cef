// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { ScriptedEngine } from '../../../../demo-server/engine/scripted-engine.ts';
import { createChat } from '../../../../src/chat/create-chat.ts';
import { messageText } from '../../../../src/protocol/message-text.ts';
import type { ChatRequest } from '../../../../src/protocol/chat-transport.ts';
import {
  httpTransport,
  type HttpTransportOptions,
} from '../../../../src/transports/http/http-transport.ts';
import { serveEngine } from '../../http-server.ts';

const reply = 'Grüße, 世界 😀!\n\n'.repeat(40).trim();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const turns = ({ messages }: ChatRequest) =>
  messages.map((message) => ({ role: message.role, content: messageText(message) }));

/** A fetch whose answers end cleanly after so many bytes, each in turn. */
function cutFetch(cuts: number[]): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    let left = cuts.shift() ?? Infinity;
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        controller.enqueue(chunk.subarray(0, Math.min(left, chunk.length)));
        left -= chunk.length;
        if (left <= 0) controller.terminate();
      },
    });
    const { headers, status } = response;
    return new Response(response.body?.pipeThrough(cut) ?? null, { headers, status });
  };
}

/** Asks the server's foreign face by our own chat; answers with the chat's last message. */
async function ask(path: string, body: (request: ChatRequest) => object, cuts: number[] = []) {
  const server = await serveEngine(new ScriptedEngine({ pace: 0, reply: () => reply }));
  open.push(server);
  const url = server.url + path;
  const options: HttpTransportOptions = {
    url,
    body,
    fetch: cutFetch(cuts),
    retry: { baseMs: 1 },
    resumeUrl: (runId) => `${url}?runId=${runId}`,
  };
  return new Promise<ReturnType<typeof createChat>>((resolve) => {
    const transport = httpTransport(options);
    const chat = createChat({ transport, onDone: () => resolve(chat) });
    void chat.send('Hi');
  }).then((chat) => chat.getState().messages.at(-1));
}

const askAgUi = (cuts?: number[]) =>
  ask(
    '/api/ag-ui',
    (request) => ({ threadId: request.chatId, runId: request.runId, messages: turns(request) }),
    cuts,
  );

describe('our own client', () => {
  it('reads the server as OpenAI’s', async () => {
    const stream = { stream: true, stream_options: { include_usage: true } };
    const asked = ask('/v1/chat/completions', (request) => ({
      messages: turns(request),
      ...stream,
    }));
    expect(await asked).toMatchObject({
      end: 'complete',
      parts: [{ type: 'text', text: reply }],
      metadata: { model: 'Scripted answers', finishReason: 'stop', usage: { outputTokens: 120 } },
    });
  });

  it('reads the server as an AG-UI agent', async () => {
    expect(await askAgUi()).toMatchObject({
      end: 'complete',
      parts: [{ type: 'text', text: reply }],
      metadata: { finishReason: 'stop', usage: { outputTokens: 120 } },
    });
  });

  it('goes on with a run of AG-UI inside its text after cuts', async () => {
    const message = await askAgUi([900, 700, 1, 1500]);
    expect(message).toMatchObject({ end: 'complete' });
    expect(message?.parts).toMatchObject([{ type: 'text', text: reply }]);
  });

  it('knows that an answer of OpenAI’s shape that was cut is not whole', async () => {
    const asked = ask(
      '/v1/chat/completions',
      (request) => ({
        messages: turns(request),
        stream: true,
      }),
      [2000],
    );
    expect(await asked).toMatchObject({ end: 'truncated' });
  });
});
