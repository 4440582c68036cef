import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { ChatError } from '../../protocol/chat-error.ts';
import { errorAnswer, failureAnswer } from '../http/error-answer.ts';
import { bodyReaders } from '../http/body-readers.ts';
import type { ChatServer } from '../options/chat-server.ts';
import { untilOver } from '../runs/until-over.ts';
import { EventResponses } from './event-responses.ts';
import { toRequest } from './to-request.ts';

/** How a listener deals with its connections. */
export interface NodeListenerOptions {
  /** How long a client may leave its connection full before it is cut, in milliseconds; it may resume. @default 60 seconds */
  readonly stallMs?: number | undefined;
}

/**
 * Serves a chat server over Node's HTTP: `createServer(toNodeListener(chat))`, or as a handler of Express,
 * `app.use(toNodeListener(chat))`, in front of whatever reads bodies.
 */
export function toNodeListener(
  chat: Pick<ChatServer, 'fetch'>,
  { stallMs = 60_000 }: NodeListenerOptions = {},
): RequestListener {
  const open = new EventResponses();
  return (incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  };

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const response = await answer(incoming);
    const { body } = response;
    const events = body && !body.locked && bodyReaders.get(body);
    if (!events) return send(response, outgoing, stallMs);
    const { reader, heartbeatMs } = events;
    // No promise and no web stream for each client: they would be half of what an idle one costs.
    open.send(outgoing, response, reader, { heartbeatMs, stallMs });
  }

  async function answer(incoming: IncomingMessage): Promise<Response> {
    let request: Request;
    try {
      request = toRequest(incoming);
    } catch (cause) {
      const text = 'The address of the request cannot be read. Check its path and its Host.';
      return errorAnswer(new ChatError('bad-request', text, { status: 400, cause }));
    }
    return chat.fetch(request).catch(failureAnswer);
  }
}

/** Writes an answer no faster than its client reads it; a client that leaves is no longer written to. */
async function send(response: Response, outgoing: ServerResponse, stallMs: number): Promise<void> {
  const { status, headers, body } = response;
  // Where one header has several values, as cookies have, a flat list keeps them apart.
  outgoing.writeHead(status, [...headers].flat());
  if (!body) return void outgoing.end();
  const reader = (body as NodeStream<Uint8Array>).getReader();
  const connection = new Connection(outgoing, stallMs);
  const unlessLeft = untilOver(connection.left);
  try {
    outgoing.flushHeaders();
    for (;;) {
      const next = await unlessLeft(reader.read());
      if (!next || next.done) break;
      if (!outgoing.write(next.value)) await connection.drained();
    }
    outgoing.end();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The way to a client: whether it takes more, and whether it has gone. */
class Connection {
  readonly left: Promise<undefined>;
  readonly #outgoing: ServerResponse;
  readonly #stallMs: number;
  #wake: () => void = () => undefined;

  constructor(outgoing: ServerResponse, stallMs: number) {
    this.#outgoing = outgoing;
    this.#stallMs = stallMs;
    outgoing.on('drain', () => this.#wake());
    this.left = new Promise((resolve) => {
      outgoing.once('close', () => {
        this.#wake();
        resolve(undefined);
      });
    });
  }

  /** Resolves when the client has taken what was written, or has gone. */
  async drained(): Promise<void> {
    const timer = setTimeout(() => this.#outgoing.destroy(), this.#stallMs);
    await new Promise<void>((resolve) => (this.#wake = resolve));
    clearTimeout(timer);
  }
}
