import { useRef, useState } from 'react';
import { Chat, EmptyState, sessionChatStorage, useStreamingChat } from 'rivulet';
import { PageHeader } from './page-header.tsx';
import type { Pace } from './page-header.tsx';
import { newTabChatId, tabChatId } from './tab-chat-id.ts';
import { useModel } from './use-model.ts';

const storage = sessionChatStorage();

function paceOption(pace: Pace = 'server'): { pace?: number } {
  return pace === 'server' ? {} : { pace: Number(pace) };
}

/** The demo: one chat with the server that serves this page. */
export function App() {
  const model = useModel();
  const [chatId, setChatId] = useState(tabChatId);
  const [chosenPace, setPace] = useState<Pace>();
  const pace = chosenPace ?? (model?.pace === 0 ? '0' : 'server');
  const asked = useRef<Pace>(undefined);
  const chat = useStreamingChat({
    url: '/api/chat',
    idempotencyHeader: true,
    id: chatId,
    storage,
    body: () => ({ options: paceOption(asked.current) }),
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
