import { ChatError } from 'rivulet/protocol';
import { isContinuation, type ChatTurn } from './engine.ts';
import type { Engine, EngineEvent, EngineInfo, EngineLoad, EngineRequest } from './engine.ts';
import { fitContext } from './context-fitting.ts';
import { Pacer } from './pacer.ts';
import { RunClock } from './run-clock.ts';
import { SlotPool, type Ticket } from './slot-pool.ts';
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
    const { parallel = 4, pace = 120, maxWaiting = 32, contextSize = 4096 } = options;
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

  open(request: EngineRequest): AsyncIterable<EngineEvent> {
    if (this.#isClosing) throw new ChatError('overloaded', 'The server is shutting down.');
    const { contextSize } = this.info;
    const limits = { contextSize, answerRoom: contextSize >> 2 };
    const fitted = fitContext(request.turns, limits, (turns) =>
      turns.flatMap(({ text }) => words(text)),
    );
    return this.#answer(request, fitted, this.#slots.request(request.conversation));
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
    { promptTokens, droppedTurns }: { promptTokens: number; droppedTurns: number },
    ticket: Ticket<number>,
  ): AsyncGenerator<EngineEvent, void, undefined> {
    const isAborted = () => request.signal.aborted || this.#isClosing;
    const wake = () => ticket.bell.ring();
    request.signal.addEventListener('abort', wake);
    const clock = new RunClock();
    let outputTokens = 0;
    try {
      yield* waitInLine(ticket, isAborted);
      const queueMs = clock.start();
      yield { type: 'start', promptTokens, cachedTokens: 0, droppedTurns, queueMs };
      const pacer = new Pacer(request.pace ?? this.info.pace, ticket.bell);
      const reply = words(this.#rest(request.turns));
      const told = reply.slice(0, request.maxTokens ?? reply.length);
      for (const text of told) {
        await (pacer.pause(clock.token()) ?? immediate());
        if (isAborted()) break;
        outputTokens++;
        yield { type: 'text', text, outputTokens };
      }
      const whole = told.length === reply.length ? 'stop' : 'length';
      yield {
        type: 'end',
        reason: isAborted() ? 'abort' : whole,
        usage: { promptTokens, cachedTokens: 0, outputTokens },
        timings: clock.timings(outputTokens),
        droppedTurns,
      };
    } finally {
      request.signal.removeEventListener('abort', wake);
      ticket.release();
    }
  }
}

function words(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
