import type { StoredChat } from '../state/stored-chat.ts';
import type { ChatSearchOptions, FoundChat } from './chat-storage.ts';

/** Searches by reading chat after chat, in slices; what does that loads with the first search. */
export async function* searchEach(
  text: string,
  options: ChatSearchOptions,
  load: (chatId: string) => StoredChat | undefined | Promise<StoredChat | undefined>,
): AsyncGenerator<FoundChat, void, undefined> {
  const { searchChats } = await import('./search-chats.ts');
  yield* searchChats(text, options, load);
}
