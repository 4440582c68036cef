import { createRoot } from 'react-dom/client';
import { Chat, localChatStorage, useStreamingChat } from 'rivulet';
import 'rivulet/styles.css';

const storage = localChatStorage(); // the chat outlives a reload

function Page() {
  const chat = useStreamingChat({ url: '/api/chat', storage, mirror: true });
  return (
    <main style={{ height: '100dvh' }}>
      <Chat chat={chat} suggestions={['Hello', 'Count to 200', 'Fail']} />
    </main>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(<Page />);
