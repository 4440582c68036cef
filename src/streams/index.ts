export { createStream } from './create-stream.ts';
export type {
  StreamCallbacks,
  StreamOptions,
  StreamStore,
  TypedStreamOptions,
} from './create-stream.ts';
export type {
  ShapeOf,
  StreamFigures,
  StreamMetrics,
  StreamShape,
  StreamState,
} from './stream-state.ts';
export type { StreamTransportOptions } from './stream-transport.ts';
export { PipelineSteps, type PipelineStepsProps } from './pipeline-steps.tsx';
export { Progress, type ProgressProps } from './progress.tsx';
export type { PipelineStep, StepState } from './read-steps.ts';
export type { StreamLabels } from './stream-labels.ts';
export { useImage, type ImageStream } from './use-image.ts';
export { useObject, type ObjectStream } from './use-object.ts';
export { usePipeline, type Pipeline } from './use-pipeline.ts';
export { useProgress, type ProgressStream } from './use-progress.ts';
export { useStream, type Stream } from './use-stream.ts';
export { browserFrames, type BrowserFramesOptions } from '../chat/run/browser-frames.ts';
export { boundedBuffer } from '../protocol/bounded-buffer.ts';
export type { BoundedBuffer, BoundedBufferOptions } from '../protocol/bounded-buffer.ts';
export type { StreamProgress, StreamValue } from '../protocol/stream-event.ts';
export { streamMediaTypes, type StreamFraming } from '../protocol/stream-framing.ts';
export { streamReader } from '../protocol/stream-reader.ts';
export type { StreamReader, StreamReaderOptions, StreamSource } from '../protocol/stream-reader.ts';
export { streamTypes } from '../protocol/stream-types.ts';
export type { Read, StreamSchemas, StreamTypes, Written } from '../protocol/stream-types.ts';
export { streamWriter } from '../protocol/stream-writer.ts';
export type { StreamWriter, StreamWriterOptions } from '../protocol/stream-writer.ts';
