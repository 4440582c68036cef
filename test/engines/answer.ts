import type { ServerResponse } from 'node:http';

/** An answer that a test writes as its page reads it. */
export class Answer {
  /** What was asked, the newest last. */
  readonly question: string;
  readonly #response: ServerResponse;

  constructor(body: string, response: ServerResponse) {
    const { messages } = JSON.parse(body) as { messages: { parts: { text?: string }[] }[] };
    this.question =
      messages
        .at(-1)
        ?.parts.map(({ text }) => text)
        .join('') ?? '';
    this.#response = response;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'x-vercel-ai-ui-message-stream': 'v1',
    });
    this.#send({ type: 'start' });
    this.#send({ type: 'text-start', id: '1' });
  }

  /** Whether the page has let go of it before its end. */
  get isAborted(): boolean {
    return this.#response.destroyed && !this.#response.writableEnded;
  }

  /** Writes text, in pieces about as long as a model's tokens. */
  write(text: string): void {
    for (const delta of text.match(/.{1,5}/gsu) ?? []) {
      this.#send({ type: 'text-delta', id: '1', delta });
    }
  }

  /** Writes the end, after the rest of the text. */
  end(text = ''): void {
    this.write(text);
    this.#send({ type: 'text-end', id: '1' });
    this.#send({ type: 'finish', finishReason: 'stop' });
    this.#response.end('data: [DONE]\n\n');
  }

  #send(event: object): void {
    this.#response.write(`data: ${JSON.stringify(event)}\n\n`);
  }
}
