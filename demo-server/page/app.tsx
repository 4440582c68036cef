import { useRef, useState } from 'react';
import { Chat, EmptyState, sessionChatStorage, useStreamingChat } from 'rivulet';
import { PageHeader } from './page-header.tsx';
import type { Pace } from './page-header.tsx';
import { newTabChatId, tabChatId } from './tab-chat-id.ts';
import { useModel } from './use-model.ts';

const storage = sessionChatStorage();

/** The demo: one chat with the server that serves this page. */
export function App() {
  const model = useModel();
  const [chatId, setChatId] = useState(tabChatId);
  const [pace, setPace] = useState<Pace>('120');
  const asked = useRef(pace);
  const chat = useStreamingChat({
    url: '/api/chat',
    id: chatId,
    storage,
    body: () => ({ options: { pace: Number(asked.current) } }),
  });
  const choosePace = (chosen: Pace) => {
    asked.current = chosen;
    setPace(chosen);
  };
  const beginChat = () => {
    chat.reset();
    setChatId(newTabChatId());
  };
  return (
    <>
      <PageHeader model={model} pace={pace} onPace={choosePace} onNewChat={beginChat} />
      <main>
        <Chat
          chat={chat}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the page is this field
          autoFocus
          suggestions={model?.suggestions}
          placeholder={model?.bundled ? 'Ask about Rivulet' : 'Send a message'}
          emptyState={
            <EmptyState title="Words arrive as they are made.">
              <p className="lead">
                {model?.engine === 'scripted'
                  ? 'No model runs here: the replies are scripted, the streaming is real.'
                  : 'Each one streams from a model on this machine, through the kit, to this page.'}
              </p>
            </EmptyState>
          }
        />
      </main>
    </>
  );
}
