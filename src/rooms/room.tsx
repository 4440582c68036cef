'use client';
import type * as React from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
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
  const speaking = useSpeaking(store);
  const { onRewrite } = speaking;
  const shown = useMemo(
    () => ({ me: me?.id, rights, store, words, onRewrite }),
    [me?.id, rights, store, words, onRewrite],
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
        <Standing room={room} words={words} />
        {error && status === 'refused' && <ErrorNotice error={error} />}
        {rights.write && !me?.isMuted && <Speak {...speaking} />}
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

/** What is being written: the others are told that one writes, and what was refused comes back before what is there. */
function useSpeaking(store: JoinedRoom['store']) {
  const typed = useRef('');
  const [begun, setBegun] = useState({ turn: 0, draft: '' });
  const onSend = useCallback(
    (input: unknown) => {
      if (typeof input === 'string') void store.send(input);
    },
    [store],
  );
  const onDraft = useCallback(
    (text: string) => {
      typed.current = text;
      store.setTyping(text !== '');
    },
    [store],
  );
  const onRewrite = useCallback((text: string) => {
    const draft = [text, typed.current].filter(Boolean).join('\n');
    setBegun(({ turn }) => ({ turn: turn + 1, draft }));
  }, []);
  return { begun, onSend, onDraft, onRewrite };
}

/** Where one writes; another field, which takes the focus, for what is to be written again. */
function Speak({
  begun: { turn, draft },
  onSend,
  onDraft,
}: Omit<ReturnType<typeof useSpeaking>, 'onRewrite'>): React.JSX.Element {
  // Whoever has asked for it goes on writing there.
  // oxlint-disable-next-line jsx-a11y/no-autofocus
  return <Composer key={turn} autoFocus={turn > 0} {...{ draft, onSend, onDraft }} />;
}

function Standing({
  room: { status, messages },
  words,
}: {
  readonly room: Pick<JoinedRoom, 'status' | 'messages'>;
  readonly words: RoomLabels;
}): React.JSX.Element {
  const isBegunAnew = status === 'joined' && messages.some(({ isBeforeBreak }) => isBeforeBreak);
  return (
    <output className="rv-room-note">
      {status === 'connecting' && words.roomConnecting}
      {status === 'reconnecting' && words.roomReconnecting}
      {isBegunAnew && <span className="rv-visually-hidden">{words.roomBegunAnew}</span>}
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
