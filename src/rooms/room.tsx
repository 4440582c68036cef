'use client';
import type * as React from 'react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ChatMessage } from '../protocol/chat-message.ts';
import { Composer } from '../components/composer/composer.tsx';
import { MessageList } from '../components/messages/message-list.tsx';
import { ErrorNotice } from '../components/notices/error-notice.tsx';
import { withClass } from '../components/shared/with-class.ts';
import { LabelsContext, useWords } from '../view/labels-context.ts';
import { Members } from './members.tsx';
import { englishRooms, type RoomLabels } from './room-labels.ts';
import { RoomMessageView } from './room-message-view.tsx';
import type { RoomViewMessage } from './room-view.ts';
import { TypingLine } from './typing-line.tsx';
import type { JoinedRoom } from './use-room.ts';

/** Props of {@link Room}; the rest goes to its `<section>`. */
export interface RoomProps extends Omit<React.ComponentPropsWithoutRef<'section'>, 'children'> {
  /** The room, as `useRoom` gives it. */
  readonly room: JoinedRoom;
  /** What it says; what the parts of a chat say as well. @default English */
  readonly labels?: Partial<RoomLabels> | undefined;
}

/** A room with all that belongs to it: who is there, what is said, who types, and where one speaks oneself. Renders a `<section>`. */
export function Room({ room, labels, className, ...rest }: RoomProps): React.JSX.Element {
  const words = useWords(englishRooms, labels);
  const { me, rights, store, messages, status, error } = room;
  useReadMark(room);
  const shown = useMemo(
    () => ({ me: me?.id, rights, store, words }),
    [me?.id, rights, store, words],
  );
  const renderMessage = useCallback(
    (message: ChatMessage) => <RoomMessageView {...shown} message={message as RoomViewMessage} />,
    [shown],
  );
  return (
    <LabelsContext.Provider value={words}>
      <section {...rest} className={withClass('rv-room', className)} data-status={status}>
        <Members room={room} />
        <Older room={room} words={words} />
        <MessageList
          className="rv-room-log"
          messages={messages}
          anchor="end"
          renderMessage={renderMessage}
        />
        <TypingLine typing={room.typing} />
        <Standing status={status} words={words} />
        {error && status === 'refused' && <ErrorNotice error={error} />}
        {rights.write && !me?.isMuted && <Speak store={store} />}
        {status === 'joined' && (!rights.write || me?.isMuted === true) && (
          <p className="rv-room-note">{words.roomReadOnly}</p>
        )}
      </section>
    </LabelsContext.Provider>
  );
}

function Older({
  room,
  words,
}: {
  readonly room: JoinedRoom;
  readonly words: RoomLabels;
}): React.ReactNode {
  if (!room.hasOlder) return null;
  return (
    <button
      type="button"
      className="rv-room-older"
      disabled={room.isLoadingOlder}
      onClick={() => void room.loadOlder()}
    >
      {words.roomOlder}
    </button>
  );
}

/** Where one writes; the others are told that one does. */
function Speak({ store }: { readonly store: JoinedRoom['store'] }): React.JSX.Element {
  const send = useCallback(
    (input: unknown) => {
      if (typeof input === 'string') void store.send(input);
    },
    [store],
  );
  const type = useCallback((text: string) => store.setTyping(text !== ''), [store]);
  return <Composer onSend={send} onDraft={type} />;
}

function Standing({
  status,
  words,
}: {
  readonly status: JoinedRoom['status'];
  readonly words: RoomLabels;
}): React.JSX.Element {
  return (
    <output className="rv-room-note">
      {status === 'connecting' && words.roomConnecting}
      {status === 'reconnecting' && words.roomReconnecting}
    </output>
  );
}

/** Whoever has the page in view has read what is there. */
function useReadMark({ store, unread, status }: JoinedRoom): void {
  const latest = useRef({ unread, status });
  useEffect(() => {
    latest.current = { unread, status };
    const read = () => {
      const { unread: left, status: now } = latest.current;
      if (left > 0 && now === 'joined' && !document.hidden) store.markRead();
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [store, unread, status]);
}
