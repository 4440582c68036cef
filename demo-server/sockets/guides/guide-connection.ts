import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ChatError, type RoomServerFrame } from 'rivulet/protocol';
import {
  assertBounded,
  type RoomDoor,
  type RoomVisit,
  type Run,
  type StreamPlaces,
} from 'rivulet/server';
import type { Documents } from 'rivulet/server/documents';
import {
  FairPump,
  FrameQueue,
  FrameRate,
  SocketPlaces,
  SocketPulse,
  type FrameRateOptions,
  type PulseTimes,
  type ServerSocket,
  type SocketConnection,
} from 'rivulet/server/node';
import { openaiChat } from '../../http/foreign/openai-messages.ts';
import { ownerAt, ownerOf } from '../../http/owner.ts';
import { openRun, type RunServices } from '../../http/start-run.ts';
import type { Callers } from '../../server/callers.ts';
import { observeError } from '../../server/observe-error.ts';
import type { Observer } from '../../server/observer.ts';
import { observeClose } from '../observe-close.ts';
import { roomRequest } from '../room-request.ts';
import { guideGuest } from './guide-guest.ts';
import type { GuideTalk, GuideWords, SocketAsking } from './guide-talk.ts';
import { AnswerReader, type AnswerTelling } from './answer-reader.ts';

/** What the sockets of the guides share. */
export interface GuideSocketServices extends RunServices {
  readonly callers: Callers;
  readonly limits: PulseTimes & { readonly rate: FrameRateOptions };
  /** How many streams one user and all together may have open. */
  readonly places: StreamPlaces;
  readonly observer: Observer;
  /** The shared documents. @default there are none */
  readonly documents?: Documents | undefined;
  /** Where people meet. */
  readonly rooms: RoomDoor;
}

/** One socket in the words of a guide: one answer at a time, under the same limits as every other socket. */
export class GuideConnection implements SocketConnection, GuideTalk {
  readonly #services: GuideSocketServices;
  readonly #socket: ServerSocket;
  readonly #asker: { readonly owner: string; readonly address: string };
  readonly #request: Request;
  readonly #words: GuideWords;
  readonly #pump: FairPump;
  readonly #rate: FrameRate;
  readonly #queue: FrameQueue;
  readonly #pulse: SocketPulse;
  readonly #places: SocketPlaces;
  #reader: AnswerReader | undefined;
  #isClosed = false;

  constructor(
    services: GuideSocketServices,
    request: IncomingMessage,
    socket: ServerSocket,
    words: (talk: GuideTalk) => GuideWords,
  ) {
    this.#services = services;
    this.#socket = socket;
    const { address } = services.callers.of(request);
    const { authorization, cookie } = request.headers;
    // A client that comes back names no secret, so whoever is nobody is known by where he calls from.
    this.#asker = { owner: ownerOf({ authorization, cookie }) || ownerAt(address), address };
    this.#request = roomRequest(request);
    this.#pump = new FairPump(socket, (error) => this.#fail(error));
    this.#rate = new FrameRate(services.limits.rate);
    this.#queue = new FrameQueue(socket);
    this.#places = new SocketPlaces(services.places, 'json');
    this.#pulse = new SocketPulse(services.limits, {
      beat: () => socket.ping(),
      dead: () => this.#close(4408, 'nothing was heard'),
    });
    this.#words = words(this);
    // These clients have no first word; that they are let in is all that is known of them.
    this.#pulse.heard();
    try {
      this.#places.open(this.#asker.owner);
    } catch (error) {
      observeError(services.observer, error, {
        door: 'json',
        address,
        where: 'a socket of a guide',
      });
      this.#close(4429, 'too many streams are open');
    }
  }

  receive(text: string | undefined): void {
    if (this.#isClosed) return;
    if (!this.#rate.take()) return this.#close(4429, 'too many frames');
    if (text === undefined) return this.#close(1003, 'this server reads text');
    this.#pulse.heard();
    const handle = () => {
      if (!this.#isClosed) return this.#words.receive(objectIn(text), text);
    };
    this.#queue.add(text.length, handle, (error) => this.#refuse(error));
  }

  pong(): void {
    this.#pulse.heard();
  }

  closed(): void {
    this.#isClosed = true;
    this.#pulse.stop();
    this.#words.closed?.();
    // These clients cannot come back to an answer by themselves, but for those that say how.
    this.#leave();
    this.#places.close();
  }

  goAway(): void {
    this.#close(1001, 'the server goes away');
  }

  tell(frame: object | string): void {
    if (this.#isClosed) return;
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  ask({ messages, options, tellsTokens, chatId }: SocketAsking): Promise<Run> {
    const { accepts = [] } = this.#services.engine.info;
    // Before anything is generated: an answer that nobody may read is not worth its model tokens.
    this.#places.check(this.#asker.owner);
    const id = randomUUID();
    const request = { ...openaiChat(messages, accepts), ...options };
    const question = { id, chatId: chatId ?? id, asker: this.#asker, request, tellsTokens };
    return openRun(this.#services, question);
  }

  find(id: string, owner = this.#asker.owner): Promise<Run | undefined> {
    return this.#services.runs.get(id, owner);
  }

  enter(hear: (frame: RoomServerFrame) => readonly object[]): RoomVisit {
    const { address } = this.#asker;
    const tell = (frame: object) => this.tell(frame);
    const shared = { address, request: this.#request, pump: this.#pump, tell };
    return this.#services.rooms.enter(guideGuest(shared, hear));
  }

  later(act: () => void | Promise<void>): void {
    this.#queue.add(0, act, (error) => this.#refuse(error));
  }

  read(run: Run, { onEnd, ...telling }: AnswerTelling): AnswerReader {
    this.#leave();
    const reader = new AnswerReader(run, {
      ...telling,
      onEnd: () => {
        if (this.#reader === reader) this.#leave();
        onEnd();
      },
    });
    if (this.#isClosed) {
      reader.close();
      return reader;
    }
    this.#places.read(run.id, this.#asker.owner);
    this.#reader = reader;
    this.#pump.add(reader);
    return reader;
  }

  async stop(): Promise<boolean> {
    const run = this.#reader?.run;
    this.#leave();
    if (!run) return false;
    await this.#services.runs.cancel(run.id, 'the user stopped it', this.#asker.owner);
    return true;
  }

  #leave(): void {
    const reader = this.#reader;
    if (!reader) return;
    this.#reader = undefined;
    this.#pump.remove(reader);
    reader.close();
    this.#places.leave(reader.run.id);
  }

  #refuse(error: unknown): void {
    const { observer } = this.#services;
    const { address } = this.#asker;
    observeError(observer, error, { door: 'json', address, where: 'a frame of a guide' });
    const told =
      error instanceof ChatError ? error : new ChatError('server', 'It failed. Ask again.');
    this.#words.refuse(told);
  }

  #fail(error: unknown): void {
    this.#services.observer.failed(error, 'an answer on a socket of a guide');
    this.#close(1011, 'the server failed');
  }

  #close(code: number, reason: string): void {
    if (this.#isClosed) return;
    const { address } = this.#asker;
    observeClose(this.#services.observer, code, { door: 'json', address });
    this.closed();
    this.#socket.close(code, reason);
  }
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    assertBounded(text);
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
