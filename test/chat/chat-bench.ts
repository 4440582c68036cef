import { onTestFinished } from 'vitest';
import type { ChatStore } from '../../src/chat/chat-store.ts';
import type { ChatOptions } from '../../src/chat/chat-options.ts';
import type { ChatStorage } from '../../src/chat/storage/chat-storage.ts';
import type { StoredChat } from '../../src/chat/state/stored-chat.ts';
import { createChat } from '../../src/chat/create-chat.ts';
import { loadExtras } from '../../src/chat/state/lazy-extras.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { manualClock, settle } from '../../src/testing/manual-clock.ts';
import { manualFrames } from '../../src/testing/manual-frames.ts';
import { scriptedTransport } from '../../src/testing/scripted-transport.ts';

// As on a page whose first answer has ended a while ago; lazy-extras.test.ts has the one where that is not so.
await loadExtras();

/** A chat whose time, frames, ids and server the test holds in its hands. */
export function chatBench(
  script: Parameters<typeof scriptedTransport>[0] = [],
  options: Partial<ChatOptions> & { keepsRuns?: boolean } = {},
) {
  const clock = manualClock();
  const frames = manualFrames();
  const { keepsRuns = true, ...chatOptions } = options;
  const transport = scriptedTransport(script, { clock, keepsRuns });
  const made = {
    id: 'chat',
    transport,
    frames,
    now: () => clock.now(),
    createId: countIds(),
    ...chatOptions,
  };
  const chat = createChat(made);
  onTestFinished(() => void chat.dispose());
  return {
    chat,
    clock,
    frames,
    transport,
    /** The page after a reload, over the same server: it has what storage held at that moment. */
    reload: (changes: Partial<ChatOptions> = {}) => {
      const page = createChat({ ...made, createId: countIds('later'), ...changes });
      onTestFinished(() => void page.dispose());
      return page;
    },
    /** Lets the server say what is due, and one frame pass. */
    pass: async (ms = 0): Promise<void> => {
      await clock.advance(ms);
      frames.tick();
    },
    answer: () => answerOf(chat),
    text: () => textOf(chat),
  };
}

/** The newest answer. */
export function answerOf(chat: ChatStore): ChatMessage | undefined {
  return chat.getState().messages.findLast(({ role }) => role === 'assistant');
}

/** The text of the newest answer. */
export function textOf(chat: ChatStore): string | undefined {
  const answer = answerOf(chat);
  return answer && messageText(answer);
}

/** The texts of all messages, in order. */
export function textsOf(chat: ChatStore): string[] {
  return chat.getState().messages.map(messageText);
}

/** Ids in the order in which they were made. */
export function countIds(prefix = 'id'): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `${prefix}-${made}`;
  };
}

interface MemoryStorage {
  readonly storage: ChatStorage;
  readonly read: (chatId?: string) => StoredChat | undefined;
  /** What another page finds that is loaded now. */
  readonly copy: () => MemoryStorage;
}

/** A storage in memory, which answers later if it is told to. */
export function memoryStorage(
  isAsync = false,
  entries: Iterable<readonly [string, StoredChat]> = [],
): MemoryStorage {
  const chats = new Map(entries);
  const storage: ChatStorage = {
    load(chatId) {
      const chat = structuredClone(chats.get(chatId));
      return isAsync ? settle().then(() => chat) : chat;
    },
    save: (chatId, chat) => void chats.set(chatId, structuredClone(chat)),
    remove: (chatId) => void chats.delete(chatId),
  };
  return {
    storage,
    read: (chatId = 'chat') => chats.get(chatId),
    copy: () => memoryStorage(isAsync, chats),
  };
}

/** A finished exchange of two messages. */
export function finishedPair(index: number): ChatMessage[] {
  return [
    { id: `u${index}`, role: 'user', parts: [{ type: 'text', text: `question ${index}` }] },
    {
      id: `a${index}`,
      role: 'assistant',
      parts: [{ type: 'text', text: `answer ${index}`, state: 'done' }],
      end: 'complete',
    },
  ];
}

/** A script of `count` deltas, all at once. */
export function burst(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index} `);
}
