// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import type { SseFrame } from '../../../../src/protocol/index.ts';
import { framesOf, openApp, slowly } from './open-app.ts';

const path = '/api/ag-ui';
const runId = 'run-00001';
const ask = (more: object = {}) => ({
  threadId: 'thread-1',
  runId,
  messages: [{ id: 'u', role: 'user', content: 'Hi' }],
  tools: [],
  ...more,
});

interface Frame {
  readonly type: string;
  readonly delta?: string;
}
const read = ({ data }: SseFrame): Frame => JSON.parse(data);

describe('POST /api/ag-ui', () => {
  it('streams a run of AG-UI with a cursor on each frame', async () => {
    const { post } = openApp();
    const frames = await framesOf(await post(path, ask()));
    expect(frames.map(({ id }) => id)).toEqual(frames.map((_, place) => `${runId}:${place}`));
    const events = frames.map(read);
    expect(events[0]).toEqual({ type: 'RUN_STARTED', threadId: 'thread-1', runId });
    expect(events.map(({ delta = '' }) => delta).join('')).toBe('one two three');
    expect(events.at(-1)).toMatchObject({
      type: 'RUN_FINISHED',
      outcome: { type: 'success' },
      metadata: { tanstack: { finishReason: 'stop' } },
      usage: [{ inputTokens: 1, outputTokens: 3 }],
    });
  });

  it('gives the model what the page tells of itself, and what tools and other models said to nobody', async () => {
    const { post, engine } = openApp();
    const asked = vi.spyOn(engine, 'prepare');
    const messages = [
      { id: 'r', role: 'reasoning', content: 'Hm' },
      { id: 'a', role: 'assistant', content: 'One.' },
      { id: 't', role: 'tool', content: '42', toolCallId: 'x' },
      { id: 'u', role: 'user', content: 'Two?' },
    ];
    const context = [{ description: 'The page', value: 'Prices' }];
    await post(path, ask({ messages, context }));
    expect(asked.mock.calls[0]?.[0].turns).toEqual([
      { role: 'system', text: 'The page: Prices' },
      { role: 'assistant', text: 'One.' },
      { role: 'user', text: 'Two?' },
    ]);
  });

  it('refuses what is no text by its name', async () => {
    const { post } = openApp();
    const content = [
      { type: 'text', text: 'What is it?' },
      { type: 'binary', mimeType: 'image/png' },
    ];
    const response = await post(path, ask({ messages: [{ id: 'u', role: 'user', content }] }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringMatching(/^messages\.0\.content\.1: /) as unknown },
    });
  });

  it('goes on after every cursor with exactly what follows', async () => {
    const { app, post } = openApp();
    const whole = await framesOf(await post(path, ask()));
    for (let place = 0; place < whole.length - 1; place++) {
      const headers = { 'last-event-id': `${runId}:${place}` };
      const again = await framesOf(await post(path, ask(), { headers }));
      expect(again).toEqual(whole.slice(place + 1));
      const joined = await app.request(`${path}?runId=${runId}&offset=-1`, { headers });
      expect(await framesOf(joined)).toEqual(whole.slice(place + 1));
    }
  });

  it('tells the end once more to a client that lost the connection after it', async () => {
    const { post } = openApp();
    const whole = await framesOf(await post(path, ask()));
    const headers = { 'last-event-id': whole.at(-1)?.id ?? '' };
    const again = await framesOf(await post(path, ask(), { headers }));
    expect(again).toEqual([{ event: 'message', data: whole.at(-1)?.data }]);
  });

  it('refuses a question, an id or a cursor that is none', async () => {
    const { app, post } = openApp();
    expect((await post(path, ask({ messages: [] }))).status).toBe(400);
    expect((await post(path, ask({ runId: '1' }))).status).toBe(400);
    const headers = { 'last-event-id': 'other-run:1' };
    expect((await post(path, ask(), { headers })).status).toBe(400);
    expect((await app.request(`${path}?runId=unknown-run`)).status).toBe(404);
  });

  it('does not open the run of one user to another', async () => {
    const { app, post } = openApp();
    await post(path, ask(), { headers: { authorization: 'Bearer a' } });
    const headers = { authorization: 'Bearer b' };
    expect((await app.request(`${path}?runId=${runId}`, { headers })).status).toBe(404);
    expect((await post(path, ask(), { headers })).status).toBe(409);
  });

  it('goes on writing when the client leaves, and ends as cancelled when it is told to', async () => {
    const { app, engine, post } = openApp(slowly);
    const response = await post(path, ask());
    await response.body?.cancel();
    expect(engine.load().active).toBe(1);
    await app.request(`/api/runs/${runId}/cancel`, { method: 'POST' });
    const frames = await framesOf(await app.request(`${path}?runId=${runId}`));
    expect(frames.map(read).at(-1)).toMatchObject({ outcome: { type: 'cancelled' } });
  });
});

describe('GET /api/chat/:id/stream', () => {
  it('gives the whole of the answer that is being written, and 204 without one', async () => {
    const { app, post } = openApp({ pace: 200, reply: () => 'word '.repeat(20) });
    const headers = { authorization: 'Bearer alice' };
    const resume = (init = {}) => app.request('/api/chat/chat-1/stream', init);
    expect((await resume({ headers })).status).toBe(204);
    const message = { role: 'user', parts: [{ type: 'text', text: 'Hi' }] };
    const asked = await post('/api/chat', { id: 'chat-1', messages: [message] }, { headers });
    const again = await resume({ headers });
    expect((await resume()).status).toBe(204);
    expect(await framesOf(again)).toEqual(await framesOf(asked));
    expect((await resume({ headers })).status).toBe(204);
  });
});
