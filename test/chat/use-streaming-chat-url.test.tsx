import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, it, onTestFinished } from 'vitest';
import type { ChatEvent } from '../../src/protocol/chat-event.ts';
import { useStreamingChat } from '../../src/use-streaming-chat.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { startRunServer, type RunServerOptions } from '../transports/run-server.ts';
import { memoryStorage } from './chat-bench.ts';

const answer: readonly ChatEvent[] = [
  { type: 'start', messageId: 'm1' },
  { type: 'text-start', id: '1' },
  { type: 'text-delta', id: '1', delta: 'Hello' },
  { type: 'text-delta', id: '1', delta: ' world' },
  { type: 'text-end', id: '1' },
  { type: 'finish', finishReason: 'stop' },
];

async function serve(options: Partial<RunServerOptions> = {}) {
  const server = await startRunServer({ events: answer, ...options });
  onTestFinished(() => server.close());
  return { ...server, url: `${server.origin}/api/chat` };
}

it('streams an answer from a url', async () => {
  const { url } = await serve();
  function Page() {
    const { content, status, send } = useStreamingChat({ url });
    return (
      <button data-status={status} onClick={() => void send('Hi')}>
        {content}
      </button>
    );
  }
  render(<Page />);
  const button = screen.getByRole('button');
  act(() => button.click());
  // The first request of this page loads what it needs, which takes its time on a busy machine.
  await waitFor(() => expect(button).toHaveTextContent('Hello world'), { timeout: 10_000 });
  await waitFor(() => expect(button).toHaveAttribute('data-status', 'ready'));
}, 20_000);

it('sends the headers and the body of the latest render', async () => {
  const server = await serve();
  const { result, rerender } = renderHook(
    ({ name }) =>
      useStreamingChat({
        url: server.url,
        headers: () => ({ authorization: name }),
        body: { options: { name } },
      }),
    { initialProps: { name: 'first' } },
  );
  const functions = result.current.send;
  for (const name of ['first', 'second']) {
    rerender({ name });
    await act(async () => void (await result.current.send(`Hi from ${name}`)));
    await waitFor(() => expect(result.current.status).toBe('ready'));
  }
  expect(result.current.send).toBe(functions);
  const asked = server.requests.filter(({ method }) => method === 'POST');
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(['first', 'second']);
  expect(asked.map(({ body }) => JSON.parse(body).options)).toEqual([
    { name: 'first' },
    { name: 'second' },
  ]);
});

it('stops the run on the server, and keeps what came', async () => {
  const server = await serve({ holdAfter: 3 });
  const { result } = renderHook(() => useStreamingChat({ url: server.url }));
  act(() => void result.current.send('Hi'));
  await waitFor(() => expect(result.current.content).toBe('Hello'));
  await act(() => result.current.abort());
  expect(result.current.messages[1]).toMatchObject({ end: 'aborted', parts: [{ text: 'Hello' }] });
  expect(server.cancelled).toHaveLength(1);
  await server.idle();
  expect(result.current).toMatchObject({ status: 'ready', content: 'Hello' });
});

it('goes on after lost connections without losing or repeating a word', async () => {
  const { url } = await serve({ cuts: [3, 4] });
  const { result } = renderHook(() => useStreamingChat({ url, retry: { baseMs: 1 } }));
  act(() => void result.current.send('Hi'));
  await waitFor(() => expect(result.current.messages[1]?.end).toBe('complete'));
  expect(result.current.content).toBe('Hello world');
  expect(result.current.metrics.reconnects).toBe(2);
});

it('goes on in the same message after a reload', async () => {
  const { url, ...server } = await serve({ holdAfter: 3 });
  const memory = memoryStorage();
  const first = renderHook(() => useStreamingChat({ url, id: 'c', storage: memory.storage }));
  act(() => void first.result.current.send('Hi'));
  await waitFor(() => expect(first.result.current.content).toBe('Hello'));
  first.unmount();
  await server.idle();
  expect(server.cancelled).toEqual([]);

  const later = renderHook(() => useStreamingChat({ url, id: 'c', storage: memory.storage }));
  await waitFor(() => expect(later.result.current.status).toBe('streaming'));
  expect(later.result.current.messages.map(({ id }) => id)[1]).toBe('m1');
  expect(later.result.current.content).toBe('Hello');
  await act(() => later.result.current.abort());
  expect(server.cancelled).toHaveLength(1);
});

it('takes a transport in the place of a url', async () => {
  const { result } = renderHook(() => {
    const [transport] = useState(() => scriptedTransport(['from a script']));
    return useStreamingChat({ transport });
  });
  act(() => void result.current.send('Hi'));
  await waitFor(() => expect(result.current.content).toBe('from a script'));
});

it('tells what the server refused', async () => {
  const { url } = await serve({ refusal: { status: 413, message: 'Too long.' } });
  const { result } = renderHook(() => useStreamingChat({ url }));
  const sent = await act(() => result.current.send('Hi'));
  expect(sent).toMatchObject({ accepted: false, error: { code: 'too-large', status: 413 } });
  expect(result.current).toMatchObject({ messages: [], status: 'error' });
});

it('asks /api/chat unless it is told another address, and cancels as it aborts', async () => {
  const asked: string[] = [];
  const fetch = (input: RequestInfo | URL) => {
    asked.push(input instanceof Request ? input.url : input.toString());
    return Promise.resolve(new Response('Hi', { headers: { 'content-type': 'text/plain' } }));
  };
  const { result } = renderHook(() => useStreamingChat({ fetch }));
  await act(async () => void (await result.current.send('Hi')));
  expect(asked).toEqual(['/api/chat']);
  expect(result.current.cancel).toBe(result.current.abort);
  expect(renderHook(() => useStreamingChat()).result.current.status).toBe('ready');
});
