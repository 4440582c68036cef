import type { RoomMember } from '../protocol/room-state.ts';
import { earlierMessages } from './earlier-messages.ts';
import type { RoomAct } from './room-outbox.ts';
import type { RoomSession } from './room-session.ts';
import type { RoomView, RoomViewMessage } from './room-view.ts';

/** Makes what a screen is shown of a session; what did not change since the last time stays the same object. */
export function roomViewer() {
  let members: readonly RoomMember[] = [];
  let byId: object | undefined;
  const written = new WeakMap<object, { parts: unknown; message: RoomViewMessage }>();
  const earlierOf = earlierMessages();
  const waiting = new WeakMap<RoomAct, { key: string; message: RoomViewMessage }>();
  return (session: RoomSession, acts: readonly RoomAct[], name: string): RoomView => {
    const { book, status, error, isLoadingOlder } = session;
    const { state, me, rights, marks, hasOlder, self } = book;
    if (byId !== state.members) {
      byId = state.members;
      members = Object.values(state.members).toSorted(inOrder);
    }
    const read = marks[me] ?? -1;
    return {
      status,
      error,
      me: self,
      rights,
      members,
      messages: [
        ...earlierOf(book, acts),
        ...state.messages.map((one) => asWritten(one, session)),
        ...onTheirWay(),
      ],
      typing: book.typing.flatMap((id) => (id === me ? [] : (state.members[id] ?? []))),
      marks,
      unread: state.messages.filter(({ seq, author }) => seq > read && author.id !== me).length,
      hasOlder,
      isLoadingOlder,
    };

    function onTheirWay(): RoomViewMessage[] {
      const known = new Set(state.messages.map(({ id }) => id));
      return acts.flatMap((act, index) =>
        act.frame.type === 'room.say' && !known.has(act.id) ? [sending(act, index)] : [],
      );
    }

    function sending(act: RoomAct, index: number): RoomViewMessage {
      const key = `${self?.id ?? ''}\n${state.seq + index}`;
      const before = waiting.get(act);
      if (before?.key === key) return before.message;
      const { id, at, failure, frame } = act;
      const seq = state.seq + 1 + index;
      const message: RoomViewMessage = {
        id,
        role: 'user',
        parts: [{ type: 'text', text: frame.type === 'room.say' ? frame.text : '' }],
        seq,
        changed: seq,
        author: self ?? { id: me, name, kind: 'person' },
        at,
        delivery: failure ? 'failed' : 'sending',
        ...(failure && { failure }),
      };
      waiting.set(act, { key, message });
      return message;
    }
  };

  /** A message that is being written has the parts that have come so far. */
  function asWritten(message: RoomViewMessage, { answers }: RoomSession): RoomViewMessage {
    const answer = message.end ? undefined : answers.get(message.run ?? '');
    if (!answer || message.isDeleted) return message;
    const before = written.get(message);
    if (before?.parts === answer.parts) return before.message;
    const { parts, metadata } = answer;
    const next = { ...message, parts, ...(metadata && { metadata }) };
    written.set(message, { parts, message: next });
    return next;
  }
}

/** Those who are here first, people before models, then by when they came. */
function inOrder(one: RoomMember, other: RoomMember): number {
  return rank(one) - rank(other) || one.since - other.since;
}

function rank({ isPresent, kind }: RoomMember): number {
  return (isPresent ? 0 : 2) + (kind === 'model' ? 1 : 0);
}
