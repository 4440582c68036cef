import type { ServerFrame, TypingFrame } from '../../protocol/web-socket-frame.ts';
import { lostConnection } from '../lost-connection.ts';
import { pause } from '../pause.ts';
import { createRetryPolicy } from '../retry-policy.ts';
import type { SocketConnection, SocketUser } from './web-socket-connection.ts';
import type { SocketSessionOptions } from './web-socket-session.ts';

/** Is called with the names of those who write in a chat, whenever they change; a server gives the nameless a name. */
export type TypingListener = (who: readonly string[]) => void;

/** Typing indicators over one connection. */
export interface SocketTyping {
  /**
   * Tells the others that this user writes in a chat, or has stopped; call it at every key, it is told every 3 s.
   * `who` is the name to show.
   */
  readonly setTyping: (chat: string, on: boolean, who?: string) => void;
  /** Listens to who else writes in a chat, and keeps the socket open for it; returns the way to stop. */
  readonly onTyping: (chat: string, listener: TypingListener) => () => void;
}

const repeatMs = 3000;
const expireMs = 5000;

/** Makes the typing indicators of a connection. They are volatile: what is lost with a socket is not told again. */
export function createSocketTyping(options: SocketSessionOptions): SocketTyping {
  const { connection, clock } = options;
  // When this user was last said to write, by chat.
  const told = new Map<string, number>();
  return {
    setTyping(chat, on, who) {
      const toldAt = told.get(chat) ?? -Infinity;
      const isDue = on ? clock.now() - toldAt >= repeatMs : told.has(chat);
      if (!isDue) return;
      if (on) told.set(chat, clock.now());
      else told.delete(chat);
      const name = who === undefined ? {} : { who };
      void tell(connection, { type: 'typing', chat, ...name, on });
    },
    onTyping(chat, listener) {
      const stop = new AbortController();
      void listen(options, chat, listener, stop.signal);
      return () => stop.abort();
    },
  };
}

async function tell(connection: SocketConnection, frame: TypingFrame): Promise<void> {
  const user: SocketUser = { take() {}, lost() {} };
  connection.join(user);
  try {
    await connection.open();
    connection.send(frame);
  } catch {
    // Without a connection nobody can be told, and nobody misses it.
  }
  connection.leave(user);
}

async function listen(
  options: SocketSessionOptions,
  chat: string,
  listener: TypingListener,
  signal: AbortSignal,
): Promise<void> {
  const { connection, clock, page, random } = options;
  const timers = new Map<string, unknown>();
  let onLost = ignore;
  const user: SocketUser = { take, lost: () => onLost() };
  connection.join(user);
  signal.addEventListener('abort', () => onLost());
  const policy = createRetryPolicy(true, random, { attempts: Infinity });
  while (!signal.aborted) {
    const failure = await stay().catch(lostConnection);
    for (const who of timers.keys()) set(who, false);
    const next = failure && policy.decide(failure, page.isOnline());
    if (next?.type === 'end') break;
    if (next && !signal.aborted) await pause(next, { clock, page, signal });
  }
  connection.leave(user);

  // Resolves when the socket is lost.
  async function stay(): Promise<undefined> {
    const lost = new Promise<undefined>((resolve) => {
      onLost = () => resolve(undefined);
    });
    await connection.open();
    policy.open();
    // Whoever says something of a chat, be it that nobody writes, hears what the others say of it.
    if (!signal.aborted) connection.send({ type: 'typing', chat, on: false });
    return lost;
  }

  function take(frame: ServerFrame): void {
    if (frame.type === 'typing' && frame.chat === chat) set(frame.who ?? '', frame.on);
  }

  function set(who: string, on: boolean): void {
    const wasOn = timers.has(who);
    clock.clearTimeout(timers.get(who));
    if (on)
      timers.set(
        who,
        clock.setTimeout(() => set(who, false), expireMs),
      );
    else timers.delete(who);
    if (wasOn !== on && !signal.aborted) listener([...timers.keys()]);
  }
}

function ignore(): void {}
