'use client';
import type * as React from 'react';
import { memo, useMemo } from 'react';
import { messageText } from '../protocol/message-text.ts';
import { useLabels } from '../components/labels/use-labels.ts';
import { Message } from '../components/messages/message.tsx';
import { Avatar } from './avatar.tsx';
import type { RoomLabels } from './room-labels.ts';
import type { RoomViewMessage } from './room-view.ts';
import type { JoinedRoom } from './use-room.ts';

/** What a message of a room is shown with. */
export interface RoomMessageViewProps {
  readonly message: RoomViewMessage;
  /** The member that looks at it. */
  readonly me: string | undefined;
  readonly rights: JoinedRoom['rights'];
  /** What can be done with it; the same functions for the life of the room. */
  readonly store: JoinedRoom['store'];
  readonly words: RoomLabels;
  /** Takes the text of a message that was refused into the field, to be sent otherwise. */
  readonly onRewrite: (text: string) => void;
}

/** What one may react with at once. */
const offered = ['👍', '❤️', '😄'];

/** One message of a room: who says it, what, and what can be done with it. Renders a `<div>`. */
export const RoomMessageView: React.NamedExoticComponent<RoomMessageViewProps> = memo(
  function RoomMessageView(props: RoomMessageViewProps) {
    const { message, me, rights, store, words } = props;
    const { author, isDeleted, isEdited, isOnlyHere, isBeforeBreak } = message;
    const isMine = author.id === me;
    const isLive = message.role === 'assistant' && !message.end;
    const named = useMemo(() => ({ you: author.name, assistant: author.name }), [author.name]);
    const mayEdit = isMine && rights.write && !isOnlyHere && message.delivery === undefined;
    return (
      <div className="rv-room-message" data-mine={isMine || undefined}>
        <p className="rv-room-author">
          <Avatar author={author} />
          <b>{author.kind === 'model' ? words.roomModel(author.name) : author.name}</b>
          {isEdited && !isDeleted && <span className="rv-room-note">{words.roomEdited}</span>}
        </p>
        {isDeleted ? (
          <p className="rv-room-note">{words.roomDeleted}</p>
        ) : (
          <Message
            message={message}
            isStreaming={isLive}
            labels={named}
            onEdit={mayEdit ? (id, text) => void store.edit(id, text) : undefined}
          />
        )}
        {!isDeleted && !isOnlyHere && <Acts {...props} />}
        {isBeforeBreak && <p className="rv-room-note rv-room-break">{words.roomBegunAnew}</p>}
      </div>
    );
  },
);

function Acts(props: RoomMessageViewProps): React.ReactNode {
  const { message, me, rights, store, words } = props;
  const { id, author, delivery, reactions = {}, role, end } = message;
  if (delivery === 'sending') return <p className="rv-room-note">{words.roomSending}</p>;
  if (delivery === 'failed') return <Refused {...props} />;
  if (!rights.write) return null;
  const kinds = [...new Set([...Object.keys(reactions), ...offered])];
  return (
    <p className="rv-room-acts" data-chrome>
      {kinds.map((emoji) => {
        const who = reactions[emoji] ?? [];
        return (
          <button
            key={emoji}
            type="button"
            className="rv-room-act"
            aria-pressed={me !== undefined && who.includes(me)}
            aria-label={words.roomReact(emoji, who.length)}
            onClick={() => void store.react(id, emoji)}
          >
            {emoji}
            {who.length > 0 && ` ${who.length}`}
          </button>
        );
      })}
      {role === 'assistant' && !end && (
        <Act name={words.roomStop} onAct={() => void store.stop(id)} />
      )}
      {(author.id === me || rights.moderate) && (
        <Act name={words.roomDelete} onAct={() => void store.delete(id)} />
      )}
    </p>
  );
}

/** Why a message was not taken, and what can be done about it. */
function Refused({ message, store, words, onRewrite }: RoomMessageViewProps): React.JSX.Element {
  const { editMessage } = useLabels();
  const { id, failure } = message;
  const rewrite = () => {
    onRewrite(messageText(message));
    store.discard(id);
  };
  return (
    <p className="rv-room-note" role="alert">
      {`${words.roomFailed}: ${failure?.message ?? ''}`}
      <Act name={words.roomRetry} onAct={() => store.retry(id)} />
      <Act name={editMessage} onAct={rewrite} />
      <Act name={words.roomDiscard} onAct={() => store.discard(id)} />
    </p>
  );
}

function Act({
  name,
  onAct,
}: {
  readonly name: string;
  readonly onAct: () => void;
}): React.JSX.Element {
  return (
    <button type="button" className="rv-room-act" onClick={onAct}>
      {name}
    </button>
  );
}
