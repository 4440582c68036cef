import {
  readUIMessageStream,
  WebSocketChatTransport,
  type UIMessage,
  type UIMessageChunk,
} from 'ai';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { MemoryRunStore } from '../../../src/server/index.ts';
import { startSocketServer } from '../../demo-server/sockets/socket-server.ts';
import { answer } from '../peer-server.ts';

// A busy machine may take its time.
const patiently = { timeout: 30_000 };

type TransportOptions = ConstructorParameters<typeof WebSocketChatTransport>[0];

// It has all that the AI SDK uses; its event handlers alone are typed more narrowly.
const webSocket = WebSocket as unknown as NonNullable<TransportOptions['webSocket']>;

async function open(pace: number) {
  const engine = new ScriptedEngine({ pace, parallel: 8, reply: () => answer });
  const server = await startSocketServer({ engine, runs: new MemoryRunStore() });
  onTestFinished(() => server.close());
  const connect = (): WebSocketChatTransport<UIMessage> => {
    const url = `http://${server.host}/ws/ai-sdk`;
    const transport = new WebSocketChatTransport({ url, webSocket });
    onTestFinished(() => transport.close());
    return transport;
  };
  return { engine, server, connect };
}

function question(chatId: string, abortSignal?: AbortSignal) {
  const parts = [{ type: 'text' as const, text: 'Hi' }];
  const messages = [{ id: 'u1', role: 'user' as const, parts }];
  return {
    chatId,
    messages,
    trigger: 'submit-message' as const,
    messageId: undefined,
    abortSignal,
  };
}

/** Reads a stream to its end, a chunk after each pause. */
async function textOf(stream: ReadableStream<UIMessageChunk>, pauseMs = 0): Promise<string> {
  let parts: UIMessage['parts'] = [];
  for await (const next of readUIMessageStream({ stream })) {
    parts = next.parts;
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

describe('the WebSocketChatTransport of ai 7 on our server', () => {
  it.each([0, 2000])('reads an answer exactly, at %i words per second', async (pace) => {
    const { connect } = await open(pace);
    expect(await textOf(await connect().sendMessages(question('chat')))).toBe(answer);
  });

  it('reads several answers over one socket', async () => {
    const { connect, server } = await open(2000);
    const transport = connect();
    const asked = ['a', 'b', 'c'].map((chat) => transport.sendMessages(question(chat)));
    const texts = await Promise.all(asked.map(async (stream) => textOf(await stream)));
    expect(texts).toEqual([answer, answer, answer]);
    expect(server.sockets.size).toBe(1);
  });

  it('reads an answer exactly when it is slow itself', async () => {
    const { connect } = await open(0);
    expect(await textOf(await connect().sendMessages(question('chat')), 1)).toBe(answer);
  });

  it('resumes from the beginning after each of three cuts', async () => {
    const { connect, server } = await open(500);
    await connect().sendMessages(question('chat'));
    for (let cut = 0; cut < 3; cut += 1) {
      const stream = await connect().reconnectToStream({ chatId: 'chat' });
      const reader = stream?.getReader();
      for (let chunk = 0; chunk < 10 + cut; chunk += 1) await reader?.read();
      server.cut();
      await expect(readToEnd(reader)).rejects.toThrow(/closed|failed/);
    }
    const last = await connect().reconnectToStream({ chatId: 'chat' });
    expect(last && (await textOf(last))).toBe(answer);
  });

  it('is told that there is nothing to resume', async () => {
    const { connect } = await open(0);
    expect(await connect().reconnectToStream({ chatId: 'never' })).toBeNull();
  });

  it('stops the model when it aborts', async () => {
    const { connect, engine } = await open(20);
    const controller = new AbortController();
    const transport = connect();
    const stream = await transport.sendMessages(question('chat', controller.signal));
    const reader = stream.getReader();
    await reader.read();
    expect(engine.load().active).toBe(1);
    controller.abort();
    await expect.poll(() => engine.load().active, patiently).toBe(0);
    expect(await transport.reconnectToStream({ chatId: 'chat' })).toBeNull();
  });

  it('is told why a question is refused', async () => {
    const { connect } = await open(0);
    const stream = await connect().sendMessages({ ...question('chat'), messages: [] });
    await expect(readToEnd(stream.getReader())).rejects.toThrow(/messages/);
  });
});

async function readToEnd(
  reader: ReadableStreamDefaultReader<UIMessageChunk> | undefined,
): Promise<void> {
  for (let isDone = !reader; !isDone;) isDone = (await reader?.read())?.done ?? true;
}
