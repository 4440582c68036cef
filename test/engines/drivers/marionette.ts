import { connect } from 'node:net';

/** The answer to a request of Marionette: its kind (1), the number of the request, an error or a result. */
type Answer = [kind: 1, id: number, error: { readonly message: string } | null, result: unknown];

/**
 * Speaks with a Firefox that was started with `--marionette`: JSON behind its length in bytes. The commands are those of
 * WebDriver (https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
 */
export class Marionette {
  readonly #socket;
  readonly #open = new Map<number, (answer: Answer) => void>();
  #sent = 0;
  #received = Buffer.alloc(0);

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      while (this.#takePacket());
    });
    this.#socket.on('error', ({ message }) => this.#fail(message));
    this.#socket.on('close', () => this.#fail('Firefox has closed the connection'));
  }

  /** Sends a command and waits for its result. */
  send(command: string, parameters: object = {}): Promise<unknown> {
    const id = (this.#sent += 1);
    const text = JSON.stringify([0, id, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => {
      this.#open.set(id, ([, , error, result]) => {
        if (error) reject(new Error(`${command}: ${error.message}`));
        else resolve(result);
      });
    });
  }

  /** Closes the connection. */
  close(): void {
    this.#socket.destroy();
  }

  #takePacket(): boolean {
    const colon = this.#received.indexOf(':');
    if (colon < 0) return false;
    const end = colon + 1 + Number(this.#received.subarray(0, colon));
    if (this.#received.length < end) return false;
    const packet: unknown = JSON.parse(this.#received.toString('utf8', colon + 1, end));
    this.#received = this.#received.subarray(end);
    // The first packet, an object, only tells the version of the protocol.
    if (Array.isArray(packet)) this.#settle(packet as Answer);
    return true;
  }

  #settle(answer: Answer): void {
    const [, id] = answer;
    this.#open.get(id)?.(answer);
    this.#open.delete(id);
  }

  #fail(message: string): void {
    for (const id of this.#open.keys()) this.#settle([1, id, { message }, null]);
  }
}
