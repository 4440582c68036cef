import type { ChatEvent } from '../../src/protocol/index.ts';
import { messageText, SseDecoder } from '../../src/protocol/index.ts';
import {
  createChatServer,
  type ChatServer,
  type ChatServerOptions,
} from '../../src/server/index.ts';
import { collectMessage } from '../../src/dialects/index.ts';

/** A chat server whose callers say who they are, and how to call it. */
export function openServer(options: ChatServerOptions) {
  const chat = createChatServer({
    owner: (request) => request.headers.get('x-user') ?? '',
    ...options,
  });
  return { chat, ...clientOf(chat) };
}

interface Init {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Ways to call a chat server as `user`. */
export function clientOf(chat: ChatServer, user = 'alice') {
  const call = (path: string, init: Init = {}) => {
    const headers = { 'content-type': 'application/json', 'x-user': user, ...init.headers };
    return chat.fetch(new Request(`http://app.test/api${path}`, { ...init, headers }));
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const ask = (key?: string, more: object = {}) =>
    post('/chat', { ...question(), ...more }, key === undefined ? {} : { 'idempotency-key': key });
  return { call, post, ask };
}

/** The body of a question. */
export function question(text = 'Hi', id = 'chat-1') {
  return { id, messages: [{ id: 'u1', role: 'user', parts: [{ type: 'text', text }] }] };
}

/** The events of an answer and where it ended; `count` events of it at most. */
export async function readEvents(
  response: Response,
  count = Infinity,
): Promise<{ events: ChatEvent[]; last: string; isWhole: boolean }> {
  const events: ChatEvent[] = [];
  let last = '';
  const decoder = new SseDecoder();
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    for (const { data, id } of decoder.push(next.value)) {
      if (data === '[DONE]') return { events, last, isWhole: true };
      last = id ?? last;
      if (data !== '') events.push(JSON.parse(data) as ChatEvent);
      if (events.length < count) continue;
      await reader?.cancel();
      return { events, last, isWhole: false };
    }
  }
  return { events, last, isWhole: false };
}

/** The message that a whole answer comes to, and its text. */
export async function readMessage(response: Response) {
  const { events } = await readEvents(response);
  const message = await collectMessage(
    (async function* all() {
      yield* events;
    })(),
  );
  return { message, text: messageText(message), events };
}

/** The error that a call was answered with. */
export async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
}

/** An answer of many words, which notes when it is stopped. */
export function slowWords(stopped: { count: number } = { count: 0 }) {
  return async function* words({ signal }: { signal: AbortSignal }) {
    signal.addEventListener('abort', () => stopped.count++);
    for (let word = 0; word < 1000 && !signal.aborted; word++) {
      yield `word${word} `;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
}
