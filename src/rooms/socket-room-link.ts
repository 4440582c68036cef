import { applyEvent } from '../protocol/apply-event.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import { isRoomFrame } from '../protocol/room-frame.ts';
import { systemClock } from '../transports/clock.ts';
import { lostConnection } from '../transports/lost-connection.ts';
import { browserPage } from '../transports/page-signals.ts';
import { pause } from '../transports/pause.ts';
import { createRetryPolicy } from '../transports/retry-policy.ts';
import {
  SocketConnection,
  type SocketUser,
} from '../transports/web-socket/web-socket-connection.ts';
import { findWebSocket, webSocketUrl } from '../transports/web-socket/web-socket-like.ts';
import {
  readSocketRun,
  type SocketSessionOptions,
} from '../transports/web-socket/web-socket-session.ts';
import type { RoomLink, RoomLinkEvents, RoomLinkOptions } from './room-link.ts';

interface Reading {
  message: ChatMessage;
  /** The last event that is in it. */
  after: number;
  stop: AbortController | undefined;
}

/** Opens a link over WebSockets (`chat.v1`), with the waits, the heartbeat and the credit of a chat's transport. */
export function openSocketRoomLink(options: RoomLinkOptions, events: RoomLinkEvents): RoomLink {
  const { room } = options;
  const session = sessionOf(options);
  const { connection, clock, page } = session;
  const readings = new Map<string, Reading>();
  const life = new AbortController();
  const policy = createRetryPolicy(true, session.random, { attempts: Infinity, ...session.retry });
  let onLost: (error: ChatError) => void = ignore;
  let isOpen = false;
  const user: SocketUser = {
    take(frame) {
      if (isOpen && isRoomFrame(frame) && frame.room === room) events.onFrame(frame);
    },
    lost: (error) => onLost(error),
  };
  connection.join(user);
  void live();
  return {
    send(frame) {
      if (isOpen) connection.send(frame);
    },
    read,
    well: () => policy.progress(),
    close() {
      if (isOpen) connection.send({ type: 'room.leave', room });
      life.abort();
      stopReading();
      connection.leave(user);
    },
  };

  async function live(): Promise<void> {
    const { signal } = life;
    while (!signal.aborted) {
      policy.connect(page.isOnline());
      const error = await stay().catch(lostConnection);
      isOpen = false;
      stopReading();
      if (signal.aborted) return;
      const next = policy.decide(error, page.isOnline());
      if (next.type === 'end') return events.onEnd(error);
      events.onLost(error);
      await pause(next, { clock, page, signal });
    }
  }

  /** Resolves with what has cut the socket. */
  async function stay(): Promise<ChatError> {
    const lost = new Promise<ChatError>((resolve) => {
      onLost = (error) => {
        isOpen = false;
        stopReading();
        resolve(error);
      };
    });
    await connection.open();
    policy.open();
    if (life.signal.aborted) return lostConnection(undefined);
    isOpen = true;
    events.onOpen();
    return lost;
  }

  function read(runs: readonly string[]): void {
    for (const [run, reading] of readings) {
      if (runs.includes(run)) continue;
      reading.stop?.abort();
      readings.delete(run);
    }
    for (const run of runs) {
      const reading = readings.get(run) ?? {
        message: emptyAnswer(run),
        after: -1,
        stop: undefined,
      };
      readings.set(run, reading);
      if (!reading.stop && isOpen) void readOne(run, reading);
    }
  }

  // They are asked for again when the room is entered again, as only its members may read them.
  function stopReading(): void {
    for (const reading of readings.values()) {
      reading.stop?.abort();
      reading.stop = undefined;
    }
  }

  async function readOne(run: string, reading: Reading): Promise<void> {
    const stop = new AbortController();
    reading.stop = stop;
    const { signal } = stop;
    const { after } = reading;
    for await (const told of readSocketRun(session, { chatId: room, runId: run, after, signal })) {
      if (signal.aborted) return;
      if (told.type === 'snapshot') reading.message = told.message;
      else if (told.type === 'event') reading.message = applyEvent(reading.message, told.event);
      else continue;
      reading.after = told.seq ?? reading.after;
      events.onAnswer(run, reading.message);
    }
  }
}

function sessionOf(options: RoomLinkOptions): SocketSessionOptions {
  const { url = '/api/ws', token, retry, openTimeoutMs = 10_000 } = options;
  const { clock = systemClock, page = browserPage, random = Math.random } = options;
  const connection = new SocketConnection({
    url: webSocketUrl(url),
    WebSocket: findWebSocket(options.WebSocket),
    token,
    clock,
    page,
    openTimeoutMs,
    idleMs: 0,
  });
  return { connection, clock, page, random, retry, input: () => undefined };
}

function emptyAnswer(id: string): ChatMessage {
  return { id, role: 'assistant', parts: [] };
}

function ignore(): void {}
