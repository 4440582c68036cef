import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ChatError } from 'rivulet/protocol';
import { z } from 'zod';
import { ownerOf } from '../routes/owner.ts';
import type { Run } from '../runs/run.ts';
import { AiSdkReader } from './ai-sdk-reader.ts';
import { FairPump } from './fair-pump.ts';
import { FrameRate, type FrameRateOptions } from './frame-rate.ts';
import type { SocketGuard } from './socket-guard.ts';
import { startRun, type RunServices } from '../routes/start-run.ts';
import type { ServerSocket, SocketListener } from './web-socket-server.ts';

/** What the sockets of the AI SDK share. */
export interface AiSdkConnectionOptions extends RunServices {
  readonly guard: SocketGuard;
  readonly limits: { readonly maxStreams: number; readonly rate: FrameRateOptions };
}

const requestId = z.string().min(1).max(200);
const asked = {
  requestId,
  id: z.string().min(1).max(200),
  headers: z.record(z.string(), z.string()),
  body: z.looseObject({}),
};
const clientFrame = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('send'), ...asked, messages: z.unknown() }),
  z.looseObject({
    type: z.literal('resume'),
    ...asked,
    lastSequence: z.number().int().min(0).optional(),
  }),
  z.looseObject({ type: z.literal('abort'), requestId }),
]);

type AskingFrame = Exclude<z.infer<typeof clientFrame>, { type: 'abort' }>;

/**
 * One socket of the AI SDK's `WebSocketChatTransport` (ai 7.0): `send`, `resume` and `abort` by `requestId`, answered by
 * `start`, `chunk`, `end`, `error` and `no-active`. A chunk's `sequence` is its place in the run's log.
 */
export class AiSdkConnection implements SocketListener {
  readonly #options: AiSdkConnectionOptions;
  readonly #request: IncomingMessage;
  readonly #socket: ServerSocket;
  readonly #pump: FairPump;
  readonly #rate: FrameRate;
  readonly #readers = new Map<string, { readonly reader: AiSdkReader; readonly owner: string }>();
  #isClosed = false;
  #handled: Promise<void> = Promise.resolve();

  constructor(options: AiSdkConnectionOptions, request: IncomingMessage, socket: ServerSocket) {
    this.#options = options;
    this.#request = request;
    this.#socket = socket;
    this.#pump = new FairPump(socket);
    this.#rate = new FrameRate(options.limits.rate);
  }

  receive(text: string | undefined): void {
    if (this.#isClosed) return;
    if (!this.#rate.take()) return this.#close(4429, 'too many frames');
    const { data: frame } = clientFrame.safeParse(tryJson(text ?? ''));
    if (!frame) return this.#close(1008, 'Invalid frame');
    this.#handled = this.#handled.then(() =>
      frame.type === 'abort' ? this.#abort(frame.requestId) : this.#answer(frame),
    );
  }

  closed(): void {
    this.#isClosed = true;
    for (const id of this.#readers.keys()) this.#leave(id);
  }

  /** Closes; this protocol has no word for it. */
  goAway(): void {
    this.#close(1001, 'the server goes away');
  }

  async #answer(frame: AskingFrame): Promise<void> {
    const { requestId: request } = frame;
    try {
      const owner = await this.#ownerOf(frame.headers);
      const isResume = frame.type === 'resume';
      const run = await (isResume
        ? this.#options.runs.activeIn(frame.id, owner)
        : this.#start(frame, owner));
      if (!run) return this.#tell({ type: 'no-active', requestId: request });
      if (isResume) this.#tell({ type: 'start', requestId: request });
      this.#read(request, run, owner, isResume ? (frame.lastSequence ?? -1) : -1);
    } catch (error) {
      const errorText =
        error instanceof ChatError ? error.message : 'The request failed. Try again.';
      this.#tell({ type: 'error', requestId: request, errorText });
    }
  }

  #start(frame: AskingFrame, owner: string): Promise<Run> {
    const { id, messages, trigger, messageId, body } = frame;
    const { maxStreams } = this.#options.limits;
    if (this.#readers.size >= maxStreams) throw tooManyRequests();
    const question = { ...body, id, messages, trigger, messageId };
    return startRun(this.#options, { id: randomUUID(), owner, body: question });
  }

  #read(request: string, run: Run, owner: string, after: number): void {
    if (this.#isClosed) return;
    const reader = new AiSdkReader(run, request, after, () => this.#leave(request));
    this.#readers.set(request, { reader, owner });
    this.#pump.add(reader);
  }

  /** The AI SDK aborts by closing the request; here that stops the model, as its documentation asks. */
  async #abort(request: string): Promise<void> {
    const found = this.#readers.get(request);
    if (!found) return;
    this.#leave(request);
    await this.#options.runs.cancel(found.reader.run.id, 'the user stopped it', found.owner);
  }

  #leave(request: string): void {
    const found = this.#readers.get(request);
    if (!found) return;
    this.#readers.delete(request);
    this.#pump.remove(found.reader);
    found.reader.close();
  }

  async #ownerOf(headers: Readonly<Record<string, string>>): Promise<string> {
    const own = this.#request.headers;
    const authorization = headers['authorization'] ?? own.authorization;
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (await this.#options.guard.knows(this.#request, token)) {
      return ownerOf({ authorization, cookie: own.cookie });
    }
    throw new ChatError('unauthorized', 'The key is missing or wrong. Send it as a bearer.', {
      status: 401,
    });
  }

  #tell(frame: object): void {
    if (!this.#isClosed) this.#socket.send(JSON.stringify(frame));
  }

  #close(code: number, reason: string): void {
    if (this.#isClosed) return;
    this.closed();
    this.#socket.close(code, reason);
  }
}

function tooManyRequests(): ChatError {
  return new ChatError('rate-limited', 'This socket reads too many answers. Wait for one of them.');
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
