// A page whose chat has everything that outlives it: an outbox, a storage, other tabs.
import { createRoot } from 'react-dom/client';
import { localChatStorage } from '../../src/chat/storage/web-chat-storage.ts';
import { offlineOutbox } from '../../src/chat/send/offline-outbox.ts';
import { Chat } from '../../src/components/chat.tsx';
import { useStreamingChat } from '../../src/use-streaming-chat.ts';

const storage = localChatStorage();
const outbox = offlineOutbox();

function App() {
  return <Chat chat={useStreamingChat({ url: '/chat', storage, outbox, mirror: true })} />;
}

createRoot(document.body.appendChild(document.createElement('main'))).render(<App />);
