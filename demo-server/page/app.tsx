import { useEffect, useRef, useState } from 'react';
import { ChatList, httpTransport, localChatStorage, useChatList, useStreamingChat } from 'rivulet';
import { ImportChat } from './import-chat.tsx';
import { OpenChat } from './open-chat.tsx';
import { PageHeader } from './page-header.tsx';
import type { Pace } from './page-header.tsx';
import { PlaceLinks } from './place-links.tsx';
import { usePlace } from './place.ts';
import { keepTabChatId, tabChatId } from './tab-chat-id.ts';
import { readsTextOnly, withoutFiles } from './text-only.ts';
import { ShownWork } from './works/shown-work.tsx';
import type { DemoChat } from './demo-chat.ts';
import { tourTools, withTour } from './tour.ts';
import { useModel, type ModelInfo } from './use-model.ts';

const storage = localChatStorage();
const asked: { pace?: Pace | undefined; model?: ModelInfo | undefined } = {};
const server = httpTransport({
  url: '/api/chat',
  idempotencyHeader: true,
  body: () => ({ options: paceOption(asked.pace) }),
});
const transport = withTour(withoutFiles(server, () => readsTextOnly(asked.model)));

function paceOption(pace: Pace = 'server'): { pace?: number } {
  return pace === 'server' ? {} : { pace: Number(pace) };
}

/** The demo: the chats of this browser with the server that serves this page. */
export function App() {
  const model = useModel();
  const place = usePlace();
  const { list, chat, title } = useOpenChat(model);
  const [chosenPace, setPace] = useChosenPace();
  const [isListOpen, setListOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const showChat = () => {
    setListOpen(false);
    main.current?.querySelector('textarea')?.focus();
  };
  const openImported = (chatId: string) => {
    list.open(chatId);
    showChat();
  };
  return (
    <>
      <PageHeader
        model={model}
        pace={chosenPace ?? (model?.pace === 0 ? '0' : 'server')}
        onPace={setPace}
        isListOpen={isListOpen}
        onList={() => setListOpen(!isListOpen)}
      />
      <PlaceLinks place={place} />
      {place !== 'chat' && <ShownWork place={place} model={model} />}
      <div
        className="page-body"
        hidden={place !== 'chat'}
        data-list={isListOpen ? 'open' : 'closed'}
      >
        <nav aria-label="Chats" className="page-chats">
          <ChatList list={list} onOpen={showChat} />
          <ImportChat storage={storage} onImport={openImported} />
        </nav>
        <main ref={main}>
          <OpenChat chat={chat} title={title} model={model} />
        </main>
      </div>
    </>
  );
}

/** How fast the reader wants the model to write; the next question says so. */
function useChosenPace() {
  const [pace, setPace] = useState<Pace>();
  useEffect(() => {
    asked.pace = pace;
  }, [pace]);
  return [pace, setPace] as const;
}

/** The list of chats and the open one; this tab keeps which it is, and says it in its title. */
function useOpenChat(model: ModelInfo | undefined) {
  const list = useChatList(storage, { initialId: tabChatId() });
  const chat = useStreamingChat<DemoChat>({
    transport,
    id: list.activeId,
    storage,
    tools: tourTools,
  });
  const open = list.chats.find(({ id }) => id === list.activeId);
  const title = open?.title || open?.firstWords || undefined;
  useEffect(() => {
    asked.model = model;
  }, [model]);
  useEffect(() => keepTabChatId(list.activeId), [list.activeId]);
  useEffect(() => {
    document.title = title === undefined ? 'Rivulet' : `${title} – Rivulet`;
  }, [title]);
  return { list, chat, title };
}
