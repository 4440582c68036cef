'use client';

import { Chat, localChatStorage, useStreamingChat } from 'rivulet';

const storage = localChatStorage(); // the chat outlives a reload

export default function Page() {
  const chat = useStreamingChat({ url: '/api/chat', storage, mirror: true });
  return (
    <main style={{ height: '100dvh' }}>
      <Chat chat={chat} suggestions={['Hello', 'Count to 200', 'Fail']} />
    </main>
  );
}
