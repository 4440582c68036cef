// @vitest-environment node
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../../eventually.ts';
import { openGuides } from './guide-client.ts';

const slowly = { pace: 20, reply: () => 'word '.repeat(1000) };
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
// Words so long that each is told by itself, however busy the machine is.
const wordsOf = (count: number) =>
  numbers(count)
    .map((word) => String(word).padStart(300, '-'))
    .join(' ');
const long = { reply: () => wordsOf(200) };
const asked = { type: 'chat_request', messages: [{ role: 'user', content: 'Hi' }] };

function textsIn(chunks: readonly Record<string, unknown>[]) {
  return chunks.map(({ chunk_id: id, content }) => [id, content]);
}

describe('the socket of one client', () => {
  it('answers a chat by text and done, and the next one after it', async () => {
    const { connect } = await openGuides({ reply: (question) => `to ${question}` });
    const client = await connect('/ws/somebody');
    client.say({ type: 'chat', message: 'one' });
    client.say({ type: 'chat', message: 'two' });
    await eventually(() => expect(client.of('done')).toHaveLength(2));
    expect(
      client
        .of('text')
        .map(({ content }) => content)
        .join(''),
    ).toBe('to oneto two');
    expect(client.heard.at(-1)).toEqual({ type: 'done' });
  });

  it('tells no text after it has said that it is cancelled, and answers again', async () => {
    const { connect, engine } = await openGuides(slowly);
    const client = await connect('/ws/somebody');
    client.say({ type: 'chat', message: 'one' });
    await client.first('text');
    client.say({ type: 'cancel' });
    await client.first('cancelled');
    await eventually(() => expect(engine.load().active).toBe(0));
    expect(client.heard.at(-1)).toEqual({ type: 'cancelled' });
    const told = client.of('text').length;
    client.say({ type: 'chat', message: 'two' });
    await eventually(() => expect(client.of('text').length).toBeGreaterThan(told));
  });

  it('says what is wrong with a frame', async () => {
    const { connect } = await openGuides();
    const client = await connect('/ws/somebody');
    client.say({ type: 'chat' });
    expect(await client.first('error')).toMatchObject({
      error: expect.stringContaining('message'),
    });
  });

  it('stops the model when it is closed', async () => {
    const { connect, engine } = await openGuides(slowly);
    const client = await connect('/ws/somebody');
    client.say({ type: 'chat', message: 'one' });
    await client.first('text');
    client.socket.close();
    await eventually(() => expect(engine.load().active).toBe(0));
  });

  it('asks for the key before it opens', async () => {
    const { connect } = await openGuides({}, { key: 'secret' });
    const stranger = await connect('/ws/somebody');
    expect(await stranger.closed).toBe(4401);
    const known = await connect('/ws/somebody', { headers: { authorization: 'Bearer secret' } });
    known.say({ type: 'chat', message: 'one' });
    await known.first('done');
  });

  it('leaves the fixed paths to those that have them', async () => {
    const { connect, host } = await openGuides();
    const aiSdk = await connect('/ws/ai-sdk');
    aiSdk.say({ type: 'chat', message: 'one' });
    expect(await aiSdk.closed).toBe(1008);
    const nobody = new WebSocket(`ws://${host}/ws/a/b`);
    const [error] = (await once(nobody, 'error')) as [Error];
    expect(error.message).toContain('404');
  });
});

describe('the socket that echoes', () => {
  it('answers a text by that text, and a ping by a pong', async () => {
    const { connect } = await openGuides();
    const client = await connect('/ws');
    client.say('one swallow');
    client.say({ type: 'ping' });
    expect(await client.first('pong')).toEqual({ type: 'pong', timestamp: expect.any(Number) });
    expect(client.heard[0]).toBe('Echo: one swallow');
  });

  it('answers a message by the model, each frame with the whole text so far', async () => {
    const { connect } = await openGuides();
    const client = await connect('/ws');
    client.say({ type: 'user_message', message: 'Hi' });
    expect(await client.first('ai_message_complete')).toMatchObject({ content: 'one two three' });
    expect(client.heard[0]).toEqual({ type: 'ai_typing', typing: true });
    const tokens = client.of('ai_message_partial').map(({ token }) => token as string);
    const sofar = tokens.map((_, index) => tokens.slice(0, index + 1).join(''));
    expect(client.of('ai_message_partial').map(({ content }) => content)).toEqual(sofar);
    expect(tokens.join('')).toBe('one two three');
  });
});

describe('the socket of numbered chunks', () => {
  it('waits for acknowledgements when a window of chunks is under way', async () => {
    const { connect } = await openGuides(long);
    const client = await connect('/ws/tutorial');
    client.say({ user_id: 'somebody' });
    await client.first('connection_established');
    client.say(asked);
    await eventually(() => expect(client.of('content_chunk')).toHaveLength(50));
    client.say({ type: 'heartbeat' });
    expect(await client.first('heartbeat')).toMatchObject({ pending_chunks: 50 });
    expect(client.of('content_chunk')).toHaveLength(50);
    // One is of all before it.
    client.say({ type: 'chunk_ack', chunk_id: 19 });
    await eventually(() => expect(client.of('content_chunk')).toHaveLength(70));
    const ids = client.of('content_chunk').map(({ chunk_id: id }) => id);
    expect(ids).toEqual(numbers(70));
  });

  it('tells all of it, in order, to one that acknowledges what it shows', async () => {
    const { connect } = await openGuides(long);
    const client = await connect('/ws/tutorial');
    client.socket.on('message', (bytes: Buffer) => {
      const { type, chunk_id: id } = JSON.parse(bytes.toString()) as Record<
        string,
        number | string
      >;
      if (type === 'content_chunk' && Number(id) % 7 === 0)
        client.say({ type: 'chunk_ack', chunk_id: id });
    });
    client.say(asked);
    const end = await client.first('stream_complete');
    const chunks = client.of('content_chunk');
    expect(chunks.map(({ content }) => content).join('')).toBe(wordsOf(200));
    expect(end).toMatchObject({ final_chunk_id: chunks.length - 1, total_chunks: chunks.length });
  });

  it('goes on after any chunk, on the same socket and on another by the request’s name', async () => {
    const { connect } = await openGuides({ reply: () => wordsOf(30) });
    const client = await connect('/ws/tutorial');
    client.say(asked);
    await client.first('stream_complete');
    const whole = client.of('content_chunk');
    client.heard.length = 0;
    client.say({ type: 'resume_stream', last_chunk_id: 4, stream_metadata: {} });
    await client.first('stream_complete');
    expect(textsIn(client.of('content_chunk'))).toEqual(textsIn(whole.slice(5)));

    const start = await connect('/ws/tutorial');
    start.say(asked);
    const { request_id: request } = await start.first('stream_start');
    await eventually(() => expect(start.of('content_chunk').length).toBeGreaterThan(2));
    start.socket.terminate();
    const again = await connect('/ws/tutorial');
    const place = { last_chunk_id: 1, stream_metadata: { request_id: request } };
    again.say({ type: 'resume_stream', ...place });
    await again.first('stream_complete');
    expect(textsIn(again.of('content_chunk'))).toEqual(textsIn(whole.slice(2)));
  });

  it('tells an error with whether it passes', async () => {
    const { connect } = await openGuides();
    const client = await connect('/ws/tutorial');
    client.say({ type: 'resume_stream', last_chunk_id: 4 });
    expect(await client.first('stream_error')).toMatchObject({
      error_type: 'not-found',
      recoverable: false,
    });
  });
});
