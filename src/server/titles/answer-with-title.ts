import { applyEvent } from '../../protocol/apply-event.ts';
import { isTerminalEvent, type ChatEvent } from '../../protocol/chat-event.ts';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { answerEvents } from '../answers/answer-events.ts';
import type { Answer, ChatQuestion } from '../answers/answer.ts';
import { restUnnoticed } from '../runs/rest-unnoticed.ts';
import type { TitleQuestion } from './title-question.ts';

/** What naming a chat needs of its server. */
export interface TitleOptions {
  readonly answer: (question: ChatQuestion) => Answer | Promise<Answer>;
  readonly title: (question: TitleQuestion) => string | Promise<string>;
  /** Whether the chat has a name already. */
  readonly hasTitle: (question: ChatQuestion) => Promise<boolean>;
  readonly save: (title: string, question: ChatQuestion) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** How long the end of an answer waits for its chat's name, in milliseconds; one that comes later is saved. */
  readonly waitMs: number;
}

const maxTitle = 200;

/** Names a chat when its first answer is written: just before its end, as a transient `data-title` part. */
export function answerWithTitle(
  options: TitleOptions,
): (question: ChatQuestion) => Answer | Promise<Answer> {
  const { answer, hasTitle, onError } = options;
  return async (question) => {
    if (!isFirst(question)) return answer(question);
    try {
      if (await hasTitle(question)) return answer(question);
    } catch (error) {
      onError(error);
    }
    return titled(question, options);
  };
}

/** Whether a question is the first of its chat, or the answer to it is gone on with. */
function isFirst({ messages }: ChatQuestion): boolean {
  return messages.filter(({ role }) => role === 'user').length === 1;
}

async function* titled(
  question: ChatQuestion,
  options: TitleOptions,
): AsyncGenerator<ChatEvent, void, undefined> {
  const { signal, runId, messages } = question;
  const written: ChatEvent[] = [];
  for await (const event of answerEvents(await options.answer(question))) {
    written.push(event);
    if (isTerminalEvent(event) && !signal.aborted && isWhole(event)) {
      const last = messages.at(-1);
      const before = last?.role === 'assistant' ? last : undefined;
      const begun: ChatMessage = before ?? { id: runId, role: 'assistant', parts: [] };
      const message = written.reduce(applyEvent, begun);
      const asked = [...(before ? messages.slice(0, -1) : messages), message];
      const title = await nameOf({ ...question, messages: asked }, options);
      if (title !== undefined) yield { type: 'data-title', data: { title }, transient: true };
    }
    yield event;
  }
}

/** An answer that waits for its tools goes on, and one that failed is no answer. */
function isWhole(event: ChatEvent): boolean {
  if (event.type !== 'finish') return false;
  return event.finishReason !== 'tool-calls' && event.finishReason !== 'error';
}

/** The name of a chat, if it comes in time; however late, it is saved. */
async function nameOf(question: ChatQuestion, options: TitleOptions): Promise<string | undefined> {
  const { signal } = question;
  const naming = name(question, options);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = restUnnoticed(setTimeout(() => resolve(undefined), options.waitMs));
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const title = await Promise.race([naming, late]);
  clearTimeout(timer);
  return title;
}

async function name(
  question: ChatQuestion,
  { title, save, onError }: TitleOptions,
): Promise<string | undefined> {
  const { messages, chatId, owner, request, signal } = question;
  try {
    const told = await title({ messages, chatId, owner, request, signal });
    const text = told.replaceAll(/\s+/g, ' ').trim().slice(0, maxTitle);
    if (text === '') return undefined;
    await save(text, question);
    return text;
  } catch (error) {
    if (!signal.aborted) onError(error);
    return undefined;
  }
}
