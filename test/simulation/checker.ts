import type { ChatStore } from '../../src/chat/chat-store.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { messageText } from '../../src/protocol/message-text.ts';
import type { ChatTransport, TransportEvent } from '../../src/protocol/chat-transport.ts';
import { messageAt, textOf } from './oracle-run.ts';
import type { SimulatedRuns } from './simulated-runs.ts';
import type { World } from './world.ts';

/**
 * The promises that are checked (I1 to I10 of the protocol's invariants): what is shown is a prefix of the truth (I1),
 * a complete answer is the whole truth (I2), every event comes once and in order (I3), a question starts the model once
 * (I4), everything comes to an end (I5), nothing is complete without its end marker (I6), an abort stops both sides (I7),
 * nothing is left behind (I9), nobody sees another user's run (I10), and a server that has not shown that it speaks our protocol
 * is asked nothing of it (I11); and a server meets nothing that it did not foresee (I12).
 */
export type Rule = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I9' | 'I10' | 'I11' | 'I12';

/** A broken promise. */
export interface Violation {
  readonly rule: Rule;
  readonly what: string;
}

/** Watches what a transport tells and what a chat shows, and compares it with what the server knows. */
export class Checker {
  readonly violations: Violation[] = [];
  /** How the answers ended. */
  readonly ends: string[] = [];
  readonly #world: World;
  readonly #runs: SimulatedRuns;
  readonly #isNumbered: boolean;
  // The newest run; then by message: its run, how much was shown, what it looked like when it was aborted.
  #run = '';
  readonly #runOf = new Map<string, string>();
  readonly #longest = new Map<string, number>();
  readonly #aborted = new Map<string, ChatMessage>();

  constructor(world: World, runs: SimulatedRuns, isNumbered = true) {
    this.#world = world;
    this.#isNumbered = isNumbered;
    this.#runs = runs;
  }

  /** Notes a broken promise. */
  fail(rule: Rule, what: string): void {
    this.#world.note(`${rule} ${what}`);
    this.violations.push({ rule, what });
  }

  /** Wraps a transport so that all it tells is checked. */
  watch(transport: ChatTransport): ChatTransport {
    return {
      ...transport,
      send: (request) => {
        this.#run = request.runId;
        return this.#follow(transport.send(request), request.runId, -1, request.signal);
      },
      resume: (request) => {
        const { runId = '', after = -1, signal } = request;
        return this.#follow(transport.resume(request), runId, after, signal);
      },
    };
  }

  /** Checks what the chat shows at this moment. */
  look(chat: ChatStore): void {
    for (const message of chat.getState().messages) {
      const aborted = this.#aborted.get(message.id);
      if (aborted && messageText(message) !== messageText(aborted)) {
        this.fail('I7', `the aborted answer goes on: ${JSON.stringify(messageText(message))}`);
      }
    }
    const shown = chat.getState().messages.at(-1);
    if (shown?.role === 'assistant') this.#checkText(shown);
  }

  /** Notes that the user has aborted: what is shown now must stay. */
  aborted(chat: ChatStore): void {
    const shown = chat.getState().messages.at(-1);
    if (shown?.role === 'assistant') this.#aborted.set(shown.id, shown);
  }

  /** Notes that a new page is there, which may know less than the one before. */
  forget(): void {
    this.#longest.clear();
  }

  /** Compares what the user did with what the server knows, when all is over. */
  settle({ questions, aborts }: { questions: number; aborts: number }): void {
    const { asked, starts, all, cancelled } = this.#runs;
    if (asked.size > questions) this.fail('I4', `${asked.size} runs for ${questions} questions`);
    for (const [run, count] of starts)
      if (count > 1) this.fail('I4', `${run} began ${count} times`);
    for (const run of all) {
      if (cancelled.has(run.id) && !run.isEnded) this.fail('I7', `${run.id} goes on`);
    }
    if (cancelled.size < aborts) this.fail('I7', 'an abort never reached the server');
  }

  async *#follow(
    told: AsyncIterable<TransportEvent>,
    runId: string,
    after: number,
    signal: AbortSignal,
  ): AsyncGenerator<TransportEvent> {
    let last = after;
    let marker: string | undefined;
    let hasEnded = false;
    for await (const item of told) {
      const run = this.#runs.find(runId);
      if (hasEnded) this.fail('I3', `${item.type} after the end`);
      if (item.type === 'event') {
        const { event } = item;
        const seq = this.#isNumbered ? item.seq : last + 1;
        if (seq !== last + 1) this.fail('I3', `event ${seq} after ${last}`);
        last = seq ?? last + 1;
        const known = run?.log[last];
        if (JSON.stringify(known) !== JSON.stringify(event)) {
          this.fail('I3', `event ${last} is ${JSON.stringify(event)}`);
        }
        if (event.type === 'finish' || event.type === 'error' || event.type === 'abort') {
          marker = event.type;
        }
      } else {
        this.#world.note(`  told ${describe(item)}`);
        if (item.type === 'snapshot') {
          last = item.seq;
          if (item.message.end === 'complete') marker = 'finish';
          if (item.message.end === 'aborted') marker = 'abort';
          const known = run ? messageText(messageAt(run, last)) : undefined;
          if (known !== messageText(item.message)) this.fail('I1', 'the snapshot is not the truth');
        }
        if (item.type === 'end') {
          hasEnded = true;
          this.ends.push(item.end);
          if (item.end === 'complete' && marker !== 'finish') this.fail('I6', 'no end marker');
          if (item.end === 'aborted' && marker !== 'abort' && !signal.aborted) {
            this.fail('I6', 'nobody aborted');
          }
        }
      }
      yield item;
    }
  }

  #checkText(shown: ChatMessage): void {
    const { id } = shown;
    if (!this.#runOf.has(id)) this.#runOf.set(id, this.#run);
    const run = this.#runs.find(this.#runOf.get(id) ?? '');
    const text = messageText(shown);
    const truth = run ? textOf(run) : '';
    if (!truth.startsWith(text)) {
      this.fail('I1', `${JSON.stringify(text)} is no prefix of ${JSON.stringify(truth)}`);
    }
    if (text.length < (this.#longest.get(id) ?? 0)) {
      this.fail('I1', `what was shown is taken back: ${JSON.stringify(text)}`);
    }
    this.#longest.set(id, text.length);
    if (shown.end === 'complete' && (text !== truth || run?.log.at(-1)?.type !== 'finish')) {
      this.fail('I2', `${JSON.stringify(text)} is not ${JSON.stringify(truth)}`);
    }
  }
}

function describe(item: TransportEvent): string {
  if (item.type === 'end') return `end ${item.end} ${item.error?.code ?? ''}`;
  if (item.type === 'reconnecting') {
    return `reconnecting ${item.attempt} in ${Math.round(item.delayMs)} ms, ${item.error.message}`;
  }
  return item.type;
}
