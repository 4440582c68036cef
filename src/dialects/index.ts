export { agUiInput, type AgUiInput, type AgUiQuestion, type AgUiResume } from './ag-ui-input.ts';
export type { AgUiMessage } from './ag-ui-history.ts';
export { collectMessage } from './collect-message.ts';
export { decodeEvents, type DecodeEventsOptions } from './decode-events.ts';
export type { ReasoningMode, WireFormat } from './dialect.ts';
export { agUiEncoder, type AgUiEncoderOptions } from './encode-ag-ui.ts';
export { anthropicEncoder } from './encode-anthropic.ts';
export { anthropicMessage, type AnthropicFacts } from './anthropic-message.ts';
export { encodeEvent, endOfStream, eventStreamHeaders } from './encode-event.ts';
export { openaiChatEncoder, type OpenaiChatEncoderOptions } from './encode-openai-chat.ts';
export { openaiResponsesEncoder } from './encode-openai-responses.ts';
export { openaiResponse } from './openai-response.ts';
export type { EventEncoder } from './event-encoder.ts';
export { openaiCompletion, type CompletionFacts } from './openai-completion.ts';
export {
  ReasoningSplitter,
  type ReasoningPiece,
  type ReasoningSplitterOptions,
} from './reasoning-splitter.ts';
