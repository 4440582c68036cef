import { ChatError } from '../../../protocol/chat-error.ts';
import type { ChatQuestion } from '../answer.ts';
import type { ChatMessage } from '../../../protocol/chat-message.ts';
import { upstreamCall, type UpstreamCallOptions } from './upstream-call.ts';

/** Where a model is served, and how it is asked. */
export interface UpstreamOptions extends UpstreamCallOptions {
  /** Asks the server. @default the global fetch */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Makes an `answer` of a model server: `answer: upstream({ baseUrl, model })`. Texts and pictures of the chat are passed
 * on, and the server's `tools`. A server that refuses is told to the reader as that, and in its own words to `onError` alone.
 */
export function upstream(options: UpstreamOptions): (question: ChatQuestion) => Promise<Response> {
  return async (question) => {
    const messages = withWritten(question);
    const { url, headers, body } = upstreamCall({ ...question, messages }, options);
    const { signal } = question;
    const ask = options.fetch ?? fetch;
    const response = await ask(url, { method: 'POST', headers, body, signal }).catch(
      (cause: unknown) => {
        if (signal.aborted) throw cause;
        throw away(cause);
      },
    );
    if (response.ok) return response;
    throw await refusal(response);
  };
}

/** The chat, and what another server has written of its answer with a word to go on: no format has one for all its servers. */
function withWritten({ messages, written }: ChatQuestion): readonly ChatMessage[] {
  if (!written || written.parts.length === 0) return messages;
  const text =
    'Your last message was broken off. Go on with it exactly where it ends. Repeat nothing of it and say nothing about this.';
  const goOn: ChatMessage = { id: 'go-on', role: 'user', parts: [{ type: 'text', text }] };
  // An answer that is gone on with stands in the chat already.
  const before = messages.filter(({ id }) => id !== written.id);
  return [...before, written, goOn];
}

async function refusal(response: Response): Promise<ChatError> {
  const { status, headers } = response;
  const said = (await response.text().catch(() => '')).slice(0, 2000);
  const cause = new Error(`the model server answered with status ${status}: ${said}`);
  const seconds = Number(headers.get('retry-after') ?? NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : undefined;
  if (status === 429 || status === 503 || status === 529) {
    const text = 'The model is asked too often at the moment. Ask again a little later.';
    return new ChatError('overloaded', text, { status, retryAfterMs, cause });
  }
  const text = 'The model server refused the question. Ask again, or tell whoever runs this chat.';
  return new ChatError('server', text, { status, cause });
}

function away(cause: unknown): ChatError {
  const text = 'The model server cannot be reached. Ask again in a moment.';
  return new ChatError('overloaded', text, { cause });
}
