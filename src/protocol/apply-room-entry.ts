import type { ChatMessage } from './chat-message.ts';
import {
  maxReactionKinds,
  type RoomEntry,
  type RoomMember,
  type RoomMessage,
  type RoomState,
} from './room-state.ts';

type Entry<Type extends RoomEntry['type']> = Extract<RoomEntry, { readonly type: Type }>;

/**
 * Applies the next entry of a room's log: whoever applies all of them in their order has the same room. What an entry does not
 * touch stays the same object. An entry that is no news to a state is left out; one about a message that is no longer kept
 * changes nothing but `seq`.
 */
export function applyRoomEntry(state: RoomState, seq: number, entry: RoomEntry): RoomState {
  if (seq <= state.seq) return state;
  const { by } = entry;
  switch (entry.type) {
    case 'opened': {
      if (state.epoch !== undefined) return { ...state, seq };
      const { epoch, isAgain } = entry;
      const { founder = isAgain ? '' : undefined } = state;
      return { ...state, seq, epoch, ...(founder !== undefined && { founder }) };
    }
    case 'joined': {
      const founder = state.founder ?? (entry.kind === 'person' ? by : undefined);
      const members = comeOrGo(state, seq, entry);
      return { ...state, seq, members, ...(founder !== undefined && { founder }) };
    }
    case 'left':
      return { ...state, seq, members: comeOrGo(state, seq, entry) };
    case 'muted':
      return { ...state, seq, members: withMember(state, entry.member, { isMuted: entry.on }) };
    case 'removed':
      return { ...state, seq, members: withMember(state, entry.member, { isRemoved: entry.on }) };
    case 'said':
    case 'asked': {
      const known = state.messages.some(({ id }) => id === entry.id);
      const author = memberOf(state, by);
      if (known || !author) return { ...state, seq };
      return { ...state, seq, messages: [...state.messages, messageOf(seq, entry, author)] };
    }
    default: {
      // What changes is most often near the end.
      const index = state.messages.findLastIndex(({ id }) => id === entry.id);
      const message = state.messages[index];
      if (!message || message.changed >= seq) return { ...state, seq };
      const next = { ...changed(message, entry), changed: seq };
      return { ...state, seq, messages: state.messages.with(index, next) };
    }
  }
}

/** The member of an id; what every object has is none. */
export function memberOf({ members }: RoomState, id: string): RoomMember | undefined {
  return Object.hasOwn(members, id) ? members[id] : undefined;
}

function comeOrGo(
  state: RoomState,
  since: number,
  entry: Entry<'joined'> | Entry<'left'>,
): RoomState['members'] {
  const { by: id } = entry;
  const { members } = state;
  const before = memberOf(state, id);
  if (entry.type === 'left') {
    return before ? { ...members, [id]: { ...before, isPresent: false, since } } : members;
  }
  const { name, avatar, kind } = entry;
  const marks = before && {
    ...(before.isMuted && { isMuted: true }),
    ...(before.isRemoved && { isRemoved: true }),
  };
  const member = { id, name, kind, isPresent: true, since, ...marks, ...(avatar && { avatar }) };
  return { ...members, [id]: member };
}

function withMember(
  state: RoomState,
  id: string,
  change: Partial<RoomMember>,
): RoomState['members'] {
  const member = memberOf(state, id);
  return member ? { ...state.members, [id]: { ...member, ...change } } : state.members;
}

function messageOf(
  seq: number,
  entry: Entry<'said'> | Entry<'asked'>,
  { id, name, avatar, kind }: RoomMember,
): RoomMessage {
  const author = { id, name, kind, ...(avatar !== undefined && { avatar }) };
  const shared = { id: entry.id, seq, changed: seq, author, at: entry.at };
  if (entry.type === 'said') return { ...shared, role: 'user', parts: textParts(entry.text) };
  const { run, to } = entry;
  return { ...shared, role: 'assistant', parts: [], to, ...(run !== undefined && { run }) };
}

function changed(
  message: RoomMessage,
  entry: Entry<'answered'> | Entry<'edited'> | Entry<'deleted'> | Entry<'reacted'>,
): RoomMessage {
  // What was taken back stays so, whatever comes after it; that it has ended is to be known all the same.
  if (message.isDeleted && entry.type !== 'answered') return message;
  switch (entry.type) {
    case 'answered': {
      const { end, error, metadata } = entry;
      const parts = message.isDeleted ? [] : entry.parts;
      return { ...message, parts, end, ...(error && { error }), ...(metadata && { metadata }) };
    }
    case 'edited':
      return { ...message, parts: textParts(entry.text), isEdited: true };
    case 'deleted': {
      const { reactions: _, ...rest } = message;
      return { ...rest, parts: [], isDeleted: true };
    }
    default:
      return { ...message, reactions: reacted(message, entry) };
  }
}

function reacted(
  { reactions = {} }: RoomMessage,
  { by, emoji, on }: Entry<'reacted'>,
): NonNullable<RoomMessage['reactions']> {
  const before = Object.hasOwn(reactions, emoji) ? reactions[emoji] : undefined;
  const others = (before ?? []).filter((member) => member !== by);
  const who = on ? [...others, by] : others;
  if (who.length === 0) {
    const { [emoji]: _, ...rest } = reactions;
    return rest;
  }
  if (!before && Object.keys(reactions).length >= maxReactionKinds) return reactions;
  return { ...reactions, [emoji]: who };
}

function textParts(text: string): ChatMessage['parts'] {
  return [{ type: 'text', text }];
}
