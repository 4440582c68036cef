// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TypingRooms, type TypingMember } from '../../../src/server/sockets/typing-rooms.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const chat = 'chat-1';

function member(name: string, owner = '') {
  const heard: string[] = [];
  const made: TypingMember & { readonly heard: string[] } = {
    member: { owner, name },
    heard,
    tell: ({ who, on }) => void heard.push(`${who} ${on ? 'writes' : 'stops'}`),
  };
  return made;
}

function room() {
  const rooms = new TypingRooms();
  const [ada, bob] = [member('Ada'), member('Bob')];
  rooms.join(bob, chat);
  const type = (on = true) => rooms.set(ada, { type: 'typing', chat, on });
  return { rooms, ada, bob, type };
}

it('who types is told at most once in 3 seconds', () => {
  const { bob, type } = room();
  for (let key = 0; key < 7; key += 1) {
    type();
    vi.advanceTimersByTime(500);
  }
  expect(bob.heard).toEqual(['Ada writes', 'Ada writes']);
});

it('who has typed no more for 5 seconds has stopped', () => {
  const { bob, type } = room();
  type();
  vi.advanceTimersByTime(4000);
  type();
  vi.advanceTimersByTime(4999);
  expect(bob.heard).toEqual(['Ada writes', 'Ada writes']);
  vi.advanceTimersByTime(1);
  expect(bob.heard.at(-1)).toBe('Ada stops');
  vi.advanceTimersByTime(60_000);
  expect(bob.heard).toHaveLength(3);
});

it('who stops is told once, and who never began not at all', () => {
  const { bob, type } = room();
  type(false);
  type();
  type(false);
  type(false);
  expect(bob.heard).toEqual(['Ada writes', 'Ada stops']);
});

it('who leaves stops, and leaves nothing behind', () => {
  const { rooms, ada, bob, type } = room();
  type();
  rooms.leave(ada, [chat]);
  rooms.leave(bob, [chat]);
  expect(bob.heard).toEqual(['Ada writes', 'Ada stops']);
  expect(vi.getTimerCount()).toBe(0);
});

it('a chat of another user is another chat, whatever its name', () => {
  const { rooms, type } = room();
  const eve = member('Eve', 'other');
  rooms.join(eve, chat);
  type();
  expect(eve.heard).toEqual([]);
});
