// @vitest-environment node
import { onTestFinished, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createDocuments, memoryDocuments } from '../../../../src/server/documents/index.ts';
import { createSharedText } from '../../../../src/shared-text/create-shared-text.ts';
import { eventually } from '../../../eventually.ts';
import { openGuides } from './guide-client.ts';

/** Serves documents in the guide's words, and to editors of Yjs. */
async function openDocuments() {
  const documents = createDocuments({ store: memoryDocuments(), admit: () => 'write' });
  onTestFinished(() => documents.close());
  const { connect, host } = await openGuides({}, { documents });
  const editor = (name: string) => {
    const text = createSharedText({
      url: `http://${host}/api/documents`,
      document: 'one',
      name,
      WebSocket: WebSocket as never,
    });
    text.open();
    onTestFinished(() => text.close());
    return text;
  };
  return { connect: () => connect('/collaborate/one'), editor };
}

const insert = (position: number, text: string) => ({
  type: 'operation',
  operation: { type: 'insert', position, text },
});

describe('a document in the words of the guide', () => {
  it('is the one that editors of Yjs have: each hears what the other writes', async () => {
    const { connect, editor } = await openDocuments();
    const client = await connect();
    expect(await client.first('document_state')).toMatchObject({ content: '', version: 0 });
    const ann = editor('Ann');
    await client.first('user_joined');
    client.say(insert(0, 'hello world'));
    await eventually(() => expect(ann.getState().text).toBe('hello world'));
    ann.edit({ at: 0, delete: 5, insert: 'bye' });
    await eventually(() => expect(client.of('operation')).toHaveLength(2));
    const [gone, come] = client
      .of('operation')
      .toSorted((one) => ('length' in (one['operation'] as object) ? -1 : 1));
    expect(gone?.['operation']).toMatchObject({ type: 'delete', length: 5 });
    expect(come?.['operation']).toMatchObject({ type: 'insert', text: 'bye' });
    const late = await connect();
    expect(await late.first('document_state')).toMatchObject({ content: 'bye world' });
  });

  it('shows the cursors of each to the other, and who leaves', async () => {
    const { connect, editor } = await openDocuments();
    const client = await connect();
    await client.first('document_state');
    const ann = editor('Ann');
    const joined = await client.first('user_joined');
    client.say(insert(0, 'hello'));
    await eventually(() => expect(ann.getState().text).toBe('hello'));
    client.say({ type: 'cursor_position', position: 2 });
    await eventually(() => {
      expect(ann.getState().cursors).toMatchObject([
        { name: expect.stringMatching(/^Guest/), head: 2 },
      ]);
    });
    ann.setCursor(4);
    const moved = await client.first('cursor_update');
    expect(moved).toEqual({ type: 'cursor_update', session_id: joined['session_id'], position: 4 });
    ann.close();
    expect(await client.first('user_left')).toMatchObject({ session_id: joined['session_id'] });
    const editors = editor('Bob');
    await eventually(() => expect(editors.getState().members).toHaveLength(2));
    client.socket.close();
    await eventually(() => expect(editors.getState().members).toHaveLength(1));
  });

  it('takes places outside of the text for its ends, and refuses what is no operation', async () => {
    const { connect, editor } = await openDocuments();
    const client = await connect();
    const ann = editor('Ann');
    client.say(insert(99, 'ab'));
    client.say({ type: 'operation', operation: { type: 'delete', start: 1, length: 50 } });
    await eventually(() => expect(ann.getState().text).toBe('a'));
    client.say({ type: 'operation', operation: { type: 'insert', position: -1, text: 'x' } });
    expect(await client.first('error')).toMatchObject({ type: 'error' });
    client.say(insert(1, 'b'));
    await eventually(() => expect(ann.getState().text).toBe('ab'));
  });
});
