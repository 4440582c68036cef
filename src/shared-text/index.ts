export { Canvas, type CanvasProps, type CanvasQuestion } from './canvas.tsx';
export {
  createSharedText,
  type SharedTextOptions,
  type SharedTextStore,
  type TextPersistence,
} from './create-shared-text.ts';
export type { DocumentSocket, DocumentSocketConstructor } from './document-socket.ts';
export type {
  MadeChange,
  SharedTextState,
  SharedTextStatus,
  TextChange,
  TextCursor,
  TextMember,
  TextProposal,
  TextRange,
  TextVersion,
} from './shared-text-state.ts';
export { SharedText, type SharedTextProps } from './shared-text.tsx';
export type { SharedTextLabels } from './shared-text-labels.ts';
export type { WriteOptions, Writing } from './start-writing.ts';
export { useSharedText, type SharedTextValue } from './use-shared-text.ts';
export type { TextSource, WritingEnd } from './write-text.ts';
