export type { Chat, ChatStore } from '../chat/chat-store.ts';
export type { ChatCallbacks } from '../chat/options/chat-callbacks.ts';
export type { ChatOptions } from '../chat/chat-options.ts';
export type { ForgetResult } from '../chat/storage/forget-chat.ts';
export type { WhileStreaming } from '../chat/options/while-streaming.ts';
export type { ChatInput } from '../chat/options/chat-input.ts';
export type { ChatMetrics } from '../chat/state/chat-metrics.ts';
export type { ChatState, ChatStatus } from '../chat/state/chat-state.ts';
export type { ChatStorage } from '../chat/storage/chat-storage.ts';
export { localChatStorage, sessionChatStorage } from '../chat/storage/web-chat-storage.ts';
export type { StoredChat } from '../chat/state/stored-chat.ts';
export {
  tool,
  type ClientTool,
  type ClientTools,
  type ToolResult,
} from '../chat/options/client-tool.ts';
export { createChat } from '../chat/create-chat.ts';
export { indexedDbChatStorage } from '../chat/storage/indexed-db-chat-storage.ts';
export { offlineOutbox, type OfflineOutboxOptions } from '../chat/send/offline-outbox.ts';
export type { RequestOptions, SendOptions } from '../chat/options/request-options.ts';
export type { SendResult } from '../chat/state/send-result.ts';
export { hasAllToolResults } from '../chat/tools/tool-results.ts';
export { smoothPacing, type SmoothPacingOptions } from '../chat/run/smooth-pacing.ts';
export { ChatError, type ChatErrorCode } from '../protocol/chat-error.ts';
export type { ChatEvent } from '../protocol/chat-event.ts';
export type { ChatMessage, MessageEnd, MessagePart } from '../protocol/chat-message.ts';
export type { ChatTypes, DeepPartial } from '../protocol/chat-types.ts';
export type { StandardSchema } from '../protocol/standard-schema.ts';
export type { ChatTransport } from '../protocol/chat-transport.ts';
export { messageText } from '../protocol/message-text.ts';
export { textTurns, type TextTurn } from '../protocol/text-turns.ts';
export { httpTransport, type HttpTransportOptions } from '../transports/http/http-transport.ts';
export { webSocketTransport } from '../transports/web-socket/lazy-web-socket-transport.ts';
export type { WebSocketTransportOptions } from '../transports/web-socket/web-socket-options.ts';
