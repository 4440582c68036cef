import { act, render, renderHook, screen } from '@testing-library/react';
import { Activity, StrictMode, Suspense, memo, useEffect, useLayoutEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import type { ChatStore } from '../../src/chat/chat-store.ts';
import { useChatMessage } from '../../src/chat/react/use-chat-message.ts';
import { useStreamingChat } from '../../src/chat/react/use-streaming-chat.ts';
import type { UseStreamingChatOptions } from '../../src/chat/react/use-streaming-chat.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { manualClock } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import { renderCounts } from '../../src/testing/render-counts.tsx';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';
import { burst, countIds, finishedPair, memoryStorage } from './chat-bench.ts';

function hookBench(script: Parameters<typeof scriptedTransport>[0]) {
  const clock = manualClock();
  const frames = manualFrames();
  const transport = scriptedTransport(script, { clock });
  const options = { transport, frames, now: () => clock.now(), createId: countIds() };
  return {
    clock,
    frames,
    transport,
    options,
    pass: (ms = 0) =>
      act(async () => {
        await clock.advance(ms);
        frames.tick();
      }),
    /** Timers, frames and streams that are still there. */
    left: () => clock.pending + frames.pending + transport.readers,
  };
}

const longChat = Array.from({ length: 250 }, (_, index) => finishedPair(index)).flat();

it('gives what a component needs, from the question to the end', async () => {
  const { options, pass } = hookBench(['Hello', { wait: 10 }, ' world']);
  const { result } = renderHook(() => useStreamingChat(options));
  expect(result.current).toMatchObject({ messages: [], status: 'ready', isStreaming: false });
  expect(result.current.content).toBe('');
  act(() => void result.current.send('Hi'));
  expect(result.current).toMatchObject({ status: 'submitted', isStreaming: true });
  await pass();
  expect(result.current).toMatchObject({
    status: 'streaming',
    isStreaming: true,
    content: 'Hello',
  });
  await pass(10);
  expect(result.current).toMatchObject({ status: 'ready', content: 'Hello world' });
  expect(result.current.error).toBeUndefined();
  expect(result.current.metrics.timeToFirstTokenMs).toBe(0);
});

it('renders one message once for 1,000 deltas in a frame, and 500 finished ones not at all', async () => {
  const counts = renderCounts();
  const Row = memo(function Row({ message }: { message: ChatMessage }) {
    counts.mark(message.id);
    return <li>{messageText(message)}</li>;
  });
  const { options, pass, clock, frames } = hookBench([
    'first',
    { wait: 10 },
    ...burst(1000),
    { wait: 1000 },
  ]);
  const chats: ChatStore[] = [];
  function List() {
    counts.mark('list');
    const { messages, chat } = useStreamingChat({ ...options, initialMessages: longChat });
    useEffect(() => void chats.splice(0, 1, chat));
    return messages.map((message) => <Row key={message.id} message={message} />);
  }
  render(<List />);
  await act(async () => void chats[0]?.send('Hi'));
  await pass();
  counts.clear();
  await act(() => clock.advance(10));
  expect(counts.all()).toEqual({});
  act(() => frames.tick());
  const answer = chats[0]?.getState().messages.at(-1);
  expect(counts.all()).toEqual({ list: 1, [answer?.id ?? '']: 1 });
  expect(screen.getByText(/^first0 1 .* 999/)).toBeInTheDocument();
});

it('renders only the row that reads the growing message, with useChatMessage', async () => {
  const counts = renderCounts();
  const Row = ({ chat, id }: { chat: ChatStore; id: string }) => {
    counts.mark(id);
    const message = useChatMessage(chat, id);
    return <li>{message ? messageText(message) : 'none'}</li>;
  };
  const { options, pass } = hookBench([
    { type: 'start', messageId: 'answer' },
    'a',
    { wait: 10 },
    'b',
    { wait: 10 },
    'c',
  ]);
  const chats: ChatStore[] = [];
  const ids = [...longChat.map(({ id }) => id), 'answer'];
  const Rows = memo(function Rows({ chat }: { chat: ChatStore }) {
    return ids.map((id) => <Row key={id} chat={chat} id={id} />);
  });
  function List() {
    const { chat } = useStreamingChat({ ...options, initialMessages: longChat });
    useEffect(() => void chats.splice(0, 1, chat));
    return <Rows chat={chat} />;
  }
  render(<List />);
  expect(screen.getByText('none')).toBeInTheDocument();
  counts.clear();
  await act(async () => void chats[0]?.send('Hi'));
  for (let frame = 0; frame < 3; frame += 1) await pass(10);
  expect(screen.getByText('abc')).toBeInTheDocument();
  expect(Object.keys(counts.all())).toEqual(['answer']);
});

it('keeps its functions and its chat for life', async () => {
  const { options, pass } = hookBench(['a']);
  const { result, rerender } = renderHook(() => useStreamingChat({ ...options }));
  const { send, abort, regenerate, edit, resume, reset, chat } = result.current;
  act(() => void send('Hi'));
  await pass();
  rerender();
  expect(result.current).toMatchObject({ send, abort, regenerate, edit, resume, reset, chat });
});

it('keeps its result while nothing changes', () => {
  const { options } = hookBench([]);
  const { result, rerender } = renderHook(() => useStreamingChat(options));
  const before = result.current;
  rerender();
  expect(result.current).toBe(before);
});

it('calls the callbacks of the latest render', async () => {
  const { options, pass } = hookBench(['a', { wait: 10 }, 'b', { cut: true }]);
  const heard: string[] = [];
  const { result, rerender } = renderHook(
    ({ name }) =>
      useStreamingChat({
        ...options,
        onEvent: ({ type }) => type === 'start' && heard.push(`${name} event`),
        onToken: (delta) => heard.push(`${name} token ${delta}`),
        onDone: () => heard.push(`${name} done`),
        onError: () => heard.push(`${name} error`),
      }),
    { initialProps: { name: 'old' } },
  );
  act(() => void result.current.send('Hi'));
  await pass();
  rerender({ name: 'new' });
  await pass(10);
  expect(heard).toEqual(['old event', 'old token a', 'new token b', 'new done', 'new error']);
});

it('leaves no timer, frame or stream behind when it unmounts, and does not cancel the run', async () => {
  const { options, pass, left, transport } = hookBench(['a', { wait: 1000 }, 'b']);
  const { result, unmount } = renderHook(() => useStreamingChat(options));
  act(() => void result.current.send('Hi'));
  await pass();
  expect(left()).toBeGreaterThan(0);
  unmount();
  await pass();
  expect(left()).toBe(0);
  expect(transport.cancels).toEqual([]);
});

it('resumes what storage holds on mount, once even in StrictMode', async () => {
  for (const isAsync of [false, true]) {
    const { options, pass, transport, left } = hookBench(['one ', { wait: 100 }, 'two']);
    const memory = memoryStorage(isAsync);
    const first = renderHook(() =>
      useStreamingChat({ ...options, id: 'c', storage: memory.storage }),
    );
    act(() => void first.result.current.send('Hi'));
    await pass();
    first.unmount();
    await pass();
    const { result, unmount } = renderHook(
      () => useStreamingChat({ ...options, id: 'c', storage: memory.copy().storage }),
      { wrapper: StrictMode },
    );
    await pass();
    expect(result.current).toMatchObject({ content: 'one ', status: 'streaming' });
    await pass(100);
    expect(result.current).toMatchObject({ content: 'one two', status: 'ready' });
    expect(result.current.messages).toHaveLength(2);
    expect(transport.resumes).toHaveLength(1);
    unmount();
    await pass();
    expect(left()).toBe(0);
  }
});

it('streams in StrictMode what an effect has sent, without a second request', async () => {
  const { options, pass, transport, left } = hookBench(['a', { wait: 10 }, 'b']);
  function Greeter() {
    const { send, content } = useStreamingChat(options);
    useEffect(() => void send('Hi'), [send]);
    return <p>{content}</p>;
  }
  const { unmount } = render(<Greeter />, { wrapper: StrictMode });
  await pass();
  await pass(10);
  expect(screen.getByText('ab')).toBeInTheDocument();
  expect(transport.requests).toHaveLength(1);
  expect(transport.cancels).toEqual([]);
  unmount();
  await pass();
  expect(left()).toBe(0);
});

interface HiderProps {
  readonly mode: 'visible' | 'hidden';
  readonly children: ReactNode;
}

function Wait(): never {
  // oxlint-disable-next-line typescript/only-throw-error -- is how React 18 is told to wait
  throw new Promise(() => {});
}

/** Hides as React 18 can, which has no Activity: by something beside it that is not ready. */
function Suspended({ mode, children }: HiderProps) {
  return (
    <Suspense fallback={null}>
      {mode === 'hidden' && <Wait />}
      {children}
    </Suspense>
  );
}

const Hider = (Activity as typeof Activity | undefined) ?? Suspended;

function Page({ mode, panel }: { mode: 'visible' | 'hidden'; panel: ReactNode }) {
  return <Hider mode={mode}>{panel}</Hider>;
}

it('goes on with its answer when it was hidden and comes back', async () => {
  const { options, pass, transport, left } = hookBench(['one ', { wait: 100 }, 'two']);
  const chats: ReturnType<typeof useStreamingChat>[] = [];
  function Panel() {
    const chat = useStreamingChat(options);
    useEffect(() => void chats.splice(0, 1, chat));
    return <p>{chat.content}</p>;
  }
  const { rerender } = render(<Page mode="visible" panel={<Panel />} />);
  act(() => void chats[0]?.send('Hi'));
  await pass();
  rerender(<Page mode="hidden" panel={<Panel />} />);
  await pass(100);
  expect(left()).toBe(0);
  rerender(<Page mode="visible" panel={<Panel />} />);
  await pass();
  expect(screen.getByText('one two')).toBeInTheDocument();
  expect(transport.requests).toHaveLength(1);
});

it('makes another chat for another id, and leaves the first one cleanly', async () => {
  const { options, pass, left } = hookBench(['a', { wait: 1000 }]);
  const { result, rerender } = renderHook(
    (changes: Partial<UseStreamingChatOptions>) => useStreamingChat({ ...options, ...changes }),
    { initialProps: { id: 'first' } },
  );
  const { chat } = result.current;
  act(() => void result.current.send('Hi'));
  await pass();
  rerender({ id: 'second' });
  expect(result.current.chat).not.toBe(chat);
  expect(result.current).toMatchObject({ messages: [], status: 'ready', chat: { id: 'second' } });
  await pass();
  expect(left()).toBe(0);
});

it('shows the same state everywhere in one commit', async () => {
  const { options, pass } = hookBench(burst(50).flatMap((delta) => [delta, { wait: 1 }]));
  const torn = vi.fn<() => void>();
  const chats: ChatStore[] = [];
  function Side({ chat }: { chat: ChatStore }) {
    const message = useChatMessage(chat, 'answer-1');
    useLayoutEffect(() => {
      const sides = screen.getAllByRole('paragraph').map(({ textContent }) => textContent);
      if (new Set(sides).size > 1) torn();
    });
    return <p>{message && messageText(message)}</p>;
  }
  function Both() {
    const { chat, content } = useStreamingChat(options);
    useEffect(() => void chats.splice(0, 1, chat));
    return (
      <>
        <p>{content}</p>
        <Side chat={chat} />
        <Side chat={chat} />
      </>
    );
  }
  render(<Both />);
  act(() => void chats[0]?.send('Hi'));
  for (let frame = 0; frame < 50; frame += 1) await pass(1);
  expect(screen.getAllByRole('paragraph')[2]?.textContent).toBe(burst(50).join(''));
  expect(torn).not.toHaveBeenCalled();
});

function ServerPage() {
  const [transport] = useState(() => scriptedTransport([]));
  return <p>{useStreamingChat({ transport, initialMessages: finishedPair(1) }).content}</p>;
}

it('renders initial messages on the server', () => {
  expect(renderToString(<ServerPage />)).toBe('<p>answer 1</p>');
});
