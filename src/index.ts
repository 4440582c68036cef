export { localChatStorage, sessionChatStorage, type ChatStorage } from './chat/index.ts';
export {
  createChat,
  useChatMessage,
  offlineOutbox,
  type ChatOptions,
  type SendResult,
} from './chat/index.ts';
export type { Chat as ChatStore, ChatMetrics, ChatState, ChatStatus } from './chat/index.ts';
export type { StreamingChat } from './chat/index.ts';
export * from './components/index.ts';
export { prismHighlighter, type Highlighter } from './highlight/index.ts';
export { StreamingMarkdown, type StreamingMarkdownProps } from './markdown/index.ts';
export type { CitationSource, MarkdownComponents, MarkdownPlugin } from './markdown/index.ts';
export type { UrlPolicy, UrlVerdict } from './markdown/index.ts';
export { ChatError, messageText, type ChatErrorCode } from './protocol/index.ts';
export type { ChatEvent, ChatMessage, ChatTransport, MessageEnd } from './protocol/index.ts';
export type { FilePart, MessageInput, MessageMetadata, MessagePart } from './protocol/index.ts';
export { httpTransport, type HttpTransportOptions } from './transports/index.ts';
export { webSocketTransport, type WebSocketTransportOptions } from './transports/index.ts';
export { useStreamingChat } from './use-streaming-chat.ts';
export type { UrlChatOptions, UseStreamingChatOptions } from './use-streaming-chat.ts';
