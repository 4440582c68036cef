import { ChatError } from 'rivulet/protocol';
import { Doorbell } from 'rivulet/server';
import { fitContext, type FittedPrompt } from './context-fitting.ts';
import { withGrammar } from './grammar/with-grammar.ts';
import type {
  Engine,
  EngineEvent,
  EngineInfo,
  EngineLoad,
  EngineRequest,
  OpenAnswer,
} from './engine.ts';
import type { Llama, LlamaContext, LlamaContextSequence, LlamaModel, Token } from './llama.ts';
import { prefill, PrefillPace } from './prefill.ts';
import { PromptBuilder } from './prompt-builder.ts';
import { pieceLength, PromptReader } from './prompt-reader.ts';
import { Sampler } from './sampling.ts';
import { RunClock } from './run-clock.ts';
import { defaultMaxWaiting, SlotPool, type Ticket } from './slot-pool.ts';
import type { AbstentionRule } from './sure-answer.ts';
import { Turnstile } from './turnstile.ts';
import { waitInLine } from './wait-in-line.ts';
import { warmUp } from './warm-up.ts';
import {
  prefilled,
  writeAnswer,
  type AnswerDesk,
  type EndReason,
  type Question,
} from './write-answer.ts';

/** How a loaded model answers, unless a request says otherwise. */
export interface LlamaSettings {
  readonly info: EngineInfo;
  /** node-llama-cpp's name of the chat template. @default read from the model file */
  readonly wrapper?: string | undefined;
  readonly temperature: number;
  readonly topP: number;
  /** See `SamplingDefaults`. @default 1 */
  readonly penaltyScale?: number | undefined;
  /** The most questions of a chat that the model is given. @default as many as fit */
  readonly contextTurns?: number | undefined;
  /** When the model had better say that it does not know. @default never */
  readonly abstain?: AbstentionRule | undefined;
  /** How many questions may wait. @default 32 */
  readonly maxWaiting?: number | undefined;
}

/** A model in memory: its context holds one sequence per slot, so that answers share batches. */
export interface LoadedLlama {
  readonly llama: Llama;
  readonly model: LlamaModel;
  readonly context: LlamaContext;
}

/** A question that was read and has a place in the line. */
interface Asked extends Question {
  readonly fitted: FittedPrompt<Token[]>;
  readonly signal: AbortSignal;
}

/** The engine on node-llama-cpp. */
export class LlamaEngine implements Engine {
  readonly info: EngineInfo;
  readonly #loaded: LoadedLlama;
  readonly #settings: LlamaSettings;
  readonly #prompts: PromptBuilder;
  readonly #sampler: Sampler;
  readonly #desk: AnswerDesk;
  readonly #turnstile = new Turnstile(pieceLength);
  readonly #prefillPace = new PrefillPace();
  readonly #sequences: readonly LlamaContextSequence[];
  readonly #slots: SlotPool<LlamaContextSequence>;
  readonly #answers = new Set<Ticket<LlamaContextSequence>>();
  readonly #ended = new Doorbell();
  #isClosing = false;

  constructor(loaded: LoadedLlama, settings: LlamaSettings) {
    this.info = settings.info;
    this.#loaded = loaded;
    this.#settings = settings;
    this.#prompts = new PromptBuilder(loaded.model, settings.wrapper);
    const { contextSize } = settings.info;
    const defaults = { ...settings, contextSize };
    this.#sampler = new Sampler(loaded.llama, loaded.model, this.#prompts, defaults);
    this.#sequences = Array.from({ length: loaded.context.totalSequences }, () =>
      loaded.context.getSequence(),
    );
    this.#slots = new SlotPool(this.#sequences, settings.maxWaiting ?? defaultMaxWaiting);
    const { abstain } = settings;
    this.#desk = {
      model: loaded.model,
      prompts: this.#prompts,
      info: settings.info,
      abstention: abstain && { ...abstain, opening: loaded.model.tokenize(abstain.opening) },
      isWaitedFor: () => this.#slots.waiting > 0,
    };
  }

  /** Makes the device ready for the first question; call it before there is one. */
  async warmUp(): Promise<void> {
    const [token] = this.#prompts.build([{ role: 'user', text: 'Hi' }]);
    if (token !== undefined) await warmUp(this.#sequences, token, this.#prefillPace);
  }

  /** The library, for further models in it; close those first. */
  get llama(): Llama {
    return this.#loaded.llama;
  }

  load(): EngineLoad {
    return { active: this.#slots.active, waiting: this.#slots.waiting };
  }

  async prepare(asked: EngineRequest): Promise<OpenAnswer> {
    if (this.#isClosing) throw shuttingDown();
    // What nobody would answer need not be read.
    if (this.#slots.isFull) return () => this.#slots.refuse();
    const request = withGrammar(asked);
    const sampling = await this.#sampler.prepare(request);
    const fitted = await this.#fit(request);
    return (signal) => {
      if (this.#isClosing) throw shuttingDown();
      const { conversation, owner, address } = request;
      const ticket = this.#slots.request(conversation, owner, address);
      return this.#answer({ request, fitted, sampling, ticket, signal });
    };
  }

  async count(request: EngineRequest): Promise<number> {
    return (await this.#fit(request)).promptTokens;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    for (const ticket of this.#answers) ticket.bell.ring();
    // The library crashes or hangs when a model goes while an answer still runs on it.
    while (this.#answers.size > 0) await this.#ended.wait();
    await this.#loaded.llama.dispose();
  }

  #fit(request: EngineRequest): Promise<FittedPrompt<Token[]>> {
    const { contextSize } = this.info;
    const limits = {
      contextSize,
      answerRoom: Math.min(request.maxTokens ?? contextSize, contextSize >> 1),
      maxTurns: this.#settings.contextTurns,
    };
    const reader = new PromptReader(this.#loaded.model, this.#prompts, this.#turnstile);
    return fitContext(request.turns, limits, (turns) => reader.read(turns));
  }

  async *#answer(asked: Asked): AsyncGenerator<EngineEvent, void, undefined> {
    const { ticket, signal } = asked;
    const wake = () => ticket.bell.ring();
    const isAborted = () => signal.aborted || this.#isClosing;
    this.#answers.add(ticket);
    signal.addEventListener('abort', wake);
    try {
      const clock = new RunClock();
      yield* waitInLine(ticket, isAborted);
      yield* this.#generate(asked, isAborted, clock);
    } catch (cause) {
      // What the sequence holds after a failure is unknown, so the next answer reads its prompt anew.
      await ticket.slot?.clearHistory().catch(() => undefined);
      throw new ChatError('server', 'The model failed in this answer. Ask again.', { cause });
    } finally {
      signal.removeEventListener('abort', wake);
      // The slot goes back only here, when nothing runs on its sequence any more.
      ticket.release();
      this.#answers.delete(ticket);
      this.#ended.ring();
    }
  }

  async *#generate(
    asked: Asked,
    isAborted: () => boolean,
    clock: RunClock,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const { ticket, fitted } = asked;
    const { prompt, promptTokens, droppedTurns } = fitted;
    const sequence = ticket.slot;
    const usage = { promptTokens, cachedTokens: 0, outputTokens: 0 };
    const end = (reason: EndReason): EngineEvent => ({
      type: 'end',
      reason,
      usage: { ...usage },
      timings: clock.timings(usage.outputTokens),
      droppedTurns,
    });
    const queueMs = clock.start();
    if (!sequence || isAborted()) {
      yield end('abort');
      return;
    }

    if (!ticket.ownsMemory) await sequence.clearHistory();
    const reading = prefill(sequence, prompt, isAborted, this.#prefillPace);
    let step = await reading.next();
    const cachedTokens = (usage.cachedTokens = step.done ? 0 : step.value);
    yield { type: 'start', promptTokens, cachedTokens, droppedTurns, queueMs };
    for (; !step.done; step = await reading.next()) yield prefilled(usage, step.value);
    if (isAborted()) {
      yield end('abort');
      return;
    }
    yield end(
      yield* writeAnswer(this.#desk, asked, step.value, { sequence, usage, isAborted, clock }),
    );
  }
}

function shuttingDown(): ChatError {
  return new ChatError('overloaded', 'The server is shutting down. Ask again when it is back.', {
    status: 503,
    retryAfterMs: 5000,
  });
}
