// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { RoomAdmission } from '../../src/server/index.ts';
import { eventually } from '../eventually.ts';
import { namesIn, saidIn, startRoomServer } from './room-server.ts';

let server: Awaited<ReturnType<typeof startRoomServer>>;
afterEach(() => server.close());

/** The host's list of who may do what, by the name that each socket brings. */
const rights = new Map<string, RoomAdmission>();

function as(name: string) {
  rights.set(name, {});
  return class extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { 'user-agent': name } });
    }
  };
}

async function* endless({ signal }: { readonly signal: AbortSignal }) {
  for (let number = 0; !signal.aborted; number++) {
    yield `${number} `;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const admit = (request: Request) => rights.get(request.headers.get('user-agent') ?? '');

/** A client without manners, already in the room, that reads an answer there. */
async function attacker() {
  const Socket = as('Eve');
  const socket = new Socket(server.url, ['chat.v1']);
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (data) =>
    heard.push(JSON.parse((data as Buffer).toString()) as Record<string, unknown>),
  );
  await new Promise((resolve) => socket.once('open', resolve));
  const say = (frame: object) => socket.send(JSON.stringify(frame));
  say({ type: 'hello', v: 1 });
  say({ type: 'room.join', room: 'garden', name: 'Eve' });
  await eventually(() => expect(heard.map(({ type }) => type)).toContain('room.joined'));
  return { heard, say, socket };
}

describe('rights that end while somebody is there', () => {
  it('end at once: he hears, says and reads nothing more, and leaves the others', async () => {
    server = await startRoomServer({ admit, models: [{ name: 'Ada', answer: endless }] });
    const ann = server.enter('Ann', { WebSocket: as('Ann') });
    const { heard, say, socket } = await attacker();
    await ann.send('@Ada count');
    await eventually(() => expect(saidIn(ann).at(-1)).toMatch(/^Ada: 0 1 /));
    const run = ann.getState().messages.at(-1)?.run;
    say({ type: 'attach', run, credit: 64 });
    await eventually(() => expect(heard.map(({ type }) => type)).toContain('ev'));
    rights.delete('Eve');
    await server.rooms.readmit('garden');
    await eventually(() =>
      expect(heard.at(-1)).toMatchObject({ type: 'room.refused', code: 'not_found' }),
    );
    const { length } = heard;
    say({ type: 'credit', run, n: 64, ack: 1 });
    say({ type: 'nack', run, from: 0 });
    say({ type: 'attach', run, credit: 64 });
    say({ type: 'room.say', room: 'garden', op: 'one', id: 'm1', text: 'still here' });
    say({ type: 'room.typing', room: 'garden', on: true });
    say({ type: 'room.join', room: 'garden', name: 'Eve' });
    await ann.send('a secret');
    await eventually(() => expect(namesIn(ann).toSorted()).toEqual(['Ada', 'Ann']));
    // Of the run and of the room alike it is said that they are not there.
    const told = () =>
      heard.slice(length).flatMap(({ type, code }) => (type === 'ping' ? [] : [code]));
    await eventually(() => expect(told()).toHaveLength(4));
    expect(new Set(told())).toEqual(new Set(['not_found']));
    expect(JSON.stringify(heard)).not.toContain('a secret');
    expect(saidIn(ann)).not.toContain('Eve: still here');
    await ann.stop(run ?? '');
    socket.close();
  });

  it('become others without a word lost', async () => {
    server = await startRoomServer({ admit, models: [{ name: 'Ada', answer: endless }] });
    const ann = server.enter('Ann', { WebSocket: as('Ann') });
    const bob = server.enter('Bob', { WebSocket: as('Bob') });
    await bob.send('one');
    await ann.send('@Ada count');
    await eventually(() => expect(saidIn(bob).at(-1)).toMatch(/^Ada: 0 1 /));
    rights.set('Bob', { write: false });
    await server.rooms.readmit();
    await eventually(() => expect(bob.getState().rights.write).toBe(false));
    expect(await bob.send('two')).toMatchObject({ accepted: false });
    // Whose rights are as they were has noticed nothing, and the answer is read on.
    expect(ann.getState().status).toBe('joined');
    const { length } = saidIn(bob).at(-2) ?? '';
    await eventually(() =>
      expect(saidIn(bob).find((text) => text.startsWith('Ada'))?.length).toBeGreaterThan(
        length + 10,
      ),
    );
    rights.set('Bob', { write: true });
    await server.rooms.readmit('garden');
    await eventually(() => expect(bob.getState().rights.write).toBe(true));
    expect(await bob.send('three')).toMatchObject({ accepted: true });
    await ann.stop(ann.getState().messages.find(({ run }) => run)?.id ?? '');
  });

  it('end by themselves, within the time that the host has set', async () => {
    server = await startRoomServer({ admit, times: { readmitMs: 50 } });
    const ann = server.enter('Ann', { WebSocket: as('Ann') });
    await eventually(() => expect(ann.getState().status).toBe('joined'));
    rights.delete('Ann');
    await eventually(() =>
      expect(ann.getState()).toMatchObject({ status: 'refused', error: { code: 'not-found' } }),
    );
  });
});
