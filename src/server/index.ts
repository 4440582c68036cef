export { Doorbell } from './runs/doorbell.ts';
export { EarlyCancels, rememberCancelMs, type EarlyCancelsOptions } from './runs/early-cancels.ts';
export { LocalRun } from './runs/local-run.ts';
export { MemoryRunStore, type MemoryRunStoreOptions } from './runs/memory-run-store.ts';
export { ReaderCount } from './runs/reader-count.ts';
export {
  RunLog,
  type RunBatch,
  type RunBytes,
  type RunEvents,
  type RunLogLimits,
  type RunSnapshot,
} from './runs/run-log.ts';
export { idTaken, type RunStore, type StoreTrouble } from './runs/run-store.ts';
export {
  identityOf,
  isFoundBy,
  isOpenTo,
  ownerOfFirstVisit,
  readerOf,
  type Run,
  type RunOptions,
  type RunSource,
  type RunTask,
} from './runs/run.ts';
export { assertBounded } from './http/bounded-json.ts';
export { errorAnswer, failureAnswer, knownMethods } from './http/error-answer.ts';
export { EventReader, type EventReaderOptions } from './http/event-reader.ts';
export { eventStream, type EventStreamOptions } from './http/event-stream.ts';
export {
  describeRun,
  readCursor,
  runAnswer,
  runMissing,
  type RunAnswerOptions,
} from './http/run-answer.ts';
export { Shutdown } from './http/shutdown.ts';
export { StreamPlaces, type StreamDoor, type StreamPlacesOptions } from './http/stream-places.ts';
export type { Answer, AnswerPiece, ChatQuestion, UiMessageStreamResult } from './answers/answer.ts';
export type { AnswerEnd, ChatServer, ChatServerOptions } from './options/chat-server.ts';
export { createChatServer, memoryRuns } from './create-chat-server.ts';
export { toEventStream, toResponse, type ToResponseOptions } from './answers/to-response.ts';
export { upstream, type UpstreamOptions } from './answers/upstream.ts';
