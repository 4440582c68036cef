// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { RoomsOptions } from '../../src/server/index.ts';
import { eventually } from '../eventually.ts';
import { namesIn, saidIn, startRoomServer } from './room-server.ts';

let server: Awaited<ReturnType<typeof startRoomServer>>;

async function start(options: Partial<Omit<RoomsOptions, 'runs'>> = {}) {
  server = await startRoomServer(options);
}

afterEach(() => server.close());

/** A client without manners: says what it likes, and keeps what it hears. */
async function rawClient() {
  const socket = new WebSocket(server.url, 'chat.v1');
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (data) =>
    heard.push(JSON.parse((data as Buffer).toString()) as Record<string, unknown>),
  );
  await new Promise((resolve) => socket.once('open', resolve));
  const say = (frame: object) => socket.send(JSON.stringify(frame));
  say({ type: 'hello', v: 1 });
  return { heard, say, socket };
}

describe('the rights in a room', () => {
  it('let nobody tell a room that is not his from one that is not there', async () => {
    await start({ admit: (_, room) => (room === 'garden' ? {} : undefined) });
    const ann = server.enter('Ann');
    await ann.send('a secret');
    const { heard, say, socket } = await rawClient();
    const acts = [
      { type: 'room.join' },
      { type: 'room.say', op: 'one', id: 'm1', text: 'let me in' },
      { type: 'room.older', op: 'two', before: 100 },
      { type: 'room.read', seq: 1 },
      { type: 'room.typing', on: true },
    ];
    for (const act of acts) say({ ...act, room: 'cellar' });
    // Without entering, even a room that lets everybody in says nothing.
    for (const act of acts.slice(1)) say({ ...act, room: 'garden' });
    const refused = () => heard.filter(({ type }) => type === 'room.refused');
    await eventually(() => expect(refused()).toHaveLength(9));
    const told = new Set(
      refused().map(({ code, message }) => `${String(code)} ${String(message)}`),
    );
    expect(told.size).toBe(1);
    expect(JSON.stringify(heard)).not.toContain('secret');
    socket.close();
  });

  it('let who may only read do nothing else', async () => {
    await start({
      admit: (request) => ({ write: !request.headers.get('user-agent')?.includes('reader') }),
      models: [{ name: 'Ada', answer: () => 'never' }],
    });
    const ann = server.enter('Ann');
    const { id } = await ann.send('read this');
    class Reader extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers: { 'user-agent': 'reader' } });
      }
    }
    const bob = server.enter('Bob', { WebSocket: Reader });
    await eventually(() => expect(saidIn(bob)).toEqual(['Ann: read this']));
    const acts = [
      bob.send('@Ada hello'),
      bob.edit(id, 'x'),
      bob.delete(id),
      bob.react(id, '👍'),
      bob.stop(id),
    ];
    for (const act of acts) {
      expect(await act).toMatchObject({ accepted: false, error: { code: 'unauthorized' } });
    }
    bob.setTyping(true);
    await ann.send('still here');
    expect(ann.getState().typing).toEqual([]);
    expect(saidIn(ann)).toEqual(['Ann: read this', 'Ann: still here']);
    expect(bob.getState().messages.at(-1)).toMatchObject({ delivery: 'failed' });
  });

  it('let a moderator mute and remove, and nobody else', async () => {
    await start({ admit: () => ({ moderate: 'founder' }) });
    const ann = server.enter('Ann');
    await ann.send('welcome');
    const storage = { getItem: () => 'a-secret-of-bobs-page', setItem() {}, removeItem() {} };
    const bob = server.enter('Bob', { storage });
    await bob.send('hello');
    const idOf = (name: string) =>
      ann.getState().members.find((one) => one.name === name)?.id ?? '';
    await eventually(() => expect(idOf('Bob')).not.toBe(''));
    expect(await bob.remove(idOf('Ann'))).toMatchObject({ accepted: false });
    await ann.mute(idOf('Bob'));
    expect(await bob.send('but')).toMatchObject({
      accepted: false,
      error: { code: 'unauthorized' },
    });
    await ann.mute(idOf('Bob'), false);
    expect(await bob.send('thanks')).toMatchObject({ accepted: true });
    await ann.remove(idOf('Bob'));
    await eventually(() =>
      expect(bob.getState()).toMatchObject({ status: 'refused', error: { code: 'unauthorized' } }),
    );
    await eventually(() => expect(namesIn(ann)).toEqual(['Ann']));
    const again = server.enter('Robert', { storage });
    await eventually(() => expect(again.getState().status).toBe('refused'));
    await ann.remove(idOf('Bob'), false);
    again.join();
    await eventually(() => expect(namesIn(ann)).toEqual(['Ann', 'Robert']));
  });

  it('let no name pass for another, and show nothing unseen', async () => {
    await start({ models: [{ name: 'Ada', answer: () => 'yes' }] });
    const ann = server.enter('Ann');
    await eventually(() => expect(namesIn(ann)).toContain('Ann'));
    const names = [
      'ANN',
      'ada',
      '\u202Enna\n',
      '  ',
      'x'.repeat(300),
      '<img src=x onerror=alert(1)>',
    ];
    for (const name of names.map((each) => each.slice(0, 200))) {
      const other = server.enter(name);
      await eventually(() => expect(other.getState().status).toBe('joined'));
    }
    await eventually(() => expect(namesIn(ann)).toHaveLength(8));
    const shown = namesIn(ann);
    expect(shown).toEqual(
      expect.arrayContaining(['Ann', 'ANN 2', 'ada 2', 'nna', 'Guest', 'x'.repeat(60)]),
    );
    expect(new Set(shown.map((name) => name.toLowerCase())).size).toBe(8);
  });

  it('take no address for a picture from a stranger, nor a word of every object for a reaction', async () => {
    await start();
    const ann = server.enter('Ann', { avatar: 'https://evil.example/track.png' });
    const { id } = await ann.send('hello');
    expect(ann.getState().me?.avatar).toBeUndefined();
    const { heard, say, socket } = await rawClient();
    say({ type: 'room.join', room: 'garden', name: 'Eve', avatar: '🦊' });
    await eventually(() => expect(heard.some(({ type }) => type === 'room.joined')).toBe(true));
    say({ type: 'room.react', room: 'garden', op: 'a', id, emoji: '__proto__', on: true });
    await eventually(() => expect(socket.readyState).toBe(WebSocket.CLOSED));
    expect(await ann.send('still well')).toMatchObject({ accepted: true });
    const eve = ann.getState().members.find(({ name }) => name === 'Eve');
    expect(eve).toMatchObject({ avatar: '🦊' });
  });

  it('let nobody overwrite a message by its id, nor stop what is no answer', async () => {
    await start();
    const [ann, bob] = [
      server.enter('Ann'),
      server.enter('Bob', { createId: () => 'the-same-id-for-all' }),
    ];
    const { id } = await ann.send('mine');
    await eventually(() => expect(saidIn(bob)).toHaveLength(1));
    const { heard, say, socket } = await rawClient();
    say({ type: 'room.join', room: 'garden' });
    say({ type: 'room.say', room: 'garden', op: 'a', id, text: 'yours' });
    say({ type: 'room.stop', room: 'garden', op: 'b', run: id });
    await eventually(() => {
      const refused = heard.filter(({ type }) => type === 'room.refused');
      expect(refused.map(({ code }) => code)).toEqual(['bad_request', 'not_found']);
    });
    expect(saidIn(ann)).toEqual(['Ann: mine']);
    socket.close();
  });

  it('let nobody read or stop an answer of a room that he is not in', async () => {
    await start({
      models: [
        {
          name: 'Ada',
          async *answer({ signal }) {
            yield 'a secret';
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
          },
        },
      ],
    });
    const ann = server.enter('Ann');
    await ann.send('@Ada?');
    await eventually(() => expect(saidIn(ann).at(-1)).toBe('Ada: a secret'));
    const run = ann.getState().messages.at(-1)?.id ?? '';
    const { heard, say, socket } = await rawClient();
    say({ type: 'room.join', room: 'cellar' });
    say({ type: 'attach', run });
    say({ type: 'cancel', run });
    say({ type: 'attach', chat: 'room garden' });
    say({ type: 'room.stop', room: 'cellar', op: 'a', run });
    await eventually(() => {
      expect(heard.filter(({ type }) => type === 'err')).toHaveLength(3);
      expect(heard.filter(({ type }) => type === 'room.refused')).toHaveLength(1);
    });
    expect(heard.every(({ type, code }) => type !== 'err' || code === 'not_found')).toBe(true);
    expect(JSON.stringify(heard)).not.toContain('secret');
    expect(ann.getState().messages.at(-1)?.end).toBeUndefined();
    socket.close();
  });

  it('bound what one member does, and the others do not wait for him', async () => {
    await start({ limits: { burst: 5, perSecond: 0.001, maxCharacters: 100 } });
    const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
    for (let index = 0; index < 20; index++) void ann.send(`flood ${index}`);
    expect(await bob.send('hello')).toMatchObject({ accepted: true });
    await eventually(() =>
      expect(saidIn(bob).filter((text) => text.startsWith('Ann'))).toHaveLength(5),
    );
    expect(await bob.send('x'.repeat(101))).toMatchObject({ error: { code: 'too-large' } });
  });

  it('keep a flood from the others before it reaches them, whatever it is made of', async () => {
    const burst = 5;
    await start({ limits: { burst, perSecond: 0.001 }, times: { pulseMs: 60_000 } });
    const [ann, eve] = [await rawClient(), await rawClient()];
    for (const { say } of [ann, eve]) say({ type: 'room.join', room: 'garden' });
    const told = (type: string) => ann.heard.filter((frame) => frame['type'] === type);
    await eventually(() => expect(told('room.joined')).toHaveLength(1));
    await eventually(() => expect(eve.heard.some(({ type }) => type === 'room.joined')).toBe(true));
    const { length } = ann.heard;
    const acts = 60;
    for (let index = 0; index < acts; index++) {
      const act = { room: 'garden', op: `op-${index}` };
      eve.say({ type: 'room.say', ...act, id: `m${index}`, text: 'flood' });
      eve.say({ type: 'room.typing', room: 'garden', on: index % 2 === 0 });
      eve.say({ type: 'room.read', room: 'garden', seq: index + 1 });
      eve.say({ type: 'room.react', ...act, op: `re-${index}`, id: 'm0', emoji: '👍', on: true });
    }
    const refused = () => eve.heard.filter(({ type }) => type === 'room.refused');
    await eventually(() => expect(refused()).toHaveLength(2 * acts - burst));
    ann.say({ type: 'room.say', room: 'garden', op: 'one', id: 'ann', text: 'hello' });
    await eventually(() => expect(told('room.done')).toHaveLength(1));
    const heard = ann.heard.slice(length).filter(({ type }) => String(type).startsWith('room.'));
    // Of hundreds of frames: what one may do at once, that he types as often, how far he has read in it, and what was just said.
    expect(heard.length).toBeLessThanOrEqual(4 * burst + 4);
    expect(JSON.stringify(heard).match(/flood/g)?.length).toBeLessThanOrEqual(burst);
    ann.socket.close();
    eve.socket.close();
  });
});
