import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChatStorage, ListedChange } from '../../src/chat/storage/chat-storage.ts';
import type { ListedChat } from '../../src/chat/storage/listed-chat.ts';
import type { StoredChat } from '../../src/chat/state/stored-chat.ts';

/** A storage that lists, as every one of the kit in a browser is. */
type ListingStorage = Required<ChatStorage>;

/** What a law needs of a storage. */
export interface StorageUnderTest {
  /** Opens a door to the same room each time. */
  readonly open: () => ChatStorage;
  /** Empties the room. */
  readonly clear: () => void | Promise<void>;
  /** Stores a chat as versions of the kit did that knew of no list. */
  readonly storeOld: (id: string, chat: StoredChat) => void | Promise<void>;
}

const ids = ['a', 'b', 'summary', 'draft', 'rivulet.chat:a', 'ü ?/#', ''];
const idOf = fc.constantFrom(...ids);
const textOf = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== '');
const actOf = fc.oneof(
  fc.record({ type: fc.constant('save' as const), id: idOf, text: textOf, time: fc.nat(1000) }),
  fc.record({ type: fc.constant('rename' as const), id: idOf, text: textOf }),
  fc.record({ type: fc.constant('mark' as const), id: idOf, isPinned: fc.boolean() }),
  fc.record({ type: fc.constant('remove' as const), id: idOf }),
  fc.record({ type: fc.constant('draft' as const), id: idOf, text: fc.string({ maxLength: 9 }) }),
);
let made = 0;

/** A chat of one question and its answer. */
export function chatOf(question: string, createdAt: number, answer = 'So be it.'): StoredChat {
  made += 1;
  return {
    messages: [
      { id: `q${made}`, role: 'user', createdAt, parts: [{ type: 'text', text: question }] },
      {
        id: `a${made}`,
        role: 'assistant',
        createdAt: createdAt + 1,
        end: 'complete',
        parts: [{ type: 'text', text: answer }],
      },
    ],
  };
}

interface Known {
  readonly chat: StoredChat;
  readonly title?: string | undefined;
  readonly isPinned?: boolean | undefined;
}

/** What every storage that lists keeps to. */
export function describeListing({ open, clear, storeOld }: StorageUnderTest): void {
  const listing = () => open() as ListingStorage;
  const listed = async () => [...(await listing().list()).chats];

  it('lists exactly what is there, whatever was done through whichever door', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(actOf, { maxLength: 14 }), async (acts) => {
        await clear();
        const model = new Map<string, Known>();
        const drafts = new Map<string, string>();
        for (const act of acts) {
          const known = model.get(act.id);
          const storage = listing();
          if (act.type === 'save') {
            const chat = chatOf(act.text, act.time);
            await storage.save(act.id, chat);
            model.set(act.id, { ...known, chat });
          } else if (act.type === 'remove') {
            await storage.remove(act.id);
            model.delete(act.id);
            drafts.delete(act.id);
          } else if (act.type === 'draft') {
            await storage.drafts.save(act.id, act.text);
            drafts.set(act.id, act.text);
          } else if (act.type === 'rename') {
            await storage.rename(act.id, act.text);
            if (known) model.set(act.id, { ...known, title: act.text });
          } else {
            await storage.mark(act.id, { isPinned: act.isPinned });
            if (known) model.set(act.id, { ...known, isPinned: act.isPinned });
          }
        }
        const chats = await listed();
        expect(chats.map(({ id }) => id).toSorted()).toEqual([...model.keys()].toSorted());
        for (const { id, title, isPinned = false, updatedAt } of chats) {
          const known = model.get(id);
          expect({ title, isPinned }).toEqual({
            title: known?.title,
            isPinned: known?.isPinned ?? false,
          });
          expect(updatedAt).toBe(known?.chat.messages.at(-1)?.createdAt);
          expect(await listing().load(id)).toEqual(known?.chat);
        }
        const times = chats.map(({ updatedAt }) => updatedAt);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
        for (const id of ids)
          expect((await listing().drafts.load(id)) || '').toBe(drafts.get(id) ?? '');
      }),
      { numRuns: 60 },
    );
  });

  it('gives pages that together are the whole list', async () => {
    await clear();
    for (let at = 0; at < 7; at += 1) await listing().save(`c${at}`, chatOf('Why?', at));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { chats: readonly ListedChat[]; next: string | null } = await listing().list({
        limit: 3,
        cursor,
      });
      seen.push(...page.chats.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(seen).toEqual(['c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0']);
  });

  it('lists chats that were stored before there was a list', async () => {
    await clear();
    await storeOld('old', chatOf('What is old?', 5));
    await listing().save('new', chatOf('What is new?', 9));
    expect(await listed()).toMatchObject([
      { id: 'new', firstWords: 'What is new?' },
      { id: 'old', firstWords: 'What is old?', updatedAt: 6 },
    ]);
    await listing().rename('old', 'An old one');
    expect(await listed()).toMatchObject([{ id: 'new' }, { id: 'old', title: 'An old one' }]);
  });

  it('takes the title of a model, but not over that of the user', async () => {
    await clear();
    const chat = chatOf('Why is the sky blue, and the sea?', 1);
    await listing().save('a', { ...chat, title: 'Blue things' });
    expect(await listed()).toMatchObject([{ title: 'Blue things' }]);
    await listing().save('a', chat);
    expect(await listed()).toMatchObject([{ title: 'Blue things' }]);
    await listing().rename('a', 'Colours');
    await listing().save('a', { ...chat, title: 'Blue things' });
    expect(await listed()).toMatchObject([{ title: 'Colours' }]);
  });

  it('does not take up a chat in which nothing was said', async () => {
    await clear();
    await listing().save('empty', { messages: [] });
    expect(await listing().load('empty')).toBeUndefined();
    expect(await listed()).toEqual([]);
  });

  it('lists a chat whose first question still waits for the connection', async () => {
    await clear();
    const outbox = [{ id: 'q', runId: 'r', input: { text: 'Are you there?' } }];
    await listing().save('waits', { messages: [], outbox });
    expect(await listed()).toMatchObject([{ id: 'waits', firstWords: 'Are you there?' }]);
  });

  it('keeps a deleted chat deleted, though a page that still shows it saves it', async () => {
    await clear();
    const chat = chatOf('Keep me?', 1);
    await listing().save('gone', chat);
    await listing().remove('gone');
    await listing().save('gone', chat);
    expect(await listing().load('gone')).toBeUndefined();
    const next = chatOf('Something new', 2);
    await listing().save('gone', next);
    expect(await listing().load('gone')).toEqual(next);
  });

  it('tells of each change through whichever door', async () => {
    await clear();
    const heard: ListedChange[] = [];
    const stop = listing().watch((change) => heard.push(change));
    const chat = chatOf('Running?', 1);
    const answer = chat.messages.slice(0, 1);
    await listing().save('a', { messages: answer, activeRunId: 'run-1' });
    await listing().save('a', chat);
    await listing().remove('a');
    stop();
    await listing().save('b', chatOf('Unheard', 2));
    expect(heard.map((change) => [change.chatId, change.chat?.isRunning, change.isOwn])).toEqual([
      ['a', true, true],
      ['a', undefined, true],
      ['a', undefined, true],
    ]);
    expect(heard.at(-1)?.chat).toBeUndefined();
  });

  it('finds chats by all words of what was said, and shows the place', async () => {
    await clear();
    await listing().save('a', chatOf('On rivers', 1, 'The **Danube** flows east.'));
    await listing().save('b', chatOf('On bread', 2, 'Flour and water.'));
    const { chats } = await listing().list();
    const search = async (text: string) => {
      const found = [];
      const { signal } = new AbortController();
      for await (const each of listing().search(text, { chats, signal })) found.push(each);
      return found;
    };
    expect(await search('EAST danube')).toMatchObject([
      { id: 'a', snippet: { before: 'On rivers The ', match: 'Danube', after: ' flows east.' } },
    ]);
    expect(await search('danube water')).toEqual([]);
    expect(await search('  ')).toEqual([]);
    expect((await search('on')).map(({ id }) => id)).toEqual(['b', 'a']);
  });
}
