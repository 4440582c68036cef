import { connect, type Socket } from 'node:net';

/** One answer as it came over a bare connection. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A bare TCP connection to a server: says what it is told to, and reads answers one by one, as they come. */
export class RawConnection {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  #text = '';
  #isClosed = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#isClosed = true;
        this.#wake();
        resolve();
      });
    });
    socket.on('data', (chunk: Buffer) => {
      this.#text += chunk.toString('latin1');
      this.#wake();
    });
    // The close that follows says it.
    socket.on('error', () => undefined);
  }

  /** Connects to a server's address. */
  static open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.setNoDelay(true);
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RawConnection(socket)));
    });
  }

  /** What came and was not read as an answer. */
  get rest(): string {
    return this.#text;
  }

  /** Writes pieces, each in a packet of its own as far as that can be had. */
  async say(...pieces: readonly (string | Buffer)[]): Promise<void> {
    for (const piece of pieces) {
      await new Promise<void>((resolve) => this.socket.write(piece, () => setImmediate(resolve)));
    }
  }

  /** Reads the next answer; undefined when the server hangs up before it is whole. */
  async answer(): Promise<RawAnswer | undefined> {
    for (;;) {
      const found = takeAnswer(this.#text, this.#isClosed);
      if (found) {
        this.#text = this.#text.slice(found.length);
        return found.answer;
      }
      if (this.#isClosed) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Cuts the connection with a reset. */
  reset(): void {
    this.socket.resetAndDestroy();
  }
}

/** The field that gives a request's body its length. */
export function framed(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** A body in chunks of the given texts, with whatever else RFC 9112 §7.1 lets stand between them. */
export function chunked(chunks: readonly string[], { extension = '', trailer = '' } = {}): string {
  const pieces = chunks
    .filter((chunk) => chunk !== '')
    .map((chunk) => `${Buffer.byteLength(chunk).toString(16)}${extension}\r\n${chunk}\r\n`);
  return `Transfer-Encoding: chunked\r\n\r\n${pieces.join('')}0\r\n${trailer}\r\n`;
}

function takeAnswer(text: string, isClosed: boolean) {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
  const start = end + 4;
  const answer = (length: number, body: string) => ({ length, answer: { status, head, body } });
  if (/^transfer-encoding: chunked/im.test(head)) {
    const body = takeChunks(text.slice(start));
    return body && answer(start + body.length, body.text);
  }
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  if (length === undefined && status !== 204 && status !== 304) {
    return isClosed ? answer(text.length, text.slice(start)) : undefined;
  }
  const until = start + Number(length ?? 0);
  return text.length < until ? undefined : answer(until, text.slice(start, until));
}

function takeChunks(text: string): { readonly text: string; readonly length: number } | undefined {
  let body = '';
  let at = 0;
  for (;;) {
    const line = text.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = Number.parseInt(text.slice(at, line), 16);
    const until = line + 2 + size + 2;
    if (text.length < until) return undefined;
    if (size === 0) return { text: body, length: until };
    body += text.slice(line + 2, line + 2 + size);
    at = until;
  }
}
