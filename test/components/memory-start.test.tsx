import { render, screen } from '@testing-library/react';
import { array, assert, asyncProperty, constantFrom, integer } from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fitContext } from '../../demo-server/engine/context-fitting.ts';
import type { ChatTurn } from '../../demo-server/engine/engine.ts';
import { memoryStart } from '../../src/components/messages/memory-start.ts';
import { MessageList } from '../../src/components/messages/message-list.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { streamVoice } from '../../src/components/announcer/stream-announcer.tsx';
import { answer, growing, question } from './chat-samples.ts';

const read = async (kept: readonly ChatTurn[]) => [...kept];

const note = 'The model no longer sees the messages above.';

/** A chat of that many turns whose server keeps two of them, as the demo's does. */
const chatOf = (turns: number): ChatMessage[] =>
  Array.from({ length: turns }, (_, turn) => [
    question(`Question ${turn + 1}`, `q${turn + 1}`),
    answer(`Answer ${turn + 1}`, {
      id: `a${turn + 1}`,
      metadata: { droppedTurns: Math.max(0, turn - 1) },
    }),
  ]).flat();

/** What stands in the list, from top to bottom. */
const items = () => screen.getAllByRole('listitem').map((item) => item.textContent);

beforeAll(() => streamVoice.load());

describe('the place where the memory of a model begins', () => {
  it('is said once in a long chat, above the oldest message that the newest answer was given', () => {
    const { rerender } = render(<MessageList messages={chatOf(2)} />);
    expect(screen.queryByText(note)).toBeNull();
    for (const turns of [3, 4, 12]) {
      rerender(<MessageList messages={chatOf(turns)} />);
      expect(items().filter((text) => text === note)).toHaveLength(1);
      expect(items()[items().indexOf(note) + 1]).toContain(`Question ${turns - 1}`);
    }
  });

  it('stays where it is until the next answer tells what it was given', () => {
    const messages = [...chatOf(3), question('Question 4', 'q4')];
    const { rerender } = render(<MessageList messages={messages} status="submitted" />);
    expect(items()[items().indexOf(note) + 1]).toContain('Question 2');
    const next = { ...growing('', 'a4'), metadata: { droppedTurns: 2 } };
    rerender(<MessageList messages={[...messages, next]} status="streaming" />);
    expect(items()[items().indexOf(note) + 1]).toContain('Question 3');
  });

  it('is not said of a chat that fits, or whose server does not tell', () => {
    expect(memoryStart([])).toBeUndefined();
    expect(memoryStart(chatOf(2))).toBeUndefined();
    expect(memoryStart([question('Why?'), answer('Because.')])).toBeUndefined();
  });

  it('goes when a newer answer was given everything', () => {
    const messages = [
      ...chatOf(3),
      question('All?', 'q4'),
      answer('All.', { id: 'a4', metadata: { droppedTurns: 0 } }),
    ];
    expect(memoryStart(messages)).toBeUndefined();
  });

  it('is said in the words of the app, with messages of its own', () => {
    const labels = { droppedTurns: (count: number) => `${count} vergessen` };
    render(<MessageList messages={chatOf(4)} labels={labels} renderMessage={({ id }) => id} />);
    expect(items()).toEqual(['q1', 'a1', 'q2', 'a2', '2 vergessen', 'q3', 'a3', 'q4', 'a4']);
  });

  it('is where the server cut, whoever spoke in the chat', async () => {
    const roles = array(constantFrom('system', 'user', 'assistant'), { maxLength: 12 });
    await assert(
      asyncProperty(roles, integer({ min: 1, max: 4 }), async (before, maxTurns) => {
        const turns = [...before, 'user'].map((role, at) => ({ role, text: String(at) }) as const);
        const limits = { contextSize: 1000, answerRoom: 1, maxTurns };

        const { prompt, droppedTurns } = await fitContext(turns as never, limits, read);
        const messages = turns.map(({ role, text }) => ({ id: text, role, parts: [] }) as never);
        const told = answer('Yes.', { id: 'told', metadata: { droppedTurns } });
        const oldest = prompt.find(({ role }) => role !== 'system');
        const start = memoryStart([...messages, told]);
        expect(start?.messageId).toBe(droppedTurns > 0 ? oldest?.text : undefined);
      }),
    );
  });
});
