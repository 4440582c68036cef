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
export { idTaken, type LeftRun, type RunStore, type StoreTrouble } from './runs/run-store.ts';
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
export { IntakeBudget, type Intake } from './http/intake-budget.ts';
export { Shutdown } from './http/shutdown.ts';
export { StreamPlaces, type StreamDoor, type StreamPlacesOptions } from './http/stream-places.ts';
export type {
  Answer,
  AnswerPiece,
  ChatQuestion,
  ToolDescription,
  UiMessageStreamResult,
} from './answers/answer.ts';
export type {
  AnswerEnd,
  ChatServer,
  ChatServerOptions,
  ChatServices,
  FailurePlace,
} from './options/chat-server.ts';
export type {
  ChatHistory,
  ChatPage,
  ChatPageRequest,
  ChatSummary,
  SavedChat,
} from './history/chat-history.ts';
export { memoryHistory, type MemoryHistoryOptions } from './history/memory-history.ts';
export type { CallEvent, RunEndEvent, RunStartEvent, ServerEvent } from './log/server-event.ts';
export type { TitleQuestion } from './titles/title-question.ts';
export {
  serverTool,
  type ServerTool,
  type ServerToolCall,
  type ServerTools,
  type ToolApprovalQuestion,
} from './tools/server-tool.ts';
export type { ChatLimits, LimitedQuestion, LimitTicket } from './limits/chat-limits.ts';
export {
  memoryLimits,
  type LimitFigures,
  type MemoryLimitsOptions,
} from './limits/memory-limits.ts';
export { answerRunCall, type RunCallOptions } from './routes/run-calls.ts';
export { createChatServer, memoryRuns } from './create-chat-server.ts';
export { toEventStream, toResponse, type ToResponseOptions } from './answers/to-response.ts';
export { upstream, type UpstreamOptions } from './answers/upstream/upstream.ts';
export {
  upstreamCall,
  type UpstreamCall,
  type UpstreamCallOptions,
  type UpstreamFormat,
} from './answers/upstream/upstream-call.ts';
export { defineTask } from './tasks/define-task.ts';
export type { ServerTasks, TaskCall, TaskDefinition, TaskWork } from './tasks/define-task.ts';
export { taskAnswer, taskResult, type TaskResult } from './tasks/task-answer.ts';
export { TaskNote, type TaskNotes } from './tasks/task-note.ts';
export { taskInput, taskSource, type TaskSourceOptions } from './tasks/task-source.ts';
export { safely, type SafeOptions, type SafePiece, type SafeTry } from './tasks/safely.ts';
export { defineStream } from './live/define-stream.ts';
export type { LiveCall, LiveDefinition, ServerStreams } from './live/define-stream.ts';
export { liveAnswer } from './live/live-answer.ts';
export { LiveLog, type LiveLogLimits } from './live/live-log.ts';
export { LiveStream, type LiveShow } from './live/live-stream.ts';
export { acceptedFraming, framingFor, type AcceptedFraming } from './http/accepted-framing.ts';
export {
  logStream,
  type BehindTelling,
  type EventLog,
  type LogFraming,
  type LogStreamOptions,
} from './http/log-stream.ts';
export { createRooms, type Rooms } from './rooms/create-rooms.ts';
export { memoryRooms, type MemoryRoomsOptions } from './rooms/memory-room-store.ts';
export type {
  RoomAdmission,
  RoomLimits,
  RoomModel,
  RoomQuestion,
  RoomsOptions,
  RoomTimes,
} from './rooms/room-options.ts';
export type { RoomPlace } from './rooms/room-place.ts';
export type { RoomNews, RoomSignal, RoomStore, RoomWatcher } from './rooms/room-store.ts';
export type { RoomDoor, RoomGuest, RoomVisit } from './sockets/room-door.ts';
