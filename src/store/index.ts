export type {
  Chat,
  ChatCallbacks,
  ChatOptions,
  ForgetResult,
  WhileStreaming,
} from '../chat/chat.ts';
export type { ChatInput } from '../chat/chat-input.ts';
export type { ChatMetrics } from '../chat/chat-metrics.ts';
export type { ChatState, ChatStatus } from '../chat/chat-state.ts';
export {
  localChatStorage,
  sessionChatStorage,
  type ChatStorage,
  type StoredChat,
} from '../chat/chat-storage.ts';
export { tool, type ClientTool, type ClientTools, type ToolResult } from '../chat/client-tool.ts';
export { createChat } from '../chat/create-chat.ts';
export { indexedDbChatStorage } from '../chat/indexed-db-chat-storage.ts';
export { offlineOutbox, type OfflineOutboxOptions } from '../chat/offline-outbox.ts';
export type { RequestOptions, SendOptions } from '../chat/request-options.ts';
export type { SendResult } from '../chat/send-result.ts';
export { hasAllToolResults } from '../chat/tool-results.ts';
export { smoothPacing, type SmoothPacingOptions } from '../chat/smooth-pacing.ts';
export { ChatError, type ChatErrorCode } from '../protocol/chat-error.ts';
export type { ChatEvent } from '../protocol/chat-event.ts';
export type { ChatMessage, MessageEnd, MessagePart } from '../protocol/chat-message.ts';
export type { ChatTypes, DeepPartial } from '../protocol/chat-types.ts';
export type { StandardSchema } from '../protocol/standard-schema.ts';
export type { ChatTransport } from '../protocol/chat-transport.ts';
export { messageText } from '../protocol/message-text.ts';
export { textTurns, type TextTurn } from '../protocol/text-turns.ts';
export { httpTransport, type HttpTransportOptions } from '../transports/http/http-transport.ts';
export {
  webSocketTransport,
  type WebSocketTransportOptions,
} from '../transports/web-socket/web-socket-transport.ts';
