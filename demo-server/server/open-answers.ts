import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The answers of a server that are not written to their end. */
export class OpenAnswers {
  readonly #open = new Map<Duplex, Set<ServerResponse>>();
  #onChange: () => void = () => undefined;

  constructor(server: Server) {
    server.on('request', (request, response) => this.#add(request.socket, response));
  }

  /** Whether an answer is half written on this connection. */
  isHalfWritten(socket: Duplex): boolean {
    return [...(this.#open.get(socket) ?? [])].some(({ headersSent }) => headersSent);
  }

  /** Waits until there are none. */
  async settled(): Promise<void> {
    while ([...this.#open.values()].some(({ size }) => size > 0)) {
      await new Promise<void>((resolve) => (this.#onChange = resolve));
    }
  }

  #add(socket: Duplex, response: ServerResponse): void {
    let open = this.#open.get(socket);
    if (!open) {
      open = new Set();
      this.#open.set(socket, open);
      socket.once('close', () => this.#remove(socket));
    }
    open.add(response);
    response.once('finish', () => {
      open.delete(response);
      this.#onChange();
    });
  }

  #remove(socket: Duplex): void {
    this.#open.delete(socket);
    this.#onChange();
  }
}
