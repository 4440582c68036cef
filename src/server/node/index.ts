export { attachDocuments, type AttachDocumentsOptions } from './attach-documents.ts';
export { attachSockets, type AttachSocketsOptions } from './attach-sockets.ts';
export { documentAt, judgeVisit } from './attach-documents.ts';
export { fileDocuments, type FileDocumentsOptions } from './file-documents.ts';
export { fileRooms, type FileRoomsOptions } from './file-rooms.ts';
export type { EventResponseLimits } from './event-response.ts';
export { EventResponses } from './event-responses.ts';
export { hangUp } from './hang-up.ts';
export type { SocketAcceptorOptions } from './socket-acceptor.ts';
export {
  openSockets,
  type ChatSockets,
  type SocketConnection,
  type SocketServerOptions,
  type SocketVerdict,
} from './socket-server.ts';
export { takeUpgrades } from './take-upgrades.ts';
export {
  hangUpOnSlow,
  memoryPressure,
  type MemoryPressureOptions,
  type MemoryUse,
} from './memory-pressure.ts';
export { toNodeListener, type NodeListenerOptions } from './to-node-listener.ts';
export type { UpgradeRequest } from './upgrade-request.ts';
export { ChatConnection } from '../sockets/chat-connection.ts';
export {
  defaultConnectionLimits,
  type ChatConnectionLimits,
  type ChatConnectionOptions,
  type SessionHolder,
} from '../sockets/chat-connection-options.ts';
export { reasonOfClose } from '../sockets/close-reasons.ts';
export { FairPump, type FrameSource } from '../sockets/fair-pump.ts';
export { FrameQueue, type FrameQueueLimits } from '../sockets/frame-queue.ts';
export { FrameRate, type FrameRateOptions } from '../sockets/frame-rate.ts';
export { LogWatch } from '../sockets/log-watch.ts';
export type { ServerSocket, SocketListener } from '../sockets/server-socket.ts';
export { SocketPlaces } from '../sockets/socket-places.ts';
export { SocketPulse, type PulseListener, type PulseTimes } from '../sockets/socket-pulse.ts';
export type { SocketQuestion, SocketRefusal, SocketVisitor } from '../sockets/socket-visitor.ts';
export { TypingRooms, type TypingMember } from '../sockets/typing-rooms.ts';
