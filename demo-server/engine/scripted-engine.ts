import { ChatError } from 'rivulet/protocol';
import { isContinuation, type ChatTurn } from './engine.ts';
import type {
  Engine,
  EngineEvent,
  EngineInfo,
  EngineLoad,
  EngineRequest,
  OpenAnswer,
} from './engine.ts';
import { fitContext } from './context-fitting.ts';
import { withGrammar } from './grammar/with-grammar.ts';
import { TokenPacer, yieldingPace } from './token-pacer.ts';
import { RunClock } from './run-clock.ts';
import { defaultMaxWaiting, SlotPool, type Ticket } from './slot-pool.ts';
import { TextStop } from './text-stop.ts';
import { waitInLine } from './wait-in-line.ts';

/** How the scripted engine behaves. */
export interface ScriptedOptions {
  /** The answer to a question. @default a text that says what this engine is */
  readonly reply?: ((question: string) => string) | undefined;
  /** @default 4 */
  readonly parallel?: number | undefined;
  /** Words per second; 0 is unlimited. @default 120 */
  readonly pace?: number | undefined;
  /** @default 32 */
  readonly maxWaiting?: number | undefined;
  /** In words. @default 4096 */
  readonly contextSize?: number | undefined;
}

const suggestions = ['What is this?', 'Show me some markdown'];

const markdown = `## Written by a script

Nothing computes here: **no model is loaded**. The page still shows what streaming looks like:

1. a list
   - with a nested point
2. and \`inline code\`

| Part | Real |
| --- | --- |
| HTTP, runs, resume, abort | yes |
| the words | no |

\`\`\`ts
for await (const event of answer) show(event);
\`\`\`
`;

function defaultReply(question: string): string {
  if (/markdown/i.test(question)) return markdown;
  return `This is **not a model**. No binary of the engine runs on this machine, so a script answers with fixed texts. You asked: “${question.slice(0, 200)}”. See the server's terminal for how to get a real engine.`;
}

/**
 * Answers with fixed texts, word by word, where no binary of the engine runs; every face of it says so. Behind the same
 * queue, pace and abort as the real one.
 */
export class ScriptedEngine implements Engine {
  readonly info: EngineInfo;
  readonly #reply: (question: string) => string;
  readonly #slots: SlotPool<number>;
  #isClosing = false;

  constructor(options: ScriptedOptions = {}) {
    const {
      parallel = 4,
      pace = 120,
      maxWaiting = defaultMaxWaiting,
      contextSize = 4096,
    } = options;
    this.#reply = options.reply ?? defaultReply;
    this.#slots = new SlotPool([...Array(parallel).keys()], maxWaiting);
    this.info = {
      name: 'Scripted answers',
      note: 'no model: fixed texts, because no engine runs on this machine',
      bundled: false,
      engine: 'scripted',
      bytes: 0,
      device: { backend: 'none', names: [], gpuLayers: 0, totalLayers: 0 },
      contextSize,
      parallel,
      pace,
      suggestions,
    };
  }

  load(): EngineLoad {
    return { active: this.#slots.active, waiting: this.#slots.waiting };
  }

  async prepare(request: EngineRequest): Promise<OpenAnswer> {
    const { contextSize } = this.info;
    if (withGrammar(request).grammar !== undefined || request.logitBias !== undefined) {
      const text = 'This server writes fixed texts: it can neither write JSON nor weigh words.';
      throw new ChatError('bad-request', text, { status: 400 });
    }
    const limits = { contextSize, answerRoom: contextSize >> 2 };
    const fitted = await fitContext(request.turns, limits, async (turns) =>
      turns.flatMap(({ text }) => text.match(/\S+/g) ?? []),
    );
    return (signal) => {
      if (this.#isClosing) throw new ChatError('overloaded', 'The server is shutting down.');
      const { conversation, owner, address } = request;
      const ticket = this.#slots.request(conversation, owner, address);
      return this.#answer(request, signal, fitted, ticket);
    };
  }

  count({ turns }: EngineRequest): Promise<number> {
    return Promise.resolve(turns.flatMap(({ text }) => text.match(/\S+/g) ?? []).length);
  }

  close(): Promise<void> {
    this.#isClosing = true;
    return Promise.resolve();
  }

  /** What is to be said: of a reply that has begun, what is left. */
  #rest(turns: readonly ChatTurn[]): string {
    const reply = this.#reply(turns.findLast(({ role }) => role === 'user')?.text ?? '');
    const begun = isContinuation(turns) ? (turns.at(-1)?.text ?? '') : '';
    return reply.startsWith(begun) ? reply.slice(begun.length) : reply;
  }

  async *#answer(
    request: EngineRequest,
    signal: AbortSignal,
    { promptTokens, droppedTurns }: { promptTokens: number; droppedTurns: number },
    ticket: Ticket<number>,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const isAborted = () => signal.aborted || this.#isClosing;
    const wake = () => ticket.bell.ring();
    signal.addEventListener('abort', wake);
    const clock = new RunClock();
    try {
      yield* waitInLine(ticket, isAborted);
      const queueMs = clock.start();
      yield { type: 'start', promptTokens, cachedTokens: 0, droppedTurns, queueMs };
      const { outputTokens, isWhole } = yield* this.#say(request, ticket, isAborted, clock);
      const reason = isWhole ? 'stop' : 'length';
      yield {
        type: 'end',
        reason: isAborted() ? 'abort' : reason,
        usage: { promptTokens, cachedTokens: 0, outputTokens },
        timings: clock.timings(outputTokens),
        droppedTurns,
      };
    } finally {
      signal.removeEventListener('abort', wake);
      ticket.release();
    }
  }

  async *#say(
    request: EngineRequest,
    ticket: Ticket<number>,
    isAborted: () => boolean,
    clock: RunClock,
  ): AsyncGenerator<EngineEvent, { outputTokens: number; isWhole: boolean }, undefined> {
    const isWaitedFor = () => this.#slots.waiting > 0;
    const pace = yieldingPace(request.pace, this.info.pace, isWaitedFor);
    const pacer = new TokenPacer(pace, ticket.bell);
    const reply = words(this.#rest(request.turns));
    const told = reply.slice(0, request.maxTokens ?? reply.length);
    const stop = new TextStop(request.stop ?? []);
    let outputTokens = 0;
    for (const word of told) {
      await (pacer.pause(clock.token()) ?? immediate());
      if (isAborted()) break;
      outputTokens++;
      const { text } = stop.push(word);
      if (text !== '') yield { type: 'text', text, outputTokens };
      if (stop.isStopped) break;
    }
    const held = stop.flush();
    if (held !== '') yield { type: 'text', text: held, outputTokens };
    return { outputTokens, isWhole: stop.isStopped || told.length === reply.length };
  }
}

function words(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
