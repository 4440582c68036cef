// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { createRoom, type RoomControls, type RoomOptions } from '../../src/rooms/index.ts';
import {
  createRooms,
  memoryRooms,
  memoryRuns,
  type Rooms,
  type RoomsOptions,
} from '../../src/server/index.ts';
import { roomPipe } from '../../src/testing/room-pipe.ts';
import { eventually } from '../eventually.ts';
import { frames, namesIn, saidIn } from './room-server.ts';

const ended: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ended.splice(0).toReversed()) await end();
});

/** A server that forgets its rooms whenever it is started again. */
function startForgetful(options: Partial<RoomsOptions> = {}) {
  const pipes: ReturnType<typeof roomPipe>[] = [];
  const failures: unknown[] = [];
  let end: { door: Rooms; runs: ReturnType<typeof memoryRuns> } | undefined;
  const onError = (error: unknown) => failures.push(error);
  const start = () => {
    const runs = memoryRuns();
    const door = createRooms({
      admit: () => ({ moderate: 'founder' }),
      onError,
      ...options,
      runs,
      store: memoryRooms(),
    });
    end = { door, runs };
  };
  const stop = async () => {
    const dead = end;
    end = undefined;
    for (const { cut } of pipes) cut();
    await dead?.door.close();
    await dead?.runs.close();
  };
  start();
  ended.push(async () => {
    await stop();
    expect(failures).toEqual([]);
  });
  return {
    start,
    stop,
    get rooms() {
      return end!.door;
    },
    enter(name: string, more: Partial<RoomOptions> = {}): RoomControls {
      const pipe = roomPipe({ owner: name, reach: () => end });
      pipes.push(pipe);
      const room = createRoom({ room: 'garden', name, openLink: pipe.openLink, frames, ...more });
      ended.push(room.leave);
      return room;
    },
  };
}

const isJoined = (room: RoomControls) =>
  eventually(() => expect(room.getState().status).toBe('joined'));
const isLost = (room: RoomControls) =>
  eventually(() => expect(room.getState().status).toBe('reconnecting'));

async function* endless({ signal }: { readonly signal: AbortSignal }) {
  yield 'One word ';
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
}

describe('a room whose server comes back without it', () => {
  it('keeps on each page what was shown there, says where the room was begun anew, and goes on', async () => {
    const server = startForgetful();
    const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
    await ann.send('one');
    await bob.send('two');
    await eventually(() => expect(saidIn(ann)).toEqual(['Ann: one', 'Bob: two']));
    await server.stop();
    await isLost(ann);
    server.start();
    await Promise.all([isJoined(ann), isJoined(bob)]);
    await bob.send('three');
    const all = ['Ann: one', 'Bob: two', 'Bob: three'];
    await eventually(() => expect(saidIn(ann)).toEqual(all));
    await eventually(() => expect(saidIn(bob)).toEqual(all));
    const [one, two, three] = ann.getState().messages;
    expect(one).toMatchObject({ isOnlyHere: true });
    expect(one).not.toHaveProperty('isBeforeBreak');
    expect(two).toMatchObject({ isOnlyHere: true, isBeforeBreak: true });
    expect(three).not.toHaveProperty('isOnlyHere');
    // Who comes now is told what the server has.
    const cy = server.enter('Cy');
    await eventually(() => expect(saidIn(cy)).toEqual(['Bob: three']));
    await eventually(() => expect(namesIn(ann).toSorted()).toEqual(['Ann', 'Bob', 'Cy']));
  });

  it('does so each time', async () => {
    const server = startForgetful();
    const ann = server.enter('Ann');
    for (const text of ['one', 'two', 'three']) {
      await isJoined(ann);
      await ann.send(text);
      await eventually(() => expect(saidIn(ann).at(-1)).toBe(`Ann: ${text}`));
      await server.stop();
      await isLost(ann);
      server.start();
    }
    await isJoined(ann);
    expect(saidIn(ann)).toEqual(['Ann: one', 'Ann: two', 'Ann: three']);
    expect(ann.getState().messages.map(({ isBeforeBreak }) => isBeforeBreak)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('has sent what was written meanwhile, once', async () => {
    const server = startForgetful();
    const ann = server.enter('Ann');
    await ann.send('before');
    await eventually(() => expect(saidIn(ann)).toHaveLength(1));
    await server.stop();
    await isLost(ann);
    const sending = ann.send('meanwhile');
    server.start();
    await expect(sending).resolves.toMatchObject({ accepted: true });
    await eventually(() => expect(ann.getState().messages.at(-1)?.delivery).toBeUndefined());
    expect(saidIn(ann)).toEqual(['Ann: before', 'Ann: meanwhile']);
    expect(ann.getState().messages[1]).not.toHaveProperty('isOnlyHere');
  });

  it('leaves an answer that was cut its words, and says that they are not all', async () => {
    const server = startForgetful({ models: [{ name: 'Ada', answer: endless }] });
    const ann = server.enter('Ann');
    await ann.send('@Ada tell me');
    await eventually(() => expect(saidIn(ann).at(-1)).toBe('Ada: One word '));
    await server.stop();
    await isLost(ann);
    server.start();
    await isJoined(ann);
    await eventually(() =>
      expect(ann.getState().messages.at(-1)).toMatchObject({ isOnlyHere: true }),
    );
    const answer = ann.getState().messages.at(-1);
    expect(saidIn(ann)).toEqual(['Ann: @Ada tell me', 'Ada: One word ']);
    expect(answer?.end).toBe('truncated');
    expect(answer?.isBeforeBreak).toBe(true);
  });

  it('has no founder whom nobody knows: neither who comes back first nor who comes new', async () => {
    const server = startForgetful();
    const ann = server.enter('Ann');
    await isJoined(ann);
    const bob = server.enter('Bob');
    await isJoined(bob);
    expect(ann.getState().rights.moderate).toBe(true);
    await ann.send('mine');
    await eventually(() => expect(saidIn(bob)).toHaveLength(1));
    ann.leave();
    await server.stop();
    await isLost(bob);
    server.start();
    await isJoined(bob);
    expect(bob.getState().rights).toEqual({ read: true, write: true, moderate: false });
    const cy = server.enter('Cy');
    await isJoined(cy);
    expect(cy.getState().rights.moderate).toBe(false);
  });

  it('is entered anew by all who are in it when it is forgotten under them', async () => {
    const server = startForgetful();
    const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
    await ann.send('before');
    await eventually(() => expect(saidIn(bob)).toHaveLength(1));
    await server.rooms.forget('garden');
    await eventually(() =>
      expect(ann.getState().messages[0]).toMatchObject({ isOnlyHere: true, isBeforeBreak: true }),
    );
    await isJoined(ann);
    await ann.send('after');
    await eventually(() => expect(saidIn(bob)).toEqual(['Ann: before', 'Ann: after']));
    await eventually(() => expect(namesIn(bob).toSorted()).toEqual(['Ann', 'Bob']));
    expect((await server.rooms.history('garden')).map(({ parts }) => parts)).toEqual([
      [{ type: 'text', text: 'after' }],
    ]);
  });
});
