// The page of the engines' tests: a chat in a window of a known size, and axe to judge its colours.
import axe from 'axe-core';
import { createRoot } from 'react-dom/client';
import { Chat } from '../../src/components/chat.tsx';
import { useStreamingChat } from '../../src/use-streaming-chat.ts';

function App() {
  const chat = useStreamingChat({ url: '/chat' });
  // The list is tried where it follows to its end.
  return <Chat chat={chat} anchor="end" />;
}

Object.assign(window, { axe });
const main = document.body.appendChild(document.createElement('main'));
main.className = 'window';
createRoot(main).render(<App />);
