export { applyEvent, endMessage, terminalEnd, terminalError } from './apply-event.ts';
export { ChatError, type ChatErrorCode, type ChatErrorOptions } from './chat-error.ts';
export {
  isTerminalEvent,
  parseChatEvent,
  type ChatEvent,
  type ContentEvent,
  type DataEvent,
  type FinishReason,
  type MetadataEvent,
  type PrefillData,
  type ProviderMetadata,
  type QueueData,
  type StartEvent,
  type StepEvent,
  type TerminalEvent,
  type TextEvent,
  type ToolEvent,
} from './chat-event.ts';
export {
  createUserMessage,
  toolName,
  type ChatMessage,
  type CustomPart,
  type DataPart,
  type FilePart,
  type MessageEnd,
  type MessageInput,
  type MessagePart,
  type MessageRole,
  type SourceDocumentPart,
  type SourceUrlPart,
  type StepStartPart,
  type TextPart,
  type ToolApproval,
  type ToolPart,
  type ToolState,
} from './chat-message.ts';
export { messageText } from './message-text.ts';
export {
  isSubagentPart,
  type SubagentData,
  type SubagentPart,
  type SubagentState,
} from './subagent.ts';
export type {
  ChatRequest,
  ChatTransport,
  ResumeRequest,
  TransportEvent,
} from './chat-transport.ts';
export type { ChatTypes, DeepPartial } from './chat-types.ts';
export type { NamedDataPart, TypedDataPart } from './data-part.ts';
export type { DynamicToolPart, TypedToolPart } from './tool-part.ts';
export type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts';
export { formatCursor, parseCursor, type Cursor } from './cursor.ts';
export { LineSplitter } from './line-splitter.ts';
export { textTurns, type TextTurn } from './text-turns.ts';
export type {
  MessageMetadata,
  MessageTimings,
  MessageUsage,
  TypedMetadata,
} from './message-metadata.ts';
export { SseDecoder, type SseDecoderOptions, type SseFrame } from './sse-decoder.ts';
export { decodeSse, encodeSse, type SseFields } from './sse.ts';
export { parseClientFrame, parseServerFrame } from './parse-frame.ts';
export {
  encodeFrame,
  webSocketProtocol,
  type ClientFrame,
  type EndFrame,
  type ErrorFrame,
  type EventsFrame,
  type HeartbeatFrame,
  type ResumePoint,
  type ServerFrame,
  type TypingFrame,
} from './web-socket-frame.ts';
export { applyRoomEntry } from './apply-room-entry.ts';
export { isRoomFrame, type RoomClientFrame, type RoomServerFrame } from './room-frame.ts';
export {
  emptyRoom,
  type RoomAct,
  type RoomAuthor,
  type RoomEntry,
  type RoomMember,
  type RoomMessage,
  type RoomRights,
  type RoomState,
} from './room-state.ts';
export { boundedBuffer, type BoundedBuffer, type BoundedBufferOptions } from './bounded-buffer.ts';
export { decodeStreamValue, encodeStreamValue } from './stream-event.ts';
export type { StreamProgress, StreamValue } from './stream-event.ts';
export { framingOf, streamMediaTypes, type StreamFraming } from './stream-framing.ts';
export { streamReader } from './stream-reader.ts';
export type { StreamReader, StreamReaderOptions, StreamSource } from './stream-reader.ts';
export { streamTypes } from './stream-types.ts';
export type { Read, StreamSchemas, StreamTypes, Written } from './stream-types.ts';
export { streamWriter, type StreamWriter, type StreamWriterOptions } from './stream-writer.ts';
export {
  documentProtocol,
  encodeDocumentFrame,
  encodePresence,
  parseDocumentFrame,
  parsePresence,
  type DocumentFrame,
  type PresenceEntry,
} from './document-frame.ts';
