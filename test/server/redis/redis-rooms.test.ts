// @vitest-environment node
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createRoom, type RoomControls } from '../../../src/rooms/index.ts';
import { emptyRoom, messageText } from '../../../src/protocol/index.ts';
import { redisRooms } from '../../../src/server/redis/index.ts';
import { eventually } from '../../eventually.ts';
import { frames, namesIn, saidIn } from '../../rooms/room-server.ts';
import { hasRedis, startRedis } from './redis-server.ts';

const answerOf = (room: RoomControls) => room.getState().messages.find(({ run }) => run);
const countOf = (room: RoomControls) => messageText(answerOf(room)!).trim().split(' ');
const entry = (text: string) => ({ type: 'said', by: 'ann', at: 0, id: text, text }) as const;

describe.runIf(hasRedis)(`rooms in Redis${hasRedis ? '' : ' (needs redis-server)'}`, () => {
  let redis: Awaited<ReturnType<typeof startRedis>>;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.remove());
  beforeEach(() => redis.clear());

  it('adds an entry once for each key, in one order for two servers', async () => {
    const [here, there] = [
      await redisRooms({ url: redis.url }),
      await redisRooms({ url: redis.url }),
    ];
    const added = await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const store = index % 2 === 0 ? here : there;
        return store.append('garden', `key ${index % 20}`, entry(`text ${index % 20}`));
      }),
    );
    expect(added.filter(({ isNew }) => isNew)).toHaveLength(20);
    expect(new Set(added.map(({ seq }) => seq))).toEqual(
      new Set(Array.from({ length: 20 }, (_, n) => n)),
    );
    const [one, other] = [await here.read('garden', -1), await there.read('garden', -1)];
    expect(one).toEqual(other);
    expect(one.entries).toHaveLength(20);
    expect((await there.read('garden', 14)).entries).toEqual(one.entries.slice(15));
    await Promise.all([here.close(), there.close()]);
  });

  it('folds what is old, goes on behind it, and keeps marks that do not go back', async () => {
    const store = await redisRooms({ url: redis.url });
    for (let index = 0; index < 10; index++)
      await store.append('garden', `${index}`, entry(`${index}`));
    const base = { ...emptyRoom, seq: 5 };
    await store.fold('garden', base);
    await store.fold('garden', { ...emptyRoom, seq: 3 });
    const whole = await store.read('garden', -1);
    expect(whole).toMatchObject({ base, from: 6 });
    expect(whole.entries).toHaveLength(4);
    const rest = { from: 8, entries: whole.entries.slice(2), last: 9 };
    expect(await store.read('garden', 7)).toEqual(rest);
    await store.fold('garden', { ...emptyRoom, seq: 9 });
    expect(await store.append('garden', 'next', entry('next'))).toEqual({ seq: 10, isNew: true });
    await store.mark('garden', 'ann', 7);
    await store.mark('garden', 'ann', 4);
    expect(await store.marks('garden')).toEqual({ ann: 7 });
    await store.forget('garden');
    expect(await store.read('garden', -1)).toMatchObject({ from: 0, entries: [] });
    await store.close();
  });

  describe('with two servers', () => {
    const servers: ChildProcess[] = [];
    const rooms: RoomControls[] = [];
    afterEach(() => {
      for (const room of rooms.splice(0)) room.leave();
      for (const server of servers.splice(0)) server.kill('SIGKILL');
    });

    async function startServer() {
      const path = fileURLToPath(new URL('rooms-server.ts', import.meta.url));
      const server = fork(path, [redis.url], {
        execArgv: ['--import', 'tsx'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      servers.push(server);
      const [port] = (await once(server, 'message')) as [number];
      return { server, url: `ws://127.0.0.1:${port}/api/ws` };
    }

    function enter(name: string, urls: readonly string[]) {
      // A balancer that sends whoever comes back to the next server.
      let times = 0;
      class Balanced extends WebSocket {
        constructor(_: string, protocols: string[]) {
          super(urls[times++ % urls.length] ?? '', protocols);
        }
      }
      const room = createRoom({ room: 'garden', name, url: urls[0], WebSocket: Balanced, frames });
      rooms.push(room);
      return room;
    }

    it('shows all the same, and loses nothing when one of them is killed', async () => {
      const [first, second] = [await startServer(), await startServer()];
      const ann = enter('Ann', [first.url, second.url]);
      const bob = enter('Bob', [second.url]);
      await eventually(() => expect(namesIn(bob).toSorted()).toEqual(['Ada', 'Ann', 'Bob']));
      const said = [ann.send('from the first'), bob.send('from the second')];
      await Promise.all(said);
      await eventually(() => expect(saidIn(ann)).toHaveLength(2));
      await eventually(() => expect(saidIn(bob)).toEqual(saidIn(ann)));
      ann.setTyping(true);
      await eventually(() =>
        expect(bob.getState().typing.map(({ name }) => name)).toEqual(['Ann']),
      );
      // The one that dies writes an answer, and has taken what it has not told everybody.
      await ann.send('@Ada count');
      await eventually(() => expect(saidIn(bob).at(-1)).toMatch(/^Ada: 0 1 /));
      const last = Array.from({ length: 10 }, (_, index) => ann.send(`last words ${index}`));
      first.server.kill('SIGKILL');
      await eventually(() => expect(bob.getState().typing).toEqual([]));
      for (const result of await Promise.all(last))
        expect(result).toMatchObject({ accepted: true });
      const words = () => saidIn(bob).filter((text) => text.startsWith('Ann: last'));
      await eventually(() =>
        expect(words()).toEqual(last.map((_, index) => `Ann: last words ${index}`)),
      );
      await eventually(() => expect(saidIn(ann)).toEqual(saidIn(bob)), { timeout: 60_000 });
      // The other one goes on with the answer, which counts on without a gap, until somebody stops it.
      const before = countOf(bob).length;
      await eventually(() => expect(countOf(bob).length).toBeGreaterThan(before + 5));
      await bob.stop(answerOf(bob)?.id ?? '');
      await eventually(() => {
        expect(answerOf(bob)?.end).toBe('aborted');
        expect(answerOf(ann)).toEqual(answerOf(bob));
      });
      expect(countOf(bob)).toEqual(countOf(bob).map((_, number) => `${number}`));
      expect(namesIn(bob).toSorted()).toEqual(['Ada', 'Ann', 'Bob']);
      await bob.send('@Ada count');
      await eventually(() => expect(saidIn(ann).at(-1)).toMatch(/^Ada: 0 1 /));
    });
  });
});
