export type { Branches, Fork } from './hidden-versions.ts';
export type {
  Chat,
  ChatCallbacks,
  ChatOptions,
  DataSchemas,
  ForgetResult,
  MessageSchemas,
  WhileStreaming,
} from './chat.ts';
export type { ChatInput } from './chat-input.ts';
export { noMetrics, type ChatMetrics } from './chat-metrics.ts';
export type { ChatRetry, ChatState, ChatStatus } from './chat-state.ts';
export {
  localChatStorage,
  sessionChatStorage,
  type ChatStorage,
  type StoredChat,
} from './chat-storage.ts';
export { offlineOutbox, type OfflineOutboxOptions } from './offline-outbox.ts';
export type { ChatOutbox, Outbox, OutboxHost } from './outbox.ts';
export type { OutboxMessage } from './outbox-message.ts';
export type { Pacer, Pacing, ReceivedEvent } from './pacing.ts';
export { smoothPacing, type SmoothPacingOptions } from './smooth-pacing.ts';
export type { OutboxLine, OutboxLock } from './outbox-line.ts';
export {
  indexedDbChatStorage,
  type IndexedDbChatStorageOptions,
} from './indexed-db-chat-storage.ts';
export type { SendResult } from './send-result.ts';
export type { QueuedMessage } from './send-queue.ts';
export {
  tool,
  type ClientTool,
  type ClientToolCall,
  type ClientTools,
  type ToolQuestion,
  type ToolResult,
} from './client-tool.ts';
export type { InferredChat, InferredFrom, InferringChatOptions } from './infer-chat.ts';
export type { RequestOptions, SendOptions } from './request-options.ts';
export { hasAllToolResults } from './tool-results.ts';
export { createChat } from './create-chat.ts';
export { browserFrames, type FrameClock } from './frame-clock.ts';
export type { TabChannel } from './tab-mirror.ts';
export { useChatMessage } from './use-chat-message.ts';
export {
  useStreamingChat,
  type StreamingChat,
  type UseStreamingChatOptions,
} from './use-streaming-chat.ts';
