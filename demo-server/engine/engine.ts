import type { ChatEvent, ChatMessage, FinishReason, MessageUsage } from 'rivulet/protocol';
import type { ToolDescription } from 'rivulet/server';
import type { Llama } from './llama.ts';

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
export interface GenerationOptions {
  /** Model tokens per second; 0 means as fast as the machine can. */
  readonly pace?: number | undefined;
  /** The most model tokens of one answer; the context's free room limits it further. */
  readonly maxTokens?: number | undefined;
  /** 0 takes the likeliest model token each time. */
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  /** How many of the likeliest model tokens are chosen among; 0 is all. @default 40 */
  readonly topK?: number | undefined;
  /** The least probability of a model token, in parts of the likeliest one's. @default 0 */
  readonly minP?: number | undefined;
  /** @default another one for each answer */
  readonly seed?: number | undefined;
  /** Lowers a model token for each time that the answer has it. @default 0 */
  readonly frequencyPenalty?: number | undefined;
  /** Lowers each model token that the answer has. @default 0 */
  readonly presencePenalty?: number | undefined;
  /** Divides what the model thinks of each model token that the answer has. @default 1 */
  readonly repeatPenalty?: number | undefined;
  /** What is added to model tokens before one is chosen, by their numbers in the model's vocabulary. */
  readonly logitBias?: ReadonlyMap<number, number> | undefined;
  /** Texts that end the answer, and are not part of it. */
  readonly stop?: readonly string[] | undefined;
  /**
   * What the answer may be, in GBNF as this house writes it (`schemaGrammar`). Never a client's own: the library reads a
   * grammar on the event loop and trusts it.
   */
  readonly grammar?: string | undefined;
  /** That the answer is to be JSON. */
  readonly json?: JsonWanted | undefined;
}

/** JSON that is asked for in place of a text. */
export interface JsonWanted {
  /** The JSON Schema that it is to fit; any object without one. */
  readonly schema?: unknown;
  /** The field of the request that holds the schema, for an engine that cannot do what it says. */
  readonly field: string;
  /** How the schema is called. */
  readonly name?: string | undefined;
  /** Whether it is to fit to the letter, where an engine leaves the choice. */
  readonly strict?: boolean | undefined;
}

/** Whether a tool is called: by the model's choice, not at all, any, or the one of this name. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** A question to an engine: the chat so far, ending with the user's turn, or with the part of an answer to go on with. */
export interface EngineRequest extends GenerationOptions {
  /** Names the chat, so that its next question finds the prompt still in memory. */
  readonly conversation: string;
  /** Who asks. Nobody finds the prompt of another in memory, and '' finds none. @default '' */
  readonly owner?: string | undefined;
  /** Where the question comes from: addresses take turns where questions wait. @default '' */
  readonly address?: string | undefined;
  readonly turns: readonly ChatTurn[];
  /** The same chat with all its parts, for an engine that passes it on. @default none */
  readonly messages?: readonly ChatMessage[] | undefined;
  /** What the model may call; whoever asked runs it. @default none; only engines that accept tools are given any */
  readonly tools?: readonly ToolDescription[] | undefined;
  /** @default 'auto' */
  readonly toolChoice?: ToolChoice | undefined;
}

/**
 * Admits a question and returns its answer, which starts when it is read and must then be read to its end. `signal` stops
 * the answer before its next model token, also while it still waits. Throws a `ChatError` of code `overloaded` when too
 * many wait.
 */
export type OpenAnswer = (signal: AbortSignal) => AsyncIterable<EngineEvent>;

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
 * has a slot, `prefill` as the prompt is read, then text, and `end` once, also after an abort. One that passes on what another
 * server says tells `relay-start`, each event of it as `relay`, and `relay-end`.
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
      /** The newest of them, by its number in the model's vocabulary. @default not known */
      readonly tokenId?: number | undefined;
    }
  | {
      readonly type: 'end';
      readonly reason: 'stop' | 'length' | 'abort';
      readonly usage: EngineUsage;
      readonly timings: EngineTimings;
      readonly droppedTurns: number;
    }
  | { readonly type: 'relay-start'; readonly queueMs: number }
  | {
      readonly type: 'relay';
      readonly event: ChatEvent;
      /** Pieces of the answer so far: the model tokens, or fewer. */
      readonly pieces: number;
    }
  | {
      readonly type: 'relay-end';
      readonly reason: FinishReason | 'abort';
      /** As the other server has counted it; empty where it has not. */
      readonly usage: MessageUsage;
      readonly timings: EngineTimings;
      /** What else the other server has said of the whole message. */
      readonly metadata: Readonly<Record<string, unknown>>;
    };

/** The device that computes, in the words of the page. */
export interface EngineDevice {
  readonly backend: 'cpu' | 'cuda' | 'vulkan' | 'metal' | 'none';
  readonly names: readonly string[];
  readonly gpuLayers: number;
  readonly totalLayers: number;
}

/** One model server behind this one, as anybody may see it. */
export interface UpstreamInfo {
  /** Its host. */
  readonly name: string;
  /** The words in which it is asked; absent until it has answered once. */
  readonly format?: string;
  readonly state: 'works' | 'away';
  /** Answers that it writes for this server now. */
  readonly active: number;
  /** Questions that it was asked, and those of them that it failed at, since this server runs. */
  readonly asked: number;
  readonly failed: number;
}

/** What an engine says about itself; the answer of `GET /api/model`. */
export interface EngineInfo {
  readonly name: string;
  readonly note?: string;
  /** Whether the model is the one that ships with the demo. */
  readonly bundled: boolean;
  readonly engine: 'llama' | 'scripted' | 'upstream';
  /** What a question may hold beside text. @default text alone */
  readonly accepts?: readonly ('files' | 'tools')[];
  /** The servers behind this one, of an engine that passes questions on. */
  readonly upstreams?: readonly UpstreamInfo[];
  /** Size of the model file. */
  readonly bytes: number;
  readonly parameters?: number;
  readonly device: EngineDevice;
  /** Model tokens that one chat may hold, prompt and answer together; 0 where that is not known. */
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
  /** The library that it computes with, for further models in it; close those first. @default it has none */
  readonly llama?: Llama | undefined;
  load(): EngineLoad;
  /** Why no question would be answered at the moment, for the log; undefined when one would. @default never */
  readonly trouble?: string | undefined;
  /** Counts the model tokens of a question. @default it cannot */
  count?(request: EngineRequest): Promise<number>;
  /**
   * Reads a question in steps that leave the event loop to others, and returns how to open its answer. Throws a `ChatError` of
   * code `bad-request` when the question is too long or asks for what this engine cannot do.
   */
  prepare(request: EngineRequest): Promise<OpenAnswer>;
  /** Stops all answers, waits until the last has settled and frees the model. */
  close(): Promise<void>;
}
