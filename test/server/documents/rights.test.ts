// @vitest-environment node
import { assert, asyncProperty, uint8Array } from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  encodeDocumentFrame,
  encodePresence,
  parseDocumentFrame,
  type DocumentFrame,
} from '../../../src/protocol/document-frame.ts';
import { Doc, encodeStateAsUpdate } from '../../../src/server/documents/yjs.ts';
import { eventually } from '../../eventually.ts';
import { startDocuments, type DocumentServer } from '../../shared-text/document-server.ts';

let server: DocumentServer;
afterEach(() => server.close());

/** Somebody who says what he likes. */
async function attacker(
  url: string,
  headers: Record<string, string> = {},
  protocols: string[] = [],
) {
  const socket = new WebSocket(url.replace('http', 'ws'), protocols, { headers });
  const frames: DocumentFrame[] = [];
  let code: number | undefined;
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const frame = parseDocumentFrame(new Uint8Array(data));
    if (frame) frames.push(frame);
  });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (given) => {
      code = given;
      resolve(given);
    });
  });
  await new Promise((resolve) => {
    socket.once('open', resolve);
    socket.once('close', resolve);
  });
  return {
    socket,
    frames,
    closed,
    code: () => code,
    say: (frame: DocumentFrame) => socket.send(encodeDocumentFrame(frame)),
    send: (bytes: Uint8Array | string) => socket.send(bytes),
  };
}

function updateOf(text: string): Uint8Array {
  const doc = new Doc();
  doc.getText('text').insert(0, text);
  return encodeStateAsUpdate(doc);
}

describe('who may not', () => {
  it('enter finds no document, whether there is one or not', async () => {
    server = await startDocuments({
      admit: (_request, name) => (name === 'open' ? 'write' : undefined),
    });
    for (const name of ['secret', 'no such', '', '%00', 'x'.repeat(201), '..%2Fopen']) {
      const { closed } = await attacker(`${server.url}/${name}`);
      expect([name, await closed]).toEqual([name, 4404]);
    }
    const unreadable = await attacker(`${server.url}/%`);
    expect(await unreadable.closed).toBe(1006);
  });

  it('come from another page is let in nowhere', async () => {
    server = await startDocuments();
    const foreign = await attacker(`${server.url}/one`, { Origin: 'https://evil.example' });
    expect(await foreign.closed).toBe(4403);
  });

  it('write reads all, changes nothing and is told so', async () => {
    server = await startDocuments({
      admit: (request) => (request.headers.get('cookie') === 'reader' ? 'read' : 'write'),
    });
    const ann = server.person('one');
    ann.edit({ at: 0, insert: 'hello' });
    await eventually(() => expect(ann.getState().isSaved).toBe(true));
    const reader = await attacker(`${server.url}/one`, { cookie: 'reader' });
    await eventually(() => expect(reader.frames.map(({ type }) => type)).toContain('denied'));
    reader.say({ type: 'update', bytes: updateOf('EVIL') });
    reader.say({ type: 'missing', bytes: updateOf('EVIL') });
    reader.say({ type: 'known', bytes: new Uint8Array([0]) });
    await eventually(() => expect(reader.frames.some(({ type }) => type === 'missing')).toBe(true));
    const bob = server.person('one');
    await eventually(() => expect(bob.getState().text).toBe('hello'));
    reader.socket.close();
  });
});

describe('who means harm', () => {
  it('speaks for nobody else, and cannot make anybody leave', async () => {
    server = await startDocuments();
    const [ann, bob] = [
      server.person('one', { name: 'Ann' }),
      server.person('one', { name: 'Bob' }),
    ];
    await eventually(() => expect(bob.getState().members).toHaveLength(2));
    const evil = await attacker(`${server.url}/one`);
    const state = JSON.stringify({ user: { name: 'Evil as Ann' } });
    const client = ann.awareness.clientID;
    evil.say({ type: 'presence', bytes: encodePresence([{ client, clock: 1000, state }]) });
    evil.say({ type: 'presence', bytes: encodePresence([{ client, clock: 2000, state: 'null' }]) });
    const own = JSON.stringify({ user: { name: 'x'.repeat(1000), color: 'red;}*{' } });
    evil.say({ type: 'presence', bytes: encodePresence([{ client: 5, clock: 1, state: own }]) });
    await eventually(() => expect(bob.getState().members).toHaveLength(3));
    const names = bob.getState().members.map(({ name }) => name);
    expect(names).toContain('Ann');
    expect(Math.max(...names.map((name) => name.length))).toBe(60);
    evil.socket.close();
    await eventually(() => expect(bob.getState().members).toHaveLength(2));
  });

  it('shows only so many replicas, of only so much state', async () => {
    server = await startDocuments({ limits: { maxReplicas: 3 } });
    const ann = server.person('one');
    await eventually(() => expect(ann.getState().status).toBe('connected'));
    const evil = await attacker(`${server.url}/one`);
    const entries = Array.from({ length: 50 }, (_, client) => ({ client, clock: 1, state: '{}' }));
    evil.say({ type: 'presence', bytes: encodePresence(entries) });
    const big = JSON.stringify({ user: { name: 'x'.repeat(5000) } });
    evil.say({ type: 'presence', bytes: encodePresence([{ client: 0, clock: 2, state: big }]) });
    evil.say({ type: 'presence', bytes: encodePresence([{ client: 0, clock: 3, state: '{' }]) });
    await eventually(() => expect(ann.getState().members).toHaveLength(4));
    evil.socket.close();
  });

  it('is cut for bytes that are no frame, and the others go on', async () => {
    server = await startDocuments();
    const ann = server.person('one');
    await eventually(() => expect(ann.getState().status).toBe('connected'));
    await assert(
      asyncProperty(uint8Array({ minLength: 1, maxLength: 60 }), async (bytes) => {
        const evil = await attacker(`${server.url}/one`);
        evil.send(bytes);
        evil.say({ type: 'known', bytes: new Uint8Array([0]) });
        await eventually(() => {
          const isAnswered = evil.frames.some(({ type }) => type === 'missing');
          expect(isAnswered || evil.code() === 4400).toBe(true);
        });
        evil.socket.terminate();
      }),
      { numRuns: 60 },
    );
    expect(ann.getState().status).toBe('connected');
    const text = await attacker(`${server.url}/one`);
    text.send('text');
    expect(await text.closed).toBe(1003);
  });

  it('floods, and is cut, while another is answered', async () => {
    server = await startDocuments({ limits: { framesPerSecond: 10 } });
    const ann = server.person('one');
    await eventually(() => expect(ann.getState().status).toBe('connected'));
    const evil = await attacker(`${server.url}/one`);
    for (let n = 0; n < 100; n += 1) evil.say({ type: 'update', bytes: updateOf(`flood ${n}`) });
    expect(await evil.closed).toBe(4429);
    ann.edit({ at: 0, insert: 'still here' });
    await eventually(() => expect(ann.getState().isSaved).toBe(true));
  });

  it('makes no document larger than it may be; whoever does is told why', async () => {
    server = await startDocuments({ limits: { maxBytes: 20_000 } });
    const [ann, bob] = [server.person('one'), server.person('one')];
    await eventually(() => expect(ann.getState().status).toBe('connected'));
    ann.edit({ at: 0, insert: 'x'.repeat(15_000) });
    await eventually(() => expect(bob.getState().text).toHaveLength(15_000));
    ann.edit({ at: 0, insert: 'y'.repeat(10_000) });
    await eventually(() => expect(ann.getState().status).toBe('refused'));
    expect(ann.getState().error?.code).toBe('too-large');
    bob.edit({ at: 0, delete: 15_000, insert: 'smaller' });
    const cy = server.person('one');
    await eventually(() => expect(cy.getState().text).toBe('smaller'));
  });

  it('finds no place where too many are', async () => {
    server = await startDocuments({ limits: { maxPeople: 1 } });
    const ann = server.person('one');
    await eventually(() => expect(ann.getState().status).toBe('connected'));
    const late = await attacker(`${server.url}/one`);
    expect(await late.closed).toBe(4503);
  });
});
