// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decodeSse, type SseFrame } from '../../../../src/protocol/index.ts';
import { eventually } from '../../../eventually.ts';
import { framesOf, openApp, slowly } from '../foreign/open-app.ts';

const data = ({ data: text }: SseFrame): unknown => JSON.parse(text);
const failing = {
  reply() {
    throw new Error('out of words');
  },
};
const told = (token: string, generated: number) => ({
  token,
  token_id: null,
  generated_tokens: generated,
  is_complete: token === '',
});
const isTold = ({ data: text }: SseFrame) => text !== '';

async function textOf(response: Response, field: string): Promise<string> {
  const frames = (await framesOf(response)).filter(isTold);
  return frames.map((frame) => (data(frame) as Record<string, string>)[field] ?? '').join('');
}

describe('the chat by one message', () => {
  it('is told in events named message and done', async () => {
    const { post } = openApp();
    const response = await post('/chat/stream', { message: 'Hi' });
    const frames = (await framesOf(response)).filter(isTold);
    expect(new Set(frames.slice(0, -1).map(({ event }) => event))).toEqual(new Set(['message']));
    const texts = frames.slice(0, -1).map((frame) => (data(frame) as { text: string }).text);
    expect(texts.join('')).toBe('one two three');
    expect(frames.at(-1)).toMatchObject({ event: 'done', data: '{"status":"complete"}' });
    expect(response.headers.get('x-stream-id')).toMatch(/^[\w-]{36}$/);
  });

  it('is told the same by GET, where an EventSource that was cut goes on and one that has all stops', async () => {
    const { app } = openApp();
    const ask = (headers = {}) => app.request('/chat/stream?message=Hi', { headers });
    const frames = (await framesOf(await ask())).filter(isTold);
    const [first] = frames;
    const rest = await framesOf(await ask({ 'last-event-id': first?.id ?? '' }));
    expect(rest.filter(isTold).map(data)).toEqual(frames.slice(1).map(data));
    const none = await ask({ 'last-event-id': frames.at(-1)?.id ?? '' });
    expect(none.status).toBe(204);
  });

  it('starts nothing for whoever asks for the headers alone', async () => {
    const { app, runs } = openApp();
    const response = await app.request('/chat/stream?message=Hi', { method: 'HEAD' });
    expect([response.status, runs.size]).toEqual([200, 0]);
  });

  it('ends as cancelled when it is, by its name or by any place in it', async () => {
    for (const isPlace of [false, true]) {
      const { post } = openApp(slowly);
      const response = await post('/chat/stream', { message: 'Hi' });
      const frames: SseFrame[] = [];
      let answer: Response | Promise<Response> | undefined;
      for await (const frame of decodeSse(response.body!)) {
        frames.push(frame);
        const name = isPlace ? frame.id : response.headers.get('x-stream-id');
        if (frame.data !== '') answer ??= post(`/chat/stream/${name}/cancel`, {});
      }
      expect(frames.at(-1)).toMatchObject({ event: 'cancelled', data: 'Stream cancelled' });
      expect(await (await answer)?.json()).toEqual({ status: 'cancelled' });
    }
  });

  it('says that a stream which is not there cannot be cancelled', async () => {
    const { post } = openApp();
    expect((await post('/chat/stream/no-such-stream/cancel', {})).status).toBe(404);
  });

  it('stops the model when its client leaves', async () => {
    const { post, engine } = openApp(slowly);
    const response = await post('/chat/stream', { message: 'Hi' });
    expect(engine.load().active).toBe(1);
    await response.body?.cancel();
    await eventually(() => expect(engine.load().active).toBe(0));
  });

  it('is the text as it is, in as many pieces as it is written', async () => {
    const { post } = openApp();
    const response = await post('/chat/stream-simple', { message: 'Hi' });
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await response.text()).toBe('one two three');
  });

  it('breaks off where a plain text has no word for a failure', async () => {
    const { post } = openApp(failing);
    const response = await post('/chat/stream-simple', { message: 'Hi' });
    await expect(response.text()).rejects.toThrow(/failed on the server/);
  });
});

describe('the chat by its messages', () => {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ];

  it('is told in frames of content and complete, each one line of data', async () => {
    const { post } = openApp();
    const response = await post('/api/chat/stream', { messages });
    const text = await response.clone().text();
    for (const block of text.split('\n\n').slice(1, -1)) expect(block).toMatch(/^data: /);
    const frames = (await framesOf(response)).filter(isTold).map(data);
    const pieces = frames.slice(0, -1) as { content: string }[];
    const shape = { type: 'content', timestamp: expect.any(Number) as number };
    for (const frame of pieces) expect(frame).toMatchObject(shape);
    expect(pieces.map(({ content }) => content).join('')).toBe('one two three');
    expect(frames.at(-1)).toEqual({ type: 'complete', finish_reason: 'stop' });
  });

  it('names the field of what cannot be read', async () => {
    const { post } = openApp();
    const response = await post('/api/chat/stream', { messages: [] });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('messages'),
    ]);
  });
});

describe('the text by a prompt', () => {
  it('is told in tokens, by the body and by the address', async () => {
    const { post, app } = openApp();
    expect(await textOf(await post('/stream_text', { prompt: 'Hi' }), 'token')).toBe(
      'one two three',
    );
    const asked = await app.request('/stream_text?prompt=Hi', { method: 'POST' });
    const frames = (await framesOf(asked)).filter(isTold).map(data);
    expect(frames.at(-1)).toEqual({ done: true });
  });

  it('has every model token, counted, and no more than were asked for', async () => {
    const { post } = openApp({ reply: () => 'a b c d e f g' });
    const response = await post('/generate_stream', { prompt: 'Hi', max_tokens: 3 });
    const frames = (await framesOf(response)).filter(isTold);
    expect(frames.map(({ event }) => event)).toEqual([
      'start',
      'token',
      'token',
      'token',
      'complete',
    ]);
    const tokens = [told('a', 1), told(' b', 2), told(' c', 3), told('', 3)];
    expect(frames.slice(1).map(data)).toEqual(tokens);
  });

  it.each(['GET /generate_stream', 'GET /safe_stream?prompt=Hi', 'POST /safe_stream?prompt=Hi'])(
    'has no names of events where an EventSource hears it: %s',
    async (call) => {
      const { app } = openApp();
      const [method = '', path = ''] = call.split(' ');
      const frames = (await framesOf(await app.request(path, { method }))).filter(isTold);
      expect(new Set(frames.map(({ event }) => event))).toEqual(new Set(['message']));
      expect(data(frames.at(-1)!)).toMatchObject({ is_complete: true, generated_tokens: 3 });
    },
  );

  it('tells a failure as an error with its type', async () => {
    const { post } = openApp(failing);
    const frames = (await framesOf(await post('/safe_stream', { prompt: 'Hi' }))).filter(isTold);
    expect(frames.map(data)).toEqual([
      {
        type: 'error',
        error: expect.stringContaining('failed') as string,
        error_type: 'ChatError',
      },
    ]);
  });

  it('is a text with its prompt before it', async () => {
    const { post } = openApp();
    const response = await post('/generate-stream', { prompt: 'Hi' });
    expect(await response.text()).toBe(
      'Prompt: Hi\n\nGenerated text: one two three\n\n[Generation complete]',
    );
  });
});

describe('every door of the guides', () => {
  const doors = ['/chat/stream', '/chat/stream-simple', '/stream_text', '/generate_stream'];
  const all = [...doors, '/safe_stream', '/generate-stream', '/api/chat/stream'];

  it.each(all)(
    'names what it misses and refuses foreign pages, hosts and keys: %s',
    async (path) => {
      const { post } = openApp({}, { key: 'secret' });
      const headers = { authorization: 'Bearer secret' };
      const missing = await post(path, {}, { headers });
      expect([missing.status, await missing.text()]).toEqual([
        400,
        expect.stringMatching(/message|prompt/) as string,
      ]);
      const body = { message: 'Hi', prompt: 'Hi', messages: [{ role: 'user', content: 'Hi' }] };
      const given = async (more: Record<string, string>) =>
        (await post(path, body, { headers: more })).status;
      expect(await given(headers)).toBe(200);
      expect(await given({})).toBe(401);
      expect(await given({ ...headers, origin: 'https://evil.example' })).toBe(403);
      expect(await given({ ...headers, host: 'evil.example' })).toBe(403);
    },
  );

  it.each(all)('refuses more than the server takes: %s', async (path) => {
    const { post } = openApp({}, { maxBodyBytes: 1000 });
    expect((await post(path, { prompt: 'x'.repeat(2000) })).status).toBe(413);
  });
});
