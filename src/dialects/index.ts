export { collectMessage } from './collect-message.ts';
export { decodeEvents, type DecodeEventsOptions } from './decode-events.ts';
export type { ReasoningMode, WireFormat } from './dialect.ts';
export { encodeEvent, endOfStream, eventStreamHeaders } from './encode-event.ts';
export {
  ReasoningSplitter,
  type ReasoningPiece,
  type ReasoningSplitterOptions,
} from './reasoning-splitter.ts';
