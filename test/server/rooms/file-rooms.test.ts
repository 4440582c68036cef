// @vitest-environment node
import { appendFile, mkdtemp, readdir, rm, truncate, utimes, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyRoom } from '../../../src/protocol/index.ts';
import { createRoom } from '../../../src/rooms/index.ts';
import { createRooms, memoryRooms, memoryRuns, type RoomStore } from '../../../src/server/index.ts';
import { fileRooms } from '../../../src/server/node/index.ts';
import { roomPipe } from '../../../src/testing/room-pipe.ts';
import { eventually } from '../../eventually.ts';
import { frames, saidIn } from '../../rooms/room-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rooms-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry = (text: string) => ({ type: 'said', by: 'ann', at: 0, id: text, text }) as const;

async function onlyFile(): Promise<string> {
  const [name = ''] = await readdir(folder);
  return join(folder, name);
}

const act = fc.oneof(
  fc.record({ type: fc.constant('append' as const), key: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ type: fc.constant('fold' as const), seq: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ type: fc.constant('mark' as const), seq: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ type: fc.constant('forget' as const) }),
  fc.record({ type: fc.constant('restart' as const) }),
);

describe('rooms in files', () => {
  it('are what rooms in memory are, though the server is started again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const own = await mkdtemp(join(folder, 'case-'));
        const open = () => fileRooms({ folder: own });
        const memory = memoryRooms();
        let files = open();
        for (const each of acts) {
          if (each.type === 'restart') {
            await files.close();
            files = open();
            continue;
          }
          const done = async (store: RoomStore) => {
            const { last = -1 } = await store.read('garden', -1);
            if (each.type === 'forget') return store.forget('garden');
            if (each.type === 'mark') return store.mark('garden', 'ann', each.seq);
            if (each.type === 'append')
              return store.append('garden', `${each.key}`, entry(`${each.key}`));
            const seq = Math.min(each.seq, last);
            return seq < 0 ? undefined : store.fold('garden', { ...emptyRoom, seq });
          };
          expect(await done(files)).toEqual(await done(memory));
          for (const after of [-1, 3])
            expect(await files.read('garden', after)).toEqual(await memory.read('garden', after));
          expect(await files.marks('garden')).toEqual(await memory.marks('garden'));
        }
        await files.close();
      }),
      { numRuns: 40 },
    );
  });

  it('lose of a file whose end was cut off nothing but that end', async () => {
    const before = fileRooms({ folder });
    for (const text of ['one', 'two', 'three']) await before.append('garden', text, entry(text));
    await before.close();
    const path = await onlyFile();
    await truncate(path, (await stat(path)).size - 5);
    const after = fileRooms({ folder });
    expect((await after.read('garden', -1)).entries).toEqual([entry('one'), entry('two')]);
    // What comes next is not hidden behind what is broken.
    expect(await after.append('garden', 'three', entry('three'))).toEqual({ seq: 2, isNew: true });
    await after.close();
    await appendFile(path, 'no record');
    const again = fileRooms({ folder });
    expect((await again.read('garden', -1)).entries).toHaveLength(3);
    await again.close();
  });

  it('are written anew when their log is folded, and forgotten when they are silent for too long', async () => {
    const store = fileRooms({ folder });
    for (let index = 0; index < 200; index++)
      await store.append('garden', `${index % 20}`, entry(`${index}`));
    const { size } = await stat(await onlyFile());
    await store.fold('garden', { ...emptyRoom, seq: 18 });
    expect((await stat(await onlyFile())).size).toBeLessThan(size);
    expect(await store.append('garden', '3', entry('again'))).toEqual({ seq: 3, isNew: false });
    await store.close();
    await utimes(await onlyFile(), 0, 0);
    const later = fileRooms({ folder });
    expect(await later.read('garden', -1)).toEqual({
      base: undefined,
      from: 0,
      entries: [],
      last: -1,
    });
    await later.close();
  });

  it('keep over a restart what was said, who was removed, and who is the founder', async () => {
    const runs = memoryRuns();
    const start = () =>
      createRooms({
        admit: () => ({ moderate: 'founder' }),
        runs,
        store: fileRooms({ folder }),
        times: { leaveMs: 100, pulseMs: 100 },
      });
    let door = start();
    const enter = (name: string) =>
      createRoom({
        room: 'garden',
        name,
        openLink: roomPipe({ owner: name, reach: () => ({ door, runs }) }).openLink,
        frames,
      });
    const ann = enter('Ann');
    await eventually(() => expect(ann.getState().rights.moderate).toBe(true));
    const eve = enter('Eve');
    await ann.send('Hello');
    await eventually(() => expect(saidIn(eve)).toEqual(['Ann: Hello']));
    await ann.remove(eve.getState().me?.id ?? '');
    await eventually(() => expect(eve.getState().status).toBe('refused'));
    ann.leave();
    await door.close();
    door = start();
    const [bob, again, back] = [enter('Bob'), enter('Eve'), enter('Ann')];
    await eventually(() => expect(saidIn(bob)).toEqual(['Ann: Hello']));
    expect(bob.getState().rights.moderate).toBe(false);
    await eventually(() => expect(again.getState().status).toBe('refused'));
    await eventually(() => expect(back.getState().rights.moderate).toBe(true));
    for (const each of [bob, again, back]) each.leave();
    await door.close();
    await runs.close();
  });
});
