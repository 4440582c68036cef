export { collectMessage } from './collect-message.ts';
export { decodeEvents, type DecodeEventsOptions } from './decode-events.ts';
export type { WireFormat } from './dialect.ts';
