import type { ChatStore } from '../../src/chat/chat-store.ts';
import { createChat } from '../../src/chat/create-chat.ts';
import type { ChatError } from '../../src/protocol/chat-error.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import {
  httpTransport,
  type HttpTransportOptions,
} from '../../src/transports/http/http-transport.ts';
import { factsOf, type MessageFacts } from '../dialects/message-facts.ts';

/** How an answer of a foreign server came to us. */
export interface OurOutcome extends Omit<MessageFacts, 'finishReason'> {
  /** How the message ended; undefined when nothing of it came. */
  readonly end: ChatMessage['end'];
  /** What the chat shows its user. */
  readonly error: ChatError | undefined;
  readonly message: ChatMessage | undefined;
}

/** Asks a foreign server by our chat over our HTTP transport. */
export async function askAs(question: string, options: HttpTransportOptions): Promise<OurOutcome> {
  const transport = httpTransport({ retry: { baseMs: 1, sendAttempts: 1 }, ...options });
  const chat = createChat({ transport });
  const { accepted, ...refusal } = await chat.send(question);
  if (accepted) await settled(chat);
  const { messages, error } = chat.getState();
  chat.dispose();
  const message = messages.find(({ role }) => role === 'assistant');
  const { text, reasoning, tools } = factsOf(message ?? { id: '', role: 'assistant', parts: [] });
  const told = 'error' in refusal ? refusal.error : error;
  return { text, reasoning, tools, end: message?.end, error: told, message };
}

function settled({ getState, subscribe }: ChatStore): Promise<void> {
  const isSettled = () => /^(?:ready|error)$/.test(getState().status);
  return new Promise((resolve) => {
    const leave = subscribe(look);
    look();
    function look(): void {
      if (!isSettled()) return;
      queueMicrotask(() => leave());
      resolve();
    }
  });
}
