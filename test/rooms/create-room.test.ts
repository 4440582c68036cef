// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { namesIn, saidIn, startRoomServer } from './room-server.ts';

const servers: Awaited<ReturnType<typeof startRoomServer>>[] = [];

async function start(options?: Parameters<typeof startRoomServer>[0]) {
  const server = await startRoomServer(options);
  servers.push(server);
  return server;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    await server.close();
  }
});

describe('a room', () => {
  it('shows both what each of them says, in the same order', async () => {
    const server = await start();
    const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
    await expect(ann.send('Hello')).resolves.toMatchObject({ accepted: true });
    await bob.send('Hi Ann');
    await eventually(() => expect(saidIn(ann)).toEqual(['Ann: Hello', 'Bob: Hi Ann']));
    await eventually(() => expect(saidIn(bob)).toEqual(saidIn(ann)));
    expect(namesIn(bob)).toEqual(namesIn(ann));
    expect(namesIn(bob).toSorted()).toEqual(['Ann', 'Bob']);
  });

  it('tells who comes late what was said, and older messages when they are asked for', async () => {
    const server = await start({ limits: { burst: 1000 } });
    const ann = server.enter('Ann');
    for (let index = 0; index < 120; index++) void ann.send(`number ${index}`);
    await ann.send('the last');
    const bob = server.enter('Bob');
    await eventually(() => expect(saidIn(bob)).toHaveLength(50));
    expect(bob.getState().hasOlder).toBe(true);
    await bob.loadOlder();
    expect(saidIn(bob)).toHaveLength(100);
    await bob.loadOlder();
    expect(saidIn(bob)).toEqual(saidIn(ann));
    expect(bob.getState().hasOlder).toBe(false);
  });

  it('changes, takes back and reacts for everybody', async () => {
    const server = await start();
    const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
    const { id } = await ann.send('Helo');
    const { id: second } = await ann.send('gone soon');
    await ann.edit(id, 'Hello');
    await eventually(() => expect(saidIn(bob)).toContain('Ann: Hello'));
    await bob.react(id, '👋');
    await ann.delete(second);
    await eventually(() => {
      const [one, two] = ann.getState().messages;
      expect(one).toMatchObject({ isEdited: true, reactions: { '👋': [bob.getState().me?.id] } });
      expect(two).toMatchObject({ isDeleted: true, parts: [] });
    });
    await bob.react(id, '👋');
    await eventually(() => expect(ann.getState().messages[0]?.reactions).toEqual({}));
  });

  it('lets nobody change what is another’s', async () => {
    const server = await start();
    const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
    const { id } = await ann.send('mine');
    await eventually(() => expect(saidIn(bob)).toHaveLength(1));
    for (const act of [bob.edit(id, 'yours'), bob.delete(id), bob.mute('anybody')]) {
      expect(await act).toMatchObject({ accepted: false, error: { code: 'unauthorized' } });
    }
    expect(saidIn(bob)).toEqual(['Ann: mine']);
  });

  it('tells the others who types, until it is over', async () => {
    const server = await start({ times: { typingMs: 300 } });
    const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
    await eventually(() => expect(namesIn(ann)).toHaveLength(2));
    const typing = () => bob.getState().typing.map(({ name }) => name);
    ann.setTyping(true);
    await eventually(() => expect(typing()).toEqual(['Ann']));
    expect(ann.getState().typing).toEqual([]);
    // Not said again, it is over by itself.
    await eventually(() => expect(typing()).toEqual([]));
    ann.setTyping(false);
    ann.setTyping(true);
    await eventually(() => expect(typing()).toEqual(['Ann']));
    await ann.send('done');
    await eventually(() => expect(typing()).toEqual([]));
  });

  it('goes on after a cut, with what was said meanwhile and what could not be sent', async () => {
    const server = await start();
    const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
    await ann.send('before');
    await eventually(() => expect(saidIn(bob)).toHaveLength(1));
    const cut = new Promise<void>((resolve) =>
      ann.subscribe(() => {
        if (ann.getState().status === 'reconnecting') resolve();
      }),
    );
    server.cut();
    await cut;
    const sending = ann.send('during');
    expect(ann.getState().messages.at(-1)).toMatchObject({ delivery: 'sending' });
    await sending;
    await eventually(() => expect(saidIn(bob)).toEqual(['Ann: before', 'Ann: during']));
    expect(saidIn(ann)).toEqual(saidIn(bob));
    expect(namesIn(bob)).toHaveLength(2);
  });

  it('tells once that somebody comes and goes, though his sockets do so more often', async () => {
    const server = await start({ times: { leaveMs: 200 } });
    const ann = server.enter('Ann');
    await eventually(() => expect(namesIn(ann)).toEqual(['Ann']));
    const key = { getItem: () => 'a-secret-of-bobs-page', setItem() {}, removeItem() {} };
    const bob = server.enter('Bob', { storage: key });
    await eventually(() => expect(namesIn(ann)).toEqual(['Ann', 'Bob']));
    const since = () => ann.getState().members.find(({ name }) => name === 'Bob')?.since;
    const came = since();
    const twin = server.enter('Bob', { storage: key });
    await eventually(() => expect(twin.getState().status).toBe('joined'));
    twin.leave();
    bob.leave();
    bob.join();
    await eventually(() => expect(bob.getState().status).toBe('joined'));
    expect(namesIn(ann)).toEqual(['Ann', 'Bob']);
    bob.leave();
    await eventually(() => expect(namesIn(ann)).toEqual(['Ann']));
    expect(since()).toBeGreaterThan(came ?? Infinity);
  });

  it('knows how far each has read', async () => {
    const server = await start();
    const [ann, bob] = [server.enter('Ann'), server.enter('Bob')];
    await ann.send('one');
    await ann.send('two');
    await eventually(() => expect(bob.getState().unread).toBe(2));
    bob.markRead();
    await eventually(() => expect(bob.getState().unread).toBe(0));
    const { me } = bob.getState();
    await eventually(() => expect(ann.getState().marks[me?.id ?? '']).toBeGreaterThan(1));
  });
});
