import { vi } from 'vitest';
import { ChatError, messageText, type RoomEntry } from '../../src/protocol/index.ts';
import { createRoom, type RoomControls, type RoomResult } from '../../src/rooms/index.ts';
import {
  createRooms,
  memoryRooms,
  memoryRuns,
  type Rooms,
  type RoomStore,
} from '../../src/server/index.ts';
import { roomPipe } from '../../src/testing/room-pipe.ts';
import { frames } from '../rooms/room-server.ts';
import { createRandom } from './random.ts';

const roomName = 'garden';
const emoji = ['👍', '🎉'] as const;

/** What somebody in the simulation has done, and what came of it. */
interface Person {
  readonly name: string;
  readonly room: RoomControls;
  readonly cut: () => void;
  /** What he has said, in his order, and what came of it. */
  readonly said: { readonly text: string; result?: RoomResult }[];
  isAway: boolean;
}

/** Runs one schedule of two to eight people, two servers and their faults; answers with what went wrong. */
export async function simulateRoom(seed: number): Promise<string[]> {
  const random = createRandom(seed);
  let store = memoryRooms();
  // Of some rooms nothing is kept when their servers die.
  const isForgetful = seed % 3 === 0;
  const runs = memoryRuns();
  let isCalm = false;
  const failures: unknown[] = [];
  const servers = [startServer(), startServer()];
  const shownTo = new Map<Person, ReadonlySet<string>>();
  const people = Array.from({ length: 2 + random.int(7) }, (_, index) => enter(index));
  for (let step = 20 + random.int(60); step > 0; step--) {
    act();
    await vi.advanceTimersByTimeAsync(random.int(400));
  }
  isCalm = true;
  for (const person of people) person.room.join();
  await settle();
  const found = await judge();
  for (const { room } of people) room.leave();
  for (const server of servers) await server.close();
  await runs.close();
  return found;

  function startServer(): Rooms {
    return createRooms({
      admit: () => ({ moderate: 'founder' }),
      store: faulty(store),
      runs,
      limits: { burst: 10_000, maxEntries: 30, maxMessages: 1000 },
      times: { leaveMs: 2000, pulseMs: 1000, typingMs: 1500 },
      models: [{ name: 'Ada', answer: slowly }],
      onError: (error) => void (error instanceof ChatError || failures.push(error)),
    });
  }

  async function* slowly({ signal }: { readonly signal: AbortSignal }) {
    for (let word = 0; word < 5 && !signal.aborted; word++) {
      yield `${word} `;
      await new Promise((resolve) => setTimeout(resolve, random.int(300)));
    }
  }

  /** A store that now and then cannot be reached, before or after it has done what it was asked for, and loses signals. */
  function faulty(inner: RoomStore): RoomStore {
    return {
      ...inner,
      async append(...asked) {
        const fault = isCalm ? 1 : random.next();
        if (fault < 0.03) throw away();
        const added = await inner.append(...asked);
        if (fault < 0.06) throw away();
        return added;
      },
      async signal(...asked) {
        if (isCalm || !random.chance(0.1)) await inner.signal(...asked);
      },
      close: async () => undefined,
    };
  }

  function enter(index: number): Person {
    const name = `Person ${index}`;
    const pipe = roomPipe({
      owner: name,
      reach() {
        const door = random.pick(servers as [Rooms, Rooms]);
        return isCalm || random.chance(0.9) ? { door, runs } : undefined;
      },
      delayMs: () => (random.chance(0.1) ? random.int(500) : random.int(30)),
    });
    const room = createRoom({ room: roomName, name, openLink: pipe.openLink, frames });
    return { name, room, cut: pipe.cut, said: [], isAway: false };
  }

  function act(): void {
    const person = random.pick(people as [Person, ...Person[]]);
    const { room } = person;
    const { messages, me } = room.getState();
    const message = messages[random.int(messages.length)];
    const kind = random.next();
    if (kind < 0.45) say(person);
    else if (kind < 0.53) person.cut();
    else if (kind < 0.57) comeOrGo(person);
    else if (kind < 0.6) void (isForgetful && random.chance(0.3) ? restartAll() : restart());
    else if (kind < 0.7) room.setTyping(random.chance(0.7));
    else if (kind < 0.75) room.markRead();
    else if (kind < 0.85 && message) void room.react(message.id, random.pick(emoji));
    else if (kind < 0.93 && message?.author.id === me?.id)
      void room.edit(message?.id ?? '', `edit ${random.int(1000)}`);
    else if (message?.author.id === me?.id) void room.delete(message?.id ?? '');
  }

  function say(person: Person): void {
    const asksModel = random.chance(0.1) ? '@Ada ' : '';
    const text = `${asksModel}${person.name} says ${person.said.length}`;
    const saying: Person['said'][number] = { text };
    person.said.push(saying);
    void person.room.send(text).then((result) => {
      saying.result = result;
      return result;
    });
  }

  /** One of the servers dies, and another one takes its place. */
  async function restart(): Promise<void> {
    const index = random.int(servers.length);
    const dead = servers[index];
    servers[index] = startServer();
    await dead?.close();
    // Whoever was there has lost his socket; to tell who, is more than is needed.
    for (const person of people) if (random.chance(0.7)) person.cut();
  }

  /** All servers die, and nothing of the room is left but what pages have shown. */
  async function restartAll(): Promise<void> {
    for (const person of people) {
      const { messages } = person.room.getState();
      const known = messages.filter(({ delivery }) => !delivery).map(({ id }) => id);
      shownTo.set(person, new Set([...(shownTo.get(person) ?? []), ...known]));
    }
    const dead = [...servers];
    store = memoryRooms();
    servers.splice(0, servers.length, startServer(), startServer());
    for (const person of people) person.cut();
    for (const server of dead) await server.close();
  }

  async function settle(): Promise<void> {
    for (const { cut } of people) cut();
    for (let seconds = 0; seconds < 60; seconds++) {
      await vi.advanceTimersByTimeAsync(1000);
      if (seconds < 12) continue;
      const states = people.map(({ room }) => room.getState());
      const isQuiet = states.every(
        ({ status, messages }) =>
          status === 'joined' &&
          messages.every(({ delivery, run, end }) => !delivery && (run === undefined || end)),
      );
      if (isQuiet) break;
    }
    for (const { room } of people) {
      while (room.getState().hasOlder && room.getState().status === 'joined') {
        const loading = room.loadOlder();
        await vi.advanceTimersByTimeAsync(1000);
        await loading;
      }
    }
  }

  async function judge(): Promise<string[]> {
    const faults = failures.map((error) => `unforeseen: ${String(error)}`);
    const pictures = people.map(({ room }) => pictureOf(room));
    for (const [index, picture] of pictures.entries()) {
      if (picture !== pictures[0])
        faults.push(`${people[index]?.name} sees\n${picture}\nbut the first\n${pictures[0]}`);
    }
    for (const person of people) {
      const { name, room, said } = person;
      const { status, typing, messages, members } = room.getState();
      const gone = [...(shownTo.get(person) ?? [])].filter((id) =>
        messages.every((message) => message.id !== id),
      );
      if (gone.length > 0) faults.push(`${name} no longer sees ${gone.length} that he has seen`);
      const ids = new Set(messages.map(({ id }) => id));
      if (ids.size < messages.length) faults.push(`${name} sees something twice`);
      if (status !== 'joined') faults.push(`${name} is ${status}`);
      if (typing.length > 0)
        faults.push(`${name} sees ${typing.map((one) => one.name).join()} type for ever`);
      const present = members.filter(({ isPresent }) => isPresent).length;
      if (present !== people.length + 1)
        faults.push(
          `${name} sees ${present} members of ${people.length + 1}: ${members.map((m) => `${m.name} ${m.isPresent} ${m.since}`).join()}`,
        );
      const lost = said.filter(({ result }) => result?.accepted !== true);
      if (lost.length > 0) faults.push(`${name} has ${lost.length} messages that nobody took`);
      const own = said.map(({ result }) => result?.id);
      const mine = messages.filter(({ author }) => author.name === name).map(({ id }) => id);
      if (String(own) !== String(mine))
        faults.push(
          `${name} said ${own.length}, in another order or number than the ${mine.length} shown`,
        );
    }
    return [...faults, ...(await judgeLog())];
  }

  /** That somebody came is told when he was not there, that he went when he was. */
  async function judgeLog(): Promise<string[]> {
    const { base, entries } = await store.read(roomName, -1);
    const present = new Map(
      Object.values(base?.members ?? {}).map(({ id, isPresent }) => [id, isPresent]),
    );
    return entries.flatMap((entry: RoomEntry) => {
      if (entry.type !== 'joined' && entry.type !== 'left') return [];
      const was = present.get(entry.by) === true;
      present.set(entry.by, entry.type === 'joined');
      return was === (entry.type === 'joined') ? [`${entry.by} ${entry.type} twice`] : [];
    });
  }
}

/** What a room shows to one of its members. */
function pictureOf(room: RoomControls): string {
  const { messages } = room.getState();
  return messages
    .filter(({ isOnlyHere }) => !isOnlyHere)
    .map((message) => {
      const { seq, author, isDeleted, isEdited, reactions = {}, end } = message;
      const marks = [isDeleted && 'deleted', isEdited && 'edited', end].filter(Boolean).join(' ');
      const reacted = Object.entries(reactions).map(([each, who]) => `${each}${who.length}`);
      return `${seq} ${author.name}: ${messageText(message)} ${marks} ${reacted.join(' ')}`;
    })
    .join('\n');
}

function comeOrGo(person: Person): void {
  if (person.isAway) person.room.join();
  else person.room.leave();
  person.isAway = !person.isAway;
}

function away(): ChatError {
  return new ChatError('overloaded', 'The store is away.', { retryAfterMs: 200 });
}
