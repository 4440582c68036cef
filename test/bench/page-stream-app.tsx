// The page of the benchmark of fast streams: a whole chat over HTTP, which asks as soon as it is there.
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { Chat } from '../../src/components/chat.tsx';
import { useStreamingChat } from '../../src/use-streaming-chat.ts';

const tasks: number[] = [];
let begunAt = Infinity;
let frames = 0;

function App() {
  const chat = useStreamingChat({
    url: '/chat',
    onDone: ({ end }) => Object.assign(globalThis, { ended: end }),
  });
  const { send, metrics } = chat;
  useEffect(() => {
    begunAt = performance.now();
    void send('Go');
  }, [send]);
  useEffect(() => void Object.assign(globalThis, { metrics }), [metrics]);
  return <Chat chat={chat} />;
}

Object.assign(globalThis, { tasks, framesPassed: () => frames });
new PerformanceObserver((list) => {
  // The script of the page itself, with React and all the kit in it, is none of the stream's work.
  for (const { startTime, duration } of list.getEntries()) {
    if (startTime > begunAt) tasks.push(duration);
  }
}).observe({ type: 'longtask' });
requestAnimationFrame(function count() {
  frames += 1;
  requestAnimationFrame(count);
});
document.body.style.cssText = 'margin: 0; height: 100vh';
createRoot(document.body.appendChild(document.createElement('main'))).render(<App />);
