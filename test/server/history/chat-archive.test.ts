// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newMessageOnly } from '../../../src/chat/index.ts';
import type { ChatMessage } from '../../../src/protocol/index.ts';
import { memoryHistory, type ChatHistory, type SavedChat } from '../../../src/server/index.ts';
import { ChatArchive } from '../../../src/server/history/chat-archive.ts';
import { readTurn } from '../../../src/server/history/read-turn.ts';

const message = (id: string, role: 'user' | 'assistant', text = id): ChatMessage => ({
  id,
  role,
  parts: [{ type: 'text', text }],
});
const whole = (messages: readonly ChatMessage[]) => ({ messages });
const fail = (error: unknown) => {
  throw error;
};

function openArchive(history: ChatHistory = memoryHistory(), told: unknown[] = []) {
  const archive = new ChatArchive(history, (error) => told.push(error), new Set());
  const ask = (body: object, chatId = 'c', owner = 'alice') =>
    archive.ask({
      chatId,
      owner,
      turn: readTurn({
        chatId,
        body: { ...body },
        trigger: 'submit-message',
        messageId: undefined,
        ...body,
      }),
    });
  const answer = (question: ChatMessage | undefined, added: ChatMessage, chatId = 'c') =>
    archive.answered({ chatId, owner: 'alice' }, question, added);
  return { archive, ask, answer };
}

/** A database that keeps rows of messages, each save from its place on. */
function tableOf(): { history: ChatHistory; rows: ChatMessage[] } {
  const rows: ChatMessage[] = [];
  let chat: SavedChat | undefined;
  const history: ChatHistory = {
    load: () => chat && { ...chat, messages: structuredClone(rows) },
    save(saved, from) {
      chat = saved;
      rows.splice(from, Infinity, ...structuredClone(saved.messages.slice(from)));
    },
    list: () => ({ chats: [] }),
    rename: () => undefined,
    delete: () => undefined,
  };
  return { history, rows };
}

const act = fc.record({
  kind: fc.constantFrom('send', 'edit', 'again' as const),
  place: fc.nat(20),
  isWhole: fc.boolean(),
  isAnswered: fc.boolean(),
});

describe('what is saved of a chat', () => {
  it('is what its client has, however it sends it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        const { history, rows } = tableOf();
        const { ask, answer } = openArchive(history);
        let list: ChatMessage[] = [];
        for (const [step, { kind, place, isWhole, isAnswered }] of acts.entries()) {
          const questions = list.filter(({ role }) => role === 'user');
          const chosen = questions[place % questions.length];
          const index = chosen ? list.indexOf(chosen) : 0;
          const isAgain = kind === 'again' && chosen !== undefined;
          if (kind === 'edit') list = list.slice(0, index);
          if (isAgain) list = list.slice(0, index + 1);
          else list = [...list, message(`q${step}`, 'user')];
          const body = isWhole ? whole(list) : newMessageOnly({ messages: list });
          const asked = await ask(body);
          expect(asked.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
          if (!isAnswered) continue;
          const added = message(`a${step}`, 'assistant');
          await answer(list.at(-1), added);
          list = [...list, added];
        }
        expect(rows.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
      }),
    );
  });

  it('stands as it was, whatever a client sends for it', async () => {
    const { ask, archive } = openArchive();
    await ask(whole([message('q1', 'user', 'mine')]));
    const forged = await ask(whole([message('q1', 'user', 'forged'), message('q2', 'user')]));
    expect(forged[0]?.parts).toEqual([{ type: 'text', text: 'mine' }]);
    expect((await archive.load('c', 'alice'))?.messages).toHaveLength(2);
  });

  it('is asked for where a client goes on from what the server does not have', async () => {
    const { ask } = openArchive();
    const lost = ask({ message: message('q2', 'user'), after: 'a1' });
    await expect(lost).rejects.toMatchObject({ status: 409, message: /whole chat/ });
  });

  it('has an answer behind its question, also when another was asked meanwhile, and none without it', async () => {
    const { ask, answer, archive } = openArchive();
    const [question] = await ask(whole([message('q1', 'user')]));
    await ask({ message: message('q2', 'user') });
    await answer(question, message('a1', 'assistant'));
    const ids = async () => (await archive.load('c', 'alice'))?.messages.map(({ id }) => id);
    expect(await ids()).toEqual(['q1', 'a1', 'q2']);
    await ask({ message: message('q3', 'user'), after: null });
    await answer(question, message('a1', 'assistant'));
    expect(await ids()).toEqual(['q3']);
  });

  it('is dated, and a title is kept', async () => {
    const { ask, archive } = openArchive();
    await ask(whole([message('q1', 'user')]));
    expect(await archive.rename('c', 'alice', 'Greetings')).toMatchObject({ title: 'Greetings' });
    await ask({ message: message('q2', 'user') });
    const chat = await archive.load('c', 'alice');
    expect(chat?.title).toBe('Greetings');
    expect(chat?.messages.every(({ createdAt = 0 }) => createdAt > 0)).toBe(true);
  });
});

describe('a history that fails', () => {
  it('is told, and what it did not take comes with the next save', async () => {
    const { history, rows } = tableOf();
    const told: unknown[] = [];
    const away = new Error('away');
    let isAway = true;
    const flaky: ChatHistory = {
      ...history,
      save: (chat, from) => (isAway ? fail(away) : history.save(chat, from)),
    };
    const { ask, answer, archive } = openArchive(flaky, told);
    const [question] = await ask(whole([message('q1', 'user')]));
    await answer(question, message('a1', 'assistant'));
    expect(told).toEqual([away, away]);
    expect((await archive.load('c', 'alice'))?.messages).toHaveLength(2);
    isAway = false;
    await ask({ message: message('q2', 'user'), after: 'a1' });
    await archive.load('c', 'alice');
    expect(rows.map(({ id }) => id)).toEqual(['q1', 'a1', 'q2']);
  });

  it('that cannot be read is done without where the client has sent all', async () => {
    const told: unknown[] = [];
    const { ask } = openArchive({ ...memoryHistory(), load: () => fail(new Error('away')) }, told);
    expect(await ask(whole([message('q1', 'user')]))).toHaveLength(1);
    expect(told).toHaveLength(1);
    const lost = ask({ message: message('q2', 'user') });
    await expect(lost).rejects.toMatchObject({ code: 'overloaded' });
  });

  it('that gives a chat of another owner is not believed', async () => {
    const foreign: SavedChat = {
      id: 'c',
      owner: 'bob',
      messages: [message('secret', 'user')],
      createdAt: 1,
      updatedAt: 1,
    };
    const deleted: string[] = [];
    const { archive } = openArchive({
      ...memoryHistory(),
      load: () => foreign,
      list: () => ({ chats: [foreign] }),
      delete: (id) => void deleted.push(id),
    });
    expect(await archive.load('c', 'alice')).toBeUndefined();
    expect(await archive.list('alice', 10)).toEqual({ chats: [], next: undefined });
    expect(await archive.rename('c', 'alice', 'Mine')).toBeUndefined();
    await archive.delete('c', 'alice');
    expect(deleted).toEqual([]);
  });

  it('that goes on listing what was deleted is asked once for each chat of an owner', async () => {
    const history = memoryHistory();
    const asked: string[] = [];
    const { archive, ask } = openArchive({ ...history, delete: (id) => void asked.push(id) });
    const ids = Array.from({ length: 230 }, (_, at) => `chat-${at}`);
    for (const id of ids) await ask(whole([message('q', 'user')]), id);
    await ask(whole([message('q', 'user')]), 'other', 'bob');
    await Promise.all(ids.map((id) => archive.load(id, 'alice')));
    await archive.deleteOwner('alice');
    expect(asked.toSorted()).toEqual(ids.toSorted());
  });
});
