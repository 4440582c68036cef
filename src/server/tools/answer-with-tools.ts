import { applyEvent } from '../../protocol/apply-event.ts';
import { isTerminalEvent, type ChatEvent, type TerminalEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { isOpenCall } from '../../protocol/close-calls.ts';
import { answerEvents } from '../answers/answer-events.ts';
import type { Answer, ChatQuestion, ToolDescription } from '../answers/answer.ts';
import { closeLeftCalls, isBrokenText } from './left-calls.ts';
import { UsageSum } from './sum-usage.ts';
import type { Toolbox } from './toolbox.ts';

/** What an answer with tools is made of. */
export interface ToolAnswerOptions {
  readonly answer: (question: ChatQuestion) => Answer | Promise<Answer>;
  readonly toolbox: Toolbox;
  readonly descriptions: readonly ToolDescription[];
  readonly maxSteps: number;
}

type Events<End = void> = AsyncGenerator<ChatEvent, End, undefined>;

/**
 * Makes an answer of several: whenever the model calls tools of the server, they are done, and it is asked again with what
 * came of them. What waits for a yes of its user, or for a tool of the page, ends the answer, which goes on as the same
 * message when that has come.
 */
export function answerWithTools(options: ToolAnswerOptions): (question: ChatQuestion) => Events {
  return (question) => new ToolAnswer(question, options).write();
}

class ToolAnswer {
  readonly #question: ChatQuestion;
  readonly #options: ToolAnswerOptions;
  readonly #before: readonly ChatMessage[];
  readonly #usage = new UsageSum();
  /** The message that answers, as far as it is written. */
  #message: ChatMessage;
  #isBegun = false;

  constructor(question: ChatQuestion, options: ToolAnswerOptions) {
    const { messages, trigger, runId, written } = question;
    const last = messages.at(-1);
    const isGoneOn = trigger === 'submit-message' && last?.role === 'assistant';
    this.#question = question;
    this.#options = options;
    this.#before = isGoneOn ? messages.slice(0, -1) : messages;
    const begun = written ?? (isGoneOn ? last : undefined);
    this.#message = begun ? openAgain(begun) : { id: runId, role: 'assistant', parts: [] };
    this.#isBegun = written !== undefined && written.parts.length > 0;
  }

  async *write(): Events {
    const { toolbox, maxSteps } = this.#options;
    const question = this.#question;
    if (yield* this.#goOn()) {
      yield { type: 'finish', finishReason: 'tool-calls' };
      return;
    }
    const isBroken = question.written !== undefined && isBrokenText(this.#message);
    for (let step = 1; ; step++) {
      const { end, hasFault } = yield* this.#step(step === 1 && isBroken);
      const isWhole = end.type === 'finish' && end.finishReason !== 'error';
      const calls = toolbox.openCalls(this.#message);
      if (!isWhole || (calls.length === 0 && !hasFault)) {
        yield end;
        return;
      }
      yield* this.#noted(toolbox.begin(calls, question));
      if (question.signal.aborted) return;
      if (step >= maxSteps || this.#message.parts.some((part) => isOpenCall(part))) {
        yield { ...end, finishReason: 'tool-calls' };
        return;
      }
      const { messageMetadata } = end;
      if (messageMetadata) yield* this.#note({ type: 'message-metadata', messageMetadata });
      yield* this.#note({ type: 'finish-step' });
      this.#usage.next();
    }
  }

  /** Sees to the calls of what was written before; says whether some still wait for somebody. */
  async *#goOn(): Events<boolean> {
    const { toolbox } = this.#options;
    const question = this.#question;
    if (question.written) {
      // What a server that has died may have done is not done again.
      yield* this.#noted(closeLeftCalls(this.#message, toolbox));
      return this.#message.parts.some((part) => isOpenCall(part));
    }
    yield* this.#noted(toolbox.goOn(toolbox.openCalls(this.#message), question));
    return toolbox.openCalls(this.#message).length > 0;
  }

  /** Asks once; answers with how that ended, and whether the model has called a tool in words that could not be read. */
  async *#step(isBroken: boolean): Events<{ end: TerminalEvent; hasFault: boolean }> {
    const { answer, descriptions, toolbox } = this.#options;
    // What was broken off in the middle of a text stands beside the chat, and all else in it.
    const isInChat = !isBroken && this.#message.parts.length > 0;
    const messages = isInChat ? [...this.#before, this.#message] : this.#before;
    const written = isBroken ? this.#message : undefined;
    const asked = await answer({ ...this.#question, messages, written, tools: descriptions });
    let end: TerminalEvent = { type: 'finish' };
    let hasBegun = false;
    let hasFault = false;
    for await (const given of answerEvents(asked)) {
      const event = this.#usage.of(given);
      if (isTerminalEvent(event)) {
        end = event;
        continue;
      }
      if (event.type === 'start') {
        yield* this.#start(event);
        continue;
      }
      if (!hasBegun && event.type !== 'start-step') yield* this.#note({ type: 'start-step' });
      hasBegun = true;
      if (event.type === 'tool-input-error') hasFault ||= toolbox.has(event.toolName);
      // Steps end here, where their calls have been done.
      if (event.type !== 'finish-step') yield* this.#note(event);
    }
    return { end, hasFault };
  }

  /** Each step of an answer may say that it begins; the message begins once. */
  *#start(event: Extract<ChatEvent, { type: 'start' }>): Generator<ChatEvent, void, undefined> {
    const { messageMetadata } = event;
    if (!this.#isBegun) yield* this.#note(event);
    else if (messageMetadata) yield* this.#note({ type: 'message-metadata', messageMetadata });
  }

  async *#noted(events: AsyncIterable<ChatEvent>): Events {
    for await (const event of events) yield* this.#note(event);
  }

  *#note(event: ChatEvent): Generator<ChatEvent, void, undefined> {
    this.#isBegun = true;
    this.#message = applyEvent(this.#message, event);
    yield event;
  }
}

function openAgain({ end: _end, error: _error, ...open }: ChatMessage): ChatMessage {
  return open;
}
