import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, it, onTestFinished } from 'vitest';
import { ScriptedEngine } from '../../../demo-server/engine/scripted-engine.ts';
import { MemoryRunStore } from '../../../src/server/index.ts';
import { useStreamingChat } from '../../../src/index.ts';
import { startSocketServer } from './socket-server.ts';

// A busy machine may take its time.
const patiently = { timeout: 30_000 };

it('useStreamingChat streams, survives a broken socket and stops, over a WebSocket', async () => {
  const reply = 'word '.repeat(2000);
  const engine = new ScriptedEngine({ pace: 100, reply: () => reply });
  const server = await startSocketServer({ engine, runs: new MemoryRunStore() });
  onTestFinished(() => server.close());
  const transport = server.transport();
  const { result, unmount } = renderHook(() => useStreamingChat({ transport }));

  act(() => void result.current.send('Hi'));
  await waitFor(() => expect(result.current.content).toMatch(/^word word/), patiently);
  server.cut();
  const { length } = result.current.content;
  await waitFor(
    () => expect(result.current.content.length).toBeGreaterThan(length + 20),
    patiently,
  );
  await act(() => result.current.abort());
  expect(result.current.status).toBe('ready');
  expect(result.current.messages.at(-1)).toMatchObject({ role: 'assistant', end: 'aborted' });
  expect(reply.startsWith(result.current.content)).toBe(true);
  await waitFor(() => expect(engine.load().active).toBe(0), patiently);
  unmount();
  await waitFor(() => expect(server.sockets.size).toBe(0), patiently);
});
