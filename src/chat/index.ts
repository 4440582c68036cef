export type { Branches, Fork } from './state/hidden-versions.ts';
export type { Chat, ChatStore } from './chat-store.ts';
export type { ChatCallbacks } from './options/chat-callbacks.ts';
export type { ChatOptions } from './chat-options.ts';
export type { DataSchemas, MessageSchemas } from './options/message-schemas.ts';
export type { ForgetResult } from './storage/forget-chat.ts';
export type { WhileStreaming } from './options/while-streaming.ts';
export type { ChatInput } from './options/chat-input.ts';
export { noMetrics, type ChatMetrics } from './state/chat-metrics.ts';
export type { ChatRetry, ChatState, ChatStatus } from './state/chat-state.ts';
export type {
  ChatDrafts,
  ChatListPage,
  ChatMarks,
  ChatSearchOptions,
  ChatSnippet,
  ChatStorage,
  FoundChat,
  ListedChange,
} from './storage/chat-storage.ts';
export type { ListedChat, ListedChats } from './storage/listed-chat.ts';
export { localChatStorage, sessionChatStorage } from './storage/web-chat-storage.ts';
export type { StoredChat } from './state/stored-chat.ts';
export { offlineOutbox, type OfflineOutboxOptions } from './send/offline-outbox.ts';
export type { ChatOutbox, Outbox, OutboxHost } from './send/outbox.ts';
export type { OutboxMessage } from './state/outbox-message.ts';
export type { Pacer, Pacing, ReceivedEvent } from './run/pacing.ts';
export { smoothPacing, type SmoothPacingOptions } from './run/smooth-pacing.ts';
export type { OutboxLine, OutboxLock } from './send/outbox-line.ts';
export {
  indexedDbChatStorage,
  type IndexedDbChatStorageOptions,
} from './storage/indexed-db-chat-storage.ts';
export {
  newMessageOnly,
  serverChatStorage,
  type ServerChatStorage,
  type ServerChatStorageOptions,
} from './storage/server-chat-storage.ts';
export type { SendResult } from './state/send-result.ts';
export type { QueuedMessage } from './state/queued-message.ts';
export {
  tool,
  type ClientTool,
  type ClientToolCall,
  type ClientTools,
  type ToolQuestion,
  type ToolResult,
} from './options/client-tool.ts';
export type { InferredChat, InferredFrom, InferringChatOptions } from './infer-chat.ts';
export type { RequestOptions, SendOptions } from './options/request-options.ts';
export { hasAllToolResults } from './tools/tool-results.ts';
export { createChat } from './create-chat.ts';
export { browserFrames, type BrowserFramesOptions } from './run/browser-frames.ts';
export type { FrameClock } from './run/frame-clock.ts';
export type { TabChannel } from './tabs/tab-mirror.ts';
export { useChatMessage } from './react/use-chat-message.ts';
export {
  useStreamingChat,
  type StreamingChat,
  type UseStreamingChatOptions,
} from './react/use-streaming-chat.ts';
export type { ChatListState, RemovedChat } from './list/chat-list-state.ts';
export {
  createChatList,
  type ChatListActs,
  type ChatListOptions,
  type ChatListStore,
} from './list/create-chat-list.ts';
export { useChatList, type ChatListView, type UseChatListOptions } from './react/use-chat-list.ts';
