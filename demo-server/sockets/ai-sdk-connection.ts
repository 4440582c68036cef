import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ChatError } from 'rivulet/protocol';
import { z } from 'zod';
import { assertBounded, type Run, type StreamPlaces } from 'rivulet/server';
import {
  FairPump,
  FrameQueue,
  FrameRate,
  SocketPlaces,
  SocketPulse,
  type FrameRateOptions,
  type PulseTimes,
  type ServerSocket,
  type SocketListener,
} from 'rivulet/server/node';
import { ownerAt, ownerOf } from '../http/owner.ts';
import { AiSdkReader } from './ai-sdk-reader.ts';
import type { Callers } from '../server/callers.ts';
import type { Observer } from '../server/observer.ts';
import { observeError } from '../server/observe-error.ts';
import type { SocketGuard } from './socket-guard.ts';
import { observeClose } from './observe-close.ts';
import { startRun, type RunServices } from '../http/start-run.ts';

/** What the sockets of the AI SDK share. */
export interface AiSdkConnectionOptions extends RunServices {
  readonly guard: SocketGuard;
  readonly callers: Callers;
  readonly limits: PulseTimes & { readonly maxStreams: number; readonly rate: FrameRateOptions };
  /** How many streams one user and all together may have open. */
  readonly places: StreamPlaces;
  readonly observer: Observer;
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
  readonly #queue: FrameQueue;
  readonly #pulse: SocketPulse;
  readonly #places: SocketPlaces;
  readonly #readers = new Map<string, { readonly reader: AiSdkReader; readonly owner: string }>();
  #isClosed = false;

  constructor(options: AiSdkConnectionOptions, request: IncomingMessage, socket: ServerSocket) {
    this.#options = options;
    this.#request = request;
    this.#socket = socket;
    this.#pump = new FairPump(socket, (error) => this.#fail(error));
    this.#rate = new FrameRate(options.limits.rate);
    this.#queue = new FrameQueue(socket);
    this.#places = new SocketPlaces(options.places, 'ai-sdk');
    // The frames of this protocol know no heartbeat.
    this.#pulse = new SocketPulse(options.limits, {
      beat: () => socket.ping(),
      dead: () => this.#close(4408, 'nothing was heard'),
    });
  }

  receive(text: string | undefined): void {
    if (this.#isClosed) return;
    if (!this.#rate.take()) return this.#close(4429, 'too many frames');
    const { data: frame } = clientFrame.safeParse(tryJson(text ?? ''));
    if (!frame) return this.#close(1008, 'Invalid frame');
    this.#queue.add(
      text?.length ?? 0,
      () => (frame.type === 'abort' ? this.#abort(frame.requestId) : this.#answer(frame)),
      (error) => this.#refuse(frame.requestId, error),
    );
  }

  pong(): void {
    if (this.#places.isOpen) this.#pulse.heard();
  }

  closed(): void {
    this.#isClosed = true;
    this.#pulse.stop();
    for (const id of this.#readers.keys()) this.#leave(id);
    this.#places.close();
  }

  /** Closes; this protocol has no word for it. */
  goAway(): void {
    this.#close(1001, 'the server goes away');
  }

  async #answer(frame: AskingFrame): Promise<void> {
    if (this.#isClosed) return;
    const { requestId: request } = frame;
    const owner = await this.#ownerOf(frame.headers);
    if (this.#isClosed) return;
    this.#places.open(owner);
    // Nothing before has proved that this is a client.
    this.#pulse.heard();
    const isResume = frame.type === 'resume';
    const run = await (isResume
      ? this.#options.runs.activeIn(frame.id, owner)
      : this.#start(frame, owner));
    if (!run) return this.#tell({ type: 'no-active', requestId: request });
    this.#read(request, run, owner, isResume ? (frame.lastSequence ?? -1) : undefined);
  }

  #start(frame: AskingFrame, owner: string): Promise<Run> {
    const { id, messages, trigger, messageId, body } = frame;
    const { maxStreams } = this.#options.limits;
    if (this.#readers.size >= maxStreams) throw tooManyRequests();
    // Before anything is generated: an answer that nobody may read is not worth its model tokens.
    this.#places.check(owner);
    const question = { ...body, id, messages, trigger, messageId };
    const { address } = this.#options.callers.of(this.#request);
    const asker = { owner, address };
    return startRun(this.#options, { id: randomUUID(), asker, body: question });
  }

  /** @param after The place to go on at, for a request that resumes. */
  #read(request: string, run: Run, owner: string, after: number | undefined): void {
    if (this.#isClosed) return;
    if (this.#readers.size >= this.#options.limits.maxStreams) throw tooManyRequests();
    this.#leave(request);
    this.#places.read(request, owner);
    if (after !== undefined) this.#tell({ type: 'start', requestId: request });
    const reader = new AiSdkReader(run, request, after ?? -1, () => this.#leave(request));
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
    this.#places.leave(request);
  }

  async #ownerOf(headers: Readonly<Record<string, string>>): Promise<string> {
    const own = this.#request.headers;
    const authorization = headers['authorization'] ?? own.authorization;
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (await this.#options.guard.knows(this.#request, token)) {
      // A request to resume names its chat alone, so whoever is nobody is known by where he calls from.
      const { address } = this.#options.callers.of(this.#request);
      return ownerOf({ authorization, cookie: own.cookie }) || ownerAt(address);
    }
    throw new ChatError('unauthorized', 'The key is missing or wrong. Send it as a bearer.', {
      status: 401,
    });
  }

  #refuse(request: string, error: unknown): void {
    const { observer } = this.#options;
    const { address } = this.#options.callers.of(this.#request);
    observeError(observer, error, { door: 'ai-sdk', address, where: 'a frame of the AI SDK' });
    const errorText = error instanceof ChatError ? error.message : 'The request failed. Try again.';
    this.#tell({ type: 'error', requestId: request, errorText });
  }

  #fail(error: unknown): void {
    this.#options.observer.failed(error, 'an answer on a socket of the AI SDK');
    this.#close(1011, 'the server failed');
  }

  #tell(frame: object): void {
    if (!this.#isClosed) this.#socket.send(JSON.stringify(frame));
  }

  #close(code: number, reason: string): void {
    if (this.#isClosed) return;
    const { address } = this.#options.callers.of(this.#request);
    observeClose(this.#options.observer, code, { door: 'ai-sdk', address });
    this.closed();
    this.#socket.close(code, reason);
  }
}

function tooManyRequests(): ChatError {
  return new ChatError('rate-limited', 'This socket reads too many answers. Wait for one of them.');
}

function tryJson(text: string): unknown {
  try {
    assertBounded(text);
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
