import { pageFrames, type FrameClock } from '../chat/run/frame-clock.ts';
import { createId } from '../chat/state/create-id.ts';
import { OwnTyping } from './own-typing.ts';
import type { OpenRoomLink, RoomLinkOptions } from './room-link.ts';
import { RoomOutbox, type RoomActFrame } from './room-outbox.ts';
import { RoomSession } from './room-session.ts';
import { keptActs, keyOf, type RoomStorage } from './room-storage.ts';
import type { RoomResult, RoomView } from './room-view.ts';
import { roomViewer } from './view-room.ts';

/** Options of {@link createRoom}. */
export interface RoomOptions extends RoomLinkOptions {
  /** How this member is called, unless the server knows it better. @default 'Guest' */
  readonly name?: string | undefined;
  /** One or two characters to be shown by. @default none */
  readonly avatar?: string | undefined;
  /** Keeps what is not sent yet, and by what the server knows this member again, over a reload: `sessionStorage`. @default nothing is kept */
  readonly storage?: RoomStorage | undefined;
  /** When the screen is told of changes; a test passes its own. @default the page's frames */
  readonly frames?: FrameClock | undefined;
  /** Makes names of messages and acts; a test passes its own. @default 128 random bits */
  readonly createId?: (() => string) | undefined;
  /** Opens the way to the room; `twoPeople` of `rivulet/testing` needs no network. @default over a WebSocket, loaded when the room is entered */
  readonly openLink?: OpenRoomLink | undefined;
}

/** A room without a screen: its state, and what its member may do. */
export interface RoomControls {
  /** The present state; the same object until something changes. */
  readonly getState: () => RoomView;
  /** Calls the listener after each change, at most once per frame. Answers with the function that unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Enters the room; does nothing while it is entered. `createRoom` does so itself. */
  readonly join: () => void;
  /** Says something, as markdown. It is shown at once, and sent when there is a connection. Resolves when the server has taken or refused it; never rejects. */
  readonly send: (text: string) => Promise<RoomResult>;
  /** Changes one's own message. */
  readonly edit: (id: string, text: string) => Promise<RoomResult>;
  /** Takes a message back: one's own, or as a moderator any. */
  readonly delete: (id: string) => Promise<RoomResult>;
  /** Reacts to a message, such as with an emoji, or no longer does. @param on Whether the reaction is to be there. @default the other way than it is */
  readonly react: (id: string, emoji: string, on?: boolean) => Promise<RoomResult>;
  /** Stops a model's answer for all. */
  readonly stop: (id: string) => Promise<RoomResult>;
  /** As a moderator, has a member only read. @param on Whether it is to hold. @default true */
  readonly mute: (member: string, on?: boolean) => Promise<RoomResult>;
  /** As a moderator, removes a member. @param on Whether it is to hold. @default true */
  readonly remove: (member: string, on?: boolean) => Promise<RoomResult>;
  /** Tells the others that this member types, or has stopped: call it at every key, it is told every few seconds. */
  readonly setTyping: (on: boolean) => void;
  /** Notes that this member has read. @param seq How far, as a message's `changed` says it. @default all that is there */
  readonly markRead: (seq?: number) => void;
  /** Fetches messages before the first. Resolves when they are there, or there are none. */
  readonly loadOlder: () => Promise<void>;
  /** Sends a message again that was refused. */
  readonly retry: (id: string) => void;
  /** Forgets a message that was refused. */
  readonly discard: (id: string) => void;
  /** Leaves the room, which the others are told at once. `join` enters it again. */
  readonly leave: () => void;
}

/** Makes the store of a room and enters it. What one member does, all see in the same order, whatever becomes of connections and servers. */
export function createRoom(options: RoomOptions): RoomControls {
  const room = makeRoom(options);
  room.join();
  return room;
}

/** Makes the store of a room that is not entered yet. */
export function makeRoom(options: RoomOptions): RoomControls {
  const { room, name, avatar, storage, openLink } = options;
  const newId = options.createId ?? createId;
  const { subscribe, change } = framed(options.frames ?? pageFrames(), () => (shown = undefined));
  const kept = keptActs(storage, room);
  const view = roomViewer();
  let shown: RoomView | undefined;
  const session = new RoomSession(
    {
      link: options,
      openLink,
      as: withoutUndefined({ name, avatar, key: keyOf(storage, newId) }),
      newId,
      onChange: change,
      onJoined: () => typing.joined(),
    },
    () => outbox,
  );
  const typing = new OwnTyping({
    isJoined: () => session.status === 'joined',
    tell: (on) => session.send({ type: 'room.typing', room, on }),
  });
  const outbox = new RoomOutbox({
    send: (frame) => session.send(frame),
    onChange() {
      kept.save(outbox.acts);
      change();
    },
    later: (call, ms) => void session.after(call, ms),
  });
  outbox.load(kept.load());
  return {
    getState: () => (shown ??= view(session, outbox.acts, name ?? '')),
    subscribe,
    join: () => session.join(),
    leave: () => session.leave(),
    loadOlder: () => session.loadOlder(),
    retry: (id) => outbox.retry(id),
    discard: (id) => outbox.discard(id),
    ...roomActs({ room, session, outbox, typing, newId }),
  };
}

/** What a member does in a room. */
function roomActs({
  room,
  session,
  outbox,
  typing,
  newId,
}: {
  readonly room: string;
  readonly session: RoomSession;
  readonly outbox: RoomOutbox;
  readonly typing: OwnTyping;
  readonly newId: () => string;
}): Omit<
  RoomControls,
  'getState' | 'subscribe' | 'join' | 'leave' | 'loadOlder' | 'retry' | 'discard'
> {
  const named = () => ({ room, op: newId() });
  const act = (frame: RoomActFrame, id: string) => outbox.add(frame, id, Date.now());
  const hasReacted = (id: string, emoji: string) => {
    const message = session.book.state.messages.find((one) => one.id === id);
    return message?.reactions?.[emoji]?.includes(session.book.me) === true;
  };
  return {
    send(text) {
      typing.said();
      const id = newId();
      return act({ type: 'room.say', ...named(), id, text }, id);
    },
    edit: (id, text) => act({ type: 'room.edit', ...named(), id, text }, id),
    delete: (id) => act({ type: 'room.delete', ...named(), id }, id),
    react: (id, emoji, on = !hasReacted(id, emoji)) =>
      act({ type: 'room.react', ...named(), id, emoji, on }, id),
    stop: (id) => act({ type: 'room.stop', ...named(), run: id }, id),
    mute: (member, on = true) => act({ type: 'room.mute', ...named(), member, on }, member),
    remove: (member, on = true) => act({ type: 'room.remove', ...named(), member, on }, member),
    setTyping: (on) => typing.set(on),
    markRead(seq = session.book.after) {
      const { marks, me } = session.book;
      if (seq > (marks[me] ?? -1)) session.send({ type: 'room.read', room, seq });
    },
  };
}

/** Listeners that are told of all changes within a frame at its end. */
function framed(frames: FrameClock, forget: () => void) {
  const listeners = new Set<() => void>();
  let isDue = false;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const change = (): void => {
    forget();
    if (isDue || listeners.size === 0) return;
    isDue = true;
    frames.request(() => {
      isDue = false;
      for (const listener of listeners) listener();
    });
  };
  return { subscribe, change };
}

function withoutUndefined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as never;
}
