import { EventType } from '@tanstack/ai';
import { ChatClient, fetchServerSentEvents } from '@tanstack/ai-client';
import { EventSource } from 'eventsource';
import { afterEach, describe, expect, it } from 'vitest';
import { aiSdkChat, lastText } from './clients/ai-sdk-client.ts';
import { question, readerPause } from './clients/foreign-client.ts';
import { tanstackClient } from './clients/tanstack-client.ts';
import { answer, startPeerServer, type PeerServer } from './peer-server.ts';
import { eventually } from '../eventually.ts';

const open: PeerServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(...[fault]: Parameters<typeof startPeerServer>): Promise<PeerServer> {
  const server = await startPeerServer(fault);
  open.push(server);
  return server;
}

describe('the chat of the AI SDK after a reload', () => {
  it('shows the whole of the answer that is still being written', async () => {
    const { url } = await start({ pace: 1000, cuts: [3000] });
    const chat = aiSdkChat(url, 'chat-1');
    await chat.sendMessage({ text: question });
    expect(chat.status).toBe('error');
    const reloaded = aiSdkChat(url, 'chat-1', chat.messages.slice(0, 1));
    await reloaded.resumeStream();
    expect(reloaded.status).toBe('ready');
    expect(lastText(reloaded)).toBe(answer);
    expect(reloaded.lastMessage?.metadata).toMatchObject({ finishReason: 'stop' });
  });

  it('changes nothing when no answer is being written', async () => {
    const { url } = await start({ pace: 0 });
    const chat = aiSdkChat(url, 'chat-1');
    await chat.resumeStream();
    expect(chat.messages).toEqual([]);
    expect(chat.status).toBe('ready');
  });

  it('asks again for the same question', async () => {
    const { url } = await start({ pace: 0 });
    const chat = aiSdkChat(url, 'chat-1');
    await chat.sendMessage({ text: question });
    const first = chat.lastMessage?.id;
    await chat.regenerate();
    expect(chat.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(chat.lastMessage?.id).not.toBe(first);
    expect(lastText(chat)).toBe(answer);
  });
});

describe('the chat of TanStack AI', () => {
  it('ends well when the connection breaks between the last event and its end', async () => {
    const server = await start({ pace: 0, cutAfter: 'RUN_FINISHED' });
    const outcome = await tanstackClient.ask(server, readerPause());
    expect(outcome).toEqual({ text: answer, end: 'complete' });
    expect(server.proxy.requests).toHaveLength(2);
  });

  it('joins a run from another tab', async () => {
    const { url, activeRuns } = await start({ pace: 1000 });
    const connection = fetchServerSentEvents(`${url}/api/ag-ui`);
    let runId = '';
    const client = new ChatClient({ connection, onRunIdChange: (id) => void (runId ||= id ?? '') });
    const sent = client.sendMessage(question);
    let text = '';
    await eventually(() => expect(activeRuns()).toBe(1));
    for await (const chunk of connection.joinRun(runId)) {
      if (chunk.type === EventType.TEXT_MESSAGE_CONTENT) text += chunk.delta;
    }
    expect(text).toBe(answer);
    await sent;
    client.stop();
  });
});

describe('an EventSource', () => {
  it('stops by itself after the end of a run', async () => {
    const { directUrl } = await start({ pace: 0 });
    const id = 'ended-run';
    const asked = await fetch(`${directUrl}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': id },
      body: JSON.stringify({
        id: 'chat-1',
        messages: [{ role: 'user', parts: [{ type: 'text', text: question }] }],
      }),
    });
    await asked.text();
    const source = new EventSource(`${directUrl}/api/runs/${id}/stream`);
    let ends = 0;
    await new Promise<void>((resolve) => {
      source.addEventListener('message', ({ data }) => void (ends += Number(data === '[DONE]')));
      source.addEventListener('error', () => {
        if (source.readyState === source.CLOSED) resolve();
      });
    });
    expect(ends).toBe(1);
  });
});
