import { act, createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat, useStreamingChat } from 'rivulet';
import { createChat } from 'rivulet/store';
import { manualClock, manualFrames, scriptedTransport, textScript } from 'rivulet/testing';

globalThis.IS_REACT_ACT_ENVIRONMENT = true;

const call = { type: 'tool-input-available', toolCallId: 'c', toolName: 'time', input: {} };

function bench(script) {
  const clock = manualClock();
  const frames = manualFrames();
  const pass = async (ms) => {
    await clock.advance(ms);
    frames.tick();
    await clock.advance(0);
    frames.tick();
  };
  return { transport: scriptedTransport(script, { clock }), frames, pass };
}

it('holds the time of a chat in its hand', async () => {
  const { transport, frames, pass } = bench(textScript('Hello **world**', { tokensPerSecond: 50 }));
  const chat = createChat({ transport, frames });
  void chat.send('Hi');
  await pass(20);
  expect(chat.getState().status).toBe('streaming');
  await pass(1000);
  expect(chat.getState().status).toBe('ready');
});

it('renders a whole chat, its markdown and a tool of the page', async () => {
  const { transport, frames, pass } = bench((_, index) =>
    index === 0 ? [call] : ['It is **noon**.'],
  );
  const tools = { time: { execute: () => '12:00' } };
  const shown = {};
  function Page() {
    const [options] = useState({ transport, frames, tools });
    const chat = useStreamingChat(options);
    useEffect(() => void Object.assign(shown, { chat }), [chat]);
    return createElement(Chat, { chat });
  }
  const host = document.body.appendChild(document.createElement('main'));
  const root = createRoot(host);
  await act(async () => root.render(createElement(Page)));
  await act(async () => void shown.chat.send('What time is it?'));
  for (let turn = 0; turn < 50 && !host.querySelector('strong'); turn += 1) {
    await act(() => pass(10));
    // What loads at first use comes from the disk.
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }
  expect(host.querySelector('strong').textContent).toBe('noon');
  await act(async () => root.unmount());
});
