// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../src/protocol/index.ts';
import { messageText } from '../../src/protocol/index.ts';
import {
  memoryHistory,
  type ChatServerOptions,
  type TitleQuestion,
} from '../../src/server/index.ts';
import { openServer, readEvents } from './chat-client.ts';

const titleIn = (events: readonly ChatEvent[]) =>
  events.find((event): event is Extract<ChatEvent, { type: 'data-title' }> =>
    event.type.startsWith('data-'),
  );

function openTitled(options: Partial<ChatServerOptions>) {
  const told: unknown[] = [];
  const asked: TitleQuestion[] = [];
  const server = openServer({
    history: memoryHistory(),
    answer: () => 'Well.',
    title(question) {
      asked.push(question);
      return '  On\n greetings ';
    },
    onError: (error, where) => told.push([where, error]),
    ...options,
  });
  const saved = async () =>
    ((await (await server.call('/chats/chat-1')).json()) as { title?: string }).title;
  return { ...server, told, asked, saved };
}

const named = { type: 'data-title', data: { title: 'On greetings' }, transient: true };

describe('the title of a chat', () => {
  it('is made of its first question and answer, told before the end and saved', async () => {
    const { ask, asked, saved } = openTitled({});
    const { events } = await readEvents(await ask());
    expect(events.slice(-2)).toEqual([named, { type: 'finish', finishReason: 'stop' }]);
    expect(asked.map(({ messages }) => messages.map(messageText))).toEqual([['Hi', 'Well.']]);
    expect(await saved()).toBe('On greetings');
  });

  it('is made once, and never in place of one that its user has given', async () => {
    const { ask, call, asked, saved } = openTitled({});
    await readEvents(await ask());
    await call('/chats/chat-1', { method: 'PATCH', body: '{"title":"Mine"}' });
    await readEvents(await ask());
    const next = { messages: undefined, message: { id: 'u2', role: 'user', parts: [] } };
    await readEvents(await ask(undefined, next));
    expect([asked.length, await saved()]).toEqual([1, 'Mine']);
  });

  it('costs nobody the answer when it fails, and is nobody’s who has stopped it', async () => {
    const broken = new Error('broken');
    const { ask, told } = openTitled({
      title: () => {
        throw broken;
      },
    });
    const { events } = await readEvents(await ask());
    expect([titleIn(events), events.at(-1)?.type]).toEqual([undefined, 'finish']);
    expect(told).toEqual([['title', broken]]);

    const failing = openTitled({ answer: () => [{ type: 'error', errorText: 'No.' }] });
    await readEvents(await failing.ask());
    expect(failing.asked).toEqual([]);
  });

  it('waits for the answer that comes after tools, and is told without a history too', async () => {
    let step = 0;
    const call = { type: 'tool-input-available', toolCallId: 'c', toolName: 'roll', input: {} };
    const { ask, asked } = openTitled({
      history: undefined,
      tools: { roll: { execute: () => 4 } },
      answer: () => (step++ === 0 ? [call] : 'A four.'),
    });
    const { events } = await readEvents(await ask());
    expect(titleIn(events)).toEqual(named);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.messages.map(messageText)).toEqual(['Hi', 'A four.']);
  });
});
