// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { encodeDocumentFrame, parseDocumentFrame } from '../../../src/protocol/document-frame.ts';
import type { DocumentAccess } from '../../../src/server/documents/document-connection.ts';
import { createDocuments } from '../../../src/server/documents/create-documents.ts';
import { memoryDocuments } from '../../../src/server/documents/memory-documents.ts';
import { eventually } from '../../eventually.ts';
import { startDocuments, type DocumentServer } from '../../shared-text/document-server.ts';

let server: DocumentServer;
afterEach(() => server.close());

/** The host's list of who may do what, by bearer token. */
function listOf(rights: Record<string, DocumentAccess>) {
  const known = new Map(Object.entries(rights));
  const admit = (request: Request) =>
    known.get(request.headers.get('authorization')?.replace('Bearer ', '') ?? '');
  return { known, admit };
}

function isSaved(person: { getState(): { status: string; isSaved: boolean } }) {
  return eventually(() =>
    expect(person.getState()).toMatchObject({ status: 'connected', isSaved: true }),
  );
}

describe('the token of a document', () => {
  it('says who somebody is: a stranger and a wrong one find no document', async () => {
    server = await startDocuments(listOf({ anns: 'write', bobs: 'read' }));
    const ann = server.person('one', { token: 'anns' });
    ann.edit({ at: 0, insert: 'a secret' });
    await isSaved(ann);
    let asked = 0;
    const bob = server.person('one', {
      async token() {
        asked += 1;
        return 'bobs';
      },
    });
    await eventually(() =>
      expect(bob.getState()).toMatchObject({ text: 'a secret', canWrite: false }),
    );
    expect(asked).toBe(1);
    for (const token of [undefined, 'eves', 'an\u0000ns']) {
      const eve = server.person('one', { token });
      await eventually(() => expect(eve.getState().status).toBe('refused'));
      expect(eve.getState().text).toBe('');
    }
  });

  it('comes before everything else: who says something else first hears nothing', async () => {
    server = await startDocuments(listOf({ anns: 'write' }));
    const ann = server.person('one', { token: 'anns' });
    ann.edit({ at: 0, insert: 'a secret' });
    await isSaved(ann);
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/one`, [
      'shared-text.v1.token',
    ]);
    const heard: unknown[] = [];
    socket.on('message', (data: Buffer) => heard.push(parseDocumentFrame(new Uint8Array(data))));
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send(encodeDocumentFrame({ type: 'known', bytes: new Uint8Array([0]) }));
    socket.send(encodeDocumentFrame({ type: 'ask-presence' }));
    expect(await closed).toBe(4401);
    expect(heard).toEqual([]);
  });

  it('is fetched anew for each socket, and again when it could not be', async () => {
    server = await startDocuments(listOf({ anns: 'write' }));
    let tries = 0;
    const ann = server.person('one', {
      async token() {
        tries += 1;
        if (tries < 3) throw new Error('the session is being renewed');
        return 'anns';
      },
    });
    ann.edit({ at: 0, insert: 'here' });
    await isSaved(ann);
    expect(tries).toBe(3);
  });
});

async function start(readmitMs = 300_000) {
  const { known, admit } = listOf({ anns: 'write', bobs: 'write' });
  const documents = createDocuments({
    store: memoryDocuments(),
    admit,
    limits: { readmitMs },
  });
  server = await startDocuments({}, 0, documents);
  const [ann, bob] = ['anns', 'bobs'].map((token) => server.person('one', { token }));
  await isSaved(ann!);
  await isSaved(bob!);
  return { known, documents, ann: ann!, bob: bob! };
}

describe('rights in a document that end while somebody is there', () => {
  it('end at once: he reads nothing more, and what he writes changes nothing', async () => {
    const { known, documents, ann, bob } = await start();
    known.delete('bobs');
    await documents.readmit('one');
    bob.edit({ at: 0, insert: 'still here' });
    ann.edit({ at: 0, insert: 'a secret' });
    await isSaved(ann);
    await eventually(() => expect(bob.getState().status).toBe('refused'));
    expect(bob.getState().text).toBe('still here');
    expect(ann.getState().text).toBe('a secret');
    await eventually(() => expect(ann.getState().members).toHaveLength(1));
  });

  it('become others, and whose are the same notices nothing', async () => {
    const { known, documents, ann, bob } = await start();
    known.set('bobs', 'read');
    await documents.readmit();
    await eventually(() =>
      expect(bob.getState()).toMatchObject({ canWrite: false, status: 'connected' }),
    );
    expect(ann.getState().status).toBe('connected');
    known.set('bobs', 'write');
    await documents.readmit('one');
    await eventually(() =>
      expect(bob.getState()).toMatchObject({ canWrite: true, status: 'connected' }),
    );
    bob.edit({ at: 0, insert: 'again' });
    await eventually(() => expect(ann.getState().text).toBe('again'));
  });

  it('end by themselves, within the time that the host has set', async () => {
    const { known, bob } = await start(50);
    known.delete('bobs');
    await eventually(() => expect(bob.getState().status).toBe('refused'));
  });
});
