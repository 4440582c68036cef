// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createRoom } from '../../../../src/rooms/index.ts';
import { eventually } from '../../../eventually.ts';
import { openGuides } from './guide-client.ts';

const talkative = { reply: (question: string) => `to ${question}: one two three` };

describe('the guide’s chat', () => {
  it('greets with a session, and answers in parts that grow to the whole', async () => {
    const { connect } = await openGuides(talkative);
    const client = await connect('/chat');
    const { session_id: session } = await client.first('system');
    expect(session).toEqual(expect.stringMatching(/^[\w-]{36}$/));
    client.say({ type: 'user_message', message: 'Hello, AI!' });
    const whole = await client.first('ai_message_complete');
    expect(whole['content']).toBe('to Hello, AI!: one two three');
    expect(client.of('ai_typing')).toEqual([{ type: 'ai_typing', typing: true }]);
    const parts = client.of('ai_message_partial');
    expect(parts.map(({ token }) => token).join('')).toBe(whole['content']);
    expect(parts.at(-1)?.['content']).toBe(whole['content']);
    client.say({ type: 'ping' });
    expect(await client.first('pong')).toEqual({ type: 'pong', timestamp: expect.any(Number) });
  });

  it('answers one question after the other, whoever of a session asks', async () => {
    const { connect } = await openGuides(talkative);
    const one = await connect('/chat?session_id=ours');
    const other = await connect('/chat?session_id=ours');
    await other.first('system');
    one.say({ type: 'user_message', message: 'first' });
    one.say({ type: 'user_message', message: 'second' });
    for (const client of [one, other]) {
      await eventually(() =>
        expect(client.of('ai_message_complete').map(({ content }) => content)).toEqual([
          'to first: one two three',
          'to second: one two three',
        ]),
      );
    }
    expect(other.of('user_message').map(({ message }) => message)).toEqual(['first', 'second']);
    expect(one.of('user_message')).toEqual([]);
  });

  it('tells typing to the others of a session, and to nobody else', async () => {
    const { connect } = await openGuides(talkative);
    const [one, other, stranger] = [
      await connect('/chat?session_id=ours'),
      await connect('/chat?session_id=ours'),
      await connect('/chat?session_id=theirs'),
    ];
    for (const client of [one, other, stranger]) await client.first('system');
    one.say({ type: 'typing', typing: true });
    expect(await other.first('user_typing')).toMatchObject({ typing: true });
    one.say({ type: 'typing', typing: false });
    await eventually(() => expect(other.of('user_typing').at(-1)).toMatchObject({ typing: false }));
    expect(one.of('user_typing')).toEqual([]);
    expect(stranger.of('user_typing')).toEqual([]);
  });

  it('says what is wrong with a message, and goes on', async () => {
    const { connect } = await openGuides(talkative);
    const client = await connect('/chat?session_id=../../etc');
    expect((await client.first('system'))['session_id']).not.toContain('/');
    client.say({ type: 'user_message' });
    expect((await client.first('error'))['error']).toContain('message');
    client.say('no frame at all');
    client.say({ type: 'user_message', message: 'well?' });
    await client.first('ai_message_complete');
  });
});

describe('the rooms of the demo', () => {
  it('have the model as a member, and are no way into the sessions of the guide', async () => {
    const { connect, host } = await openGuides(talkative);
    await (await connect('/chat?session_id=ours')).first('system');
    const enter = (room: string, name: string) =>
      createRoom({ url: `ws://${host}/api/ws`, room, name, WebSocket });
    const [ann, bob, eve] = [
      enter('garden', 'Ann'),
      enter('garden', 'Bob'),
      enter('chat.ours', 'Eve'),
    ];
    await eventually(() =>
      expect(eve.getState()).toMatchObject({ status: 'refused', error: { code: 'not-found' } }),
    );
    await ann.send('not for you');
    await ann.send('@Rivulet, how are you?');
    await eventually(() => {
      const { messages } = bob.getState();
      const texts = messages.map(({ author, parts }) => [
        author.name,
        parts.map((part) => 'text' in part && part.text).join(''),
      ]);
      expect(texts).toEqual([
        ['Ann', 'not for you'],
        ['Ann', '@Rivulet, how are you?'],
        ['Rivulet', 'to how are you?: one two three'],
      ]);
      expect(messages.at(-1)?.end).toBe('complete');
    });
    for (const room of [ann, bob]) room.leave();
  });
});
