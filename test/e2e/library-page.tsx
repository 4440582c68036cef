// A page over a chat server of the library: what outlives it is the storage's and the server's.
import { createRoot } from 'react-dom/client';
import { localChatStorage } from '../../src/chat/storage/web-chat-storage.ts';
import { Chat } from '../../src/components/chat.tsx';
import { useStreamingChat } from '../../src/use-streaming-chat.ts';

const storage = localChatStorage();

function App() {
  return <Chat chat={useStreamingChat({ url: '/api/chat', storage })} />;
}

createRoot(document.body.appendChild(document.createElement('main'))).render(<App />);
