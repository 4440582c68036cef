/** One turn of a chat as an engine sees it: plain text, without reasoning, files or tools. */
export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** Whether the answer goes on with one that has begun: the last turn is the assistant's. */
export function isContinuation(turns: readonly ChatTurn[]): boolean {
  return turns.at(-1)?.role === 'assistant';
}

/** What a caller may choose for one answer; what is left out follows the engine's own settings. */
interface GenerationOptions {
  /** Model tokens per second; 0 means as fast as the machine can. */
  readonly pace?: number | undefined;
  /** The most model tokens of one answer; the context's free room limits it further. */
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly seed?: number | undefined;
}

/** A question to an engine: the chat so far, ending with the user's turn, or with the part of an answer to go on with. */
export interface EngineRequest extends GenerationOptions {
  /** Names the chat, so that its next question finds the prompt still in memory. */
  readonly conversation: string;
  readonly turns: readonly ChatTurn[];
  /** Stops the answer before its next model token, also while it still waits. */
  readonly signal: AbortSignal;
}

/** Model tokens of one answer, counted, not estimated. */
interface EngineUsage {
  readonly promptTokens: number;
  /** How many of the prompt's tokens were still in memory from the turn before. */
  readonly cachedTokens: number;
  readonly outputTokens: number;
}

/** Times of one answer in milliseconds; `tokensPerSecond` counts from the first model token. */
export interface EngineTimings {
  readonly queueMs: number;
  readonly prefillMs: number;
  readonly timeToFirstTokenMs: number;
  readonly tokensPerSecond: number;
  readonly totalMs: number;
}

/**
 * What an engine tells about one answer. `queue` each time its place among the waiting changes, `start` when it
 * has a slot, `prefill` as the prompt is read, then text, and `end` once, also after an abort.
 */
export type EngineEvent =
  | { readonly type: 'queue'; readonly position: number; readonly length: number }
  | {
      readonly type: 'start';
      readonly promptTokens: number;
      readonly cachedTokens: number;
      readonly droppedTurns: number;
      readonly queueMs: number;
    }
  | {
      readonly type: 'prefill';
      readonly processed: number;
      readonly total: number;
      readonly cached: number;
    }
  | {
      readonly type: 'text' | 'reasoning';
      readonly text: string;
      /** Model tokens of the answer so far. */
      readonly outputTokens: number;
    }
  | {
      readonly type: 'end';
      readonly reason: 'stop' | 'length' | 'abort';
      readonly usage: EngineUsage;
      readonly timings: EngineTimings;
      readonly droppedTurns: number;
    };

/** The device that computes, in the words of the page. */
export interface EngineDevice {
  readonly backend: 'cpu' | 'cuda' | 'vulkan' | 'metal' | 'none';
  readonly names: readonly string[];
  readonly gpuLayers: number;
  readonly totalLayers: number;
}

/** What an engine says about itself; the answer of `GET /api/model`. */
export interface EngineInfo {
  readonly name: string;
  readonly note?: string;
  /** Whether the model is the one that ships with the demo. */
  readonly bundled: boolean;
  readonly engine: 'llama' | 'scripted';
  /** Size of the model file. */
  readonly bytes: number;
  readonly parameters?: number;
  readonly device: EngineDevice;
  /** Model tokens that one chat may hold, prompt and answer together. */
  readonly contextSize: number;
  /** Answers that are computed at once. */
  readonly parallel: number;
  /** Model tokens per second of one answer unless the request says otherwise; 0 is unlimited. */
  readonly pace: number;
  readonly suggestions: readonly string[];
}

/** How busy an engine is. */
export interface EngineLoad {
  readonly active: number;
  readonly waiting: number;
}

/** Something that answers chats. */
export interface Engine {
  readonly info: EngineInfo;
  load(): EngineLoad;
  /**
   * Admits a question and returns its answer, which starts when it is read and must then be read to its end.
   * Throws a `ChatError`: `overloaded` when too many wait, `bad-request` when the question alone is too long.
   */
  open(request: EngineRequest): AsyncIterable<EngineEvent>;
  /** Stops all answers, waits until the last has settled and frees the model. */
  close(): Promise<void>;
}
