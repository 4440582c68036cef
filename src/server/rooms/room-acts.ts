import { ChatError } from '../../protocol/chat-error.ts';
import type { RoomClientFrame } from '../../protocol/room-frame.ts';
import type { RoomMember, RoomMessage } from '../../protocol/room-state.ts';
import type { RoomReader } from './room-reader.ts';

/** The frames that ask for something to be done, and are answered. */
export type RoomActFrame = Exclude<
  Extract<RoomClientFrame, { readonly op: string }>,
  { readonly type: 'room.older' }
>;

type Frame<Type extends RoomActFrame['type']> = Extract<RoomActFrame, { readonly type: Type }>;

/** Does what a member asks for, if he may. Answers with the act's place in the log, -1 for one that has none. Throws a `ChatError`. */
export async function actInRoom(reader: RoomReader, frame: RoomActFrame): Promise<number> {
  const { rights } = reader;
  if (!rights.write && !rights.moderate) throw mayNot('read here, but not write');
  if (memberOf(reader).isMuted) throw mayNot('read here, but a moderator has muted you');
  switch (frame.type) {
    case 'room.say':
      return say(reader, frame);
    case 'room.edit':
    case 'room.delete':
    case 'room.react':
      return change(reader, frame);
    case 'room.stop':
      await reader.room.answers.stop(frame.run);
      return -1;
    default:
      return moderate(reader, frame);
  }
}

async function say(reader: RoomReader, frame: Frame<'room.say'>): Promise<number> {
  const { room, member } = reader;
  const { id, text } = frame;
  checkLength(reader, text);
  const before = room.message(id);
  if (before && before.author.id !== member) throw taken();
  const { seq } = await room.append(keyOf(reader, frame), member, { type: 'said', id, text });
  const message = room.message(id);
  // Also where it is said again: a server may have died before it could ask the model.
  if (message?.author.id === member) room.answers.answer(message, reader.address);
  return seq;
}

async function change(
  reader: RoomReader,
  frame: Frame<'room.edit'> | Frame<'room.delete'> | Frame<'room.react'>,
): Promise<number> {
  const { room, member, rights } = reader;
  const message = room.message(frame.id);
  if (!message) throw noMessage();
  const isHis = message.author.id === member;
  const key = keyOf(reader, frame);
  if (frame.type === 'room.react') {
    const { id, emoji, on } = frame;
    return (await room.append(key, member, { type: 'reacted', id, emoji, on })).seq;
  }
  if (frame.type === 'room.edit') {
    if (!isHis) throw mayNot('change what is your own');
    checkLength(reader, frame.text);
    const { id, text } = frame;
    return (await room.append(key, member, { type: 'edited', id, text })).seq;
  }
  if (!isHis && !rights.moderate) throw mayNot('take back what is your own');
  await stopWriting(reader, message);
  return (await room.append(key, member, { type: 'deleted', id: frame.id })).seq;
}

async function moderate(
  reader: RoomReader,
  frame: Frame<'room.mute' | 'room.remove'>,
): Promise<number> {
  const { room, member: by, rights } = reader;
  if (!rights.moderate) throw mayNot('do that only as a moderator');
  const { member, on, type } = frame;
  const known = room.member(member);
  if (known?.kind !== 'person' || member === by) throw noMember();
  const act = type === 'room.mute' ? 'muted' : 'removed';
  return (await room.append(keyOf(reader, frame), by, { type: act, member, on })).seq;
}

/** What is taken back is not written on. */
async function stopWriting({ room }: RoomReader, { run, end }: RoomMessage): Promise<void> {
  if (run !== undefined && !end) await room.answers.stop(run);
}

function memberOf({ room, member }: RoomReader): RoomMember {
  const known = room.member(member);
  if (!known) throw noMember();
  return known;
}

// What was done in a log that is not kept any more is done anew in the next.
function keyOf({ member, room }: RoomReader, { op }: RoomActFrame): string {
  return `act:${room.state.epoch ?? ''}:${member}:${op}`;
}

function checkLength({ room }: RoomReader, text: string): void {
  const { maxCharacters } = room.services.limits;
  if (text.length <= maxCharacters) return;
  const message = `A message may have ${maxCharacters} characters; this one has ${text.length}. Shorten it.`;
  throw new ChatError('too-large', message, { status: 413 });
}

function mayNot(what: string): ChatError {
  return new ChatError('unauthorized', `You may ${what}.`, { status: 403 });
}

function taken(): ChatError {
  const text = 'This id is another message’s. Use a random UUID for each.';
  return new ChatError('bad-request', text, { status: 409 });
}

function noMessage(): ChatError {
  const text = 'There is no such message in this room. It may no longer be kept.';
  return new ChatError('not-found', text, { status: 404 });
}

function noMember(): ChatError {
  const text = 'There is no such person in this room. Look at its members.';
  return new ChatError('not-found', text, { status: 404 });
}
