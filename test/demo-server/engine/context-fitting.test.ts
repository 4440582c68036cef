// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { fitContext } from '../../../demo-server/engine/context-fitting.ts';
import type { ChatTurn } from '../../../demo-server/engine/engine.ts';

const user = (text: string): ChatTurn => ({ role: 'user', text });
const assistant = (text: string): ChatTurn => ({ role: 'assistant', text });
const system: ChatTurn = { role: 'system', text: 'S' };
// One model token per character.
const read = async (turns: readonly ChatTurn[]) => turns.map((turn) => turn.text).join('');

describe('fitContext', () => {
  it('keeps a chat that fits', async () => {
    const turns = [user('a'), assistant('b'), user('c')];
    expect(await fitContext(turns, { contextSize: 100, answerRoom: 50 }, read)).toEqual({
      prompt: 'abc',
      promptTokens: 3,
      droppedTurns: 0,
    });
  });

  it('drops the oldest questions with their answers and keeps the system turn', async () => {
    const turns = [
      system,
      user('a'.repeat(30)),
      assistant('b'.repeat(30)),
      user('c'),
      assistant('d'),
      user('e'),
    ];
    const fitted = await fitContext(turns, { contextSize: 100, answerRoom: 50 }, read);
    expect(fitted).toEqual({ prompt: 'Scde', promptTokens: 4, droppedTurns: 1 });
  });

  it('drops no more than it must, for any length', async () => {
    for (let count = 1; count < 40; count++) {
      const turns = Array.from({ length: count }, () => [
        user('q'.repeat(5)),
        assistant('a'.repeat(5)),
      ])
        .flat()
        .slice(0, -1);
      const { promptTokens, droppedTurns } = await fitContext(
        turns,
        { contextSize: 200, answerRoom: 95 },
        read,
      );
      expect(promptTokens).toBeLessThanOrEqual(105);
      expect(droppedTurns).toBe(Math.max(0, count - 11));
    }
  });

  it('sends a model no more questions than it was trained on', async () => {
    const turns = [user('a'), assistant('b'), user('c'), assistant('d'), user('e')];
    const limits = { contextSize: 100, answerRoom: 50, maxTurns: 2 };
    expect(await fitContext(turns, limits, read)).toMatchObject({ prompt: 'cde', droppedTurns: 1 });
  });

  it('lets a long last question take the room of the answer', async () => {
    const fitted = await fitContext(
      [user('a'.repeat(60))],
      { contextSize: 100, answerRoom: 50 },
      read,
    );
    expect(fitted.promptTokens).toBe(60);
  });

  it('refuses a last question that leaves no room and names the limit', async () => {
    const limits = { contextSize: 100, answerRoom: 50 };
    await expect(fitContext([user('a'.repeat(69))], limits, read)).rejects.toThrow(
      expect.objectContaining({
        code: 'bad-request',
        status: 400,
      }),
    );
    await expect(fitContext([user('a'.repeat(69))], limits, read)).rejects.toThrow(
      /69 model tokens .* can read 68/,
    );
  });
});
