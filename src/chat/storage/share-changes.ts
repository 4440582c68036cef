import { isRecord } from '../../protocol/json.ts';
import type { ListedChange } from './chat-storage.ts';
import type { ListedChanges } from './listed-changes.ts';
import type { ListedChat } from './listed-chat.ts';

/** The changes of a place, told to the other tabs as well. */
export interface SharedChanges {
  /** Tells everybody what a chat is listed as now; undefined when it is gone. */
  readonly tell: (chatId: string, chat: ListedChat | undefined) => void;
  /** Calls a listener with the changes of all tabs; answers how to stop that. */
  readonly watch: (listener: (change: ListedChange) => void) => () => void;
}

/** Shares the changes of a place by a `BroadcastChannel`, where the platform has one; it is open while somebody watches. */
export function shareChanges(place: string, changes: ListedChanges): SharedChanges {
  const name = `rivulet.chats:${place}`;
  const open = () =>
    typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : undefined;
  let channel: BroadcastChannel | undefined;
  let watchers = 0;
  return {
    tell(chatId, chat) {
      changes.tell({ chatId, chat, isOwn: true });
      const speaker = channel ?? open();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is not a window
      speaker?.postMessage({ chatId, chat });
      if (speaker !== channel) speaker?.close();
    },
    watch(listener) {
      if (watchers === 0) listen();
      watchers += 1;
      const stop = changes.watch(listener);
      return () => {
        stop();
        watchers -= 1;
        if (watchers > 0) return;
        channel?.close();
        channel = undefined;
      };
    },
  };

  function listen(): void {
    channel = open();
    channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (!isRecord(data) || typeof data['chatId'] !== 'string') return;
      const chat = data['chat'] as ListedChat | undefined;
      changes.tell({ chatId: data['chatId'], chat, isOwn: false });
    });
  }
}
