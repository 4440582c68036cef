import type { ChatMessage } from './chat-message.ts';
import type { MessageUsage } from './message-metadata.ts';
import type { RoomClientFrame, RoomServerFrame } from './room-frame.ts';

/** The name of the protocol that carries these frames, for `Sec-WebSocket-Protocol`. */
export const webSocketProtocol = 'chat.v1';

/** Where a reader goes on in a run. */
export interface ResumePoint {
  /** The run's id. */
  readonly run: string;
  /** The last event that it has. @default -1, none */
  readonly after?: number;
  /** Leave for so many frames. @default 32 */
  readonly credit?: number;
}

/** Somebody writes in a chat, or has stopped; never logged. `who` is a name to show. */
export interface TypingFrame {
  readonly type: 'typing';

  /** The chat's id. */
  readonly chat: string;

  /** The name of whoever writes. */
  readonly who?: string;

  /** Whether somebody writes, or has stopped. */
  readonly on: boolean;
}

/** A sign of life, and its answer with the same `t`. */
export type HeartbeatFrame =
  | {
      readonly type: 'ping';
      /** A number that the answer repeats. */
      readonly t: number;
    }
  | {
      readonly type: 'pong';
      /** A number that the answer repeats. */
      readonly t: number;
    };

/**
 * What a client says. `hello` comes first, once; `session` names the session it had on a socket before. `send` asks for an
 * answer under the client's own run id; `attach` reads a run, or with `chat` in place of `run` that chat's active one;
 * `detach` leaves a run, which goes on. `credit` gives leave for `n` more frames, its events up to `ack` are applied.
 */
export type ClientFrame =
  | {
      readonly type: 'hello';
      readonly v: 1;

      /** The bearer token. */
      readonly token?: string;

      /** The session of the socket before this one. */
      readonly session?: string;

      /** The runs to go on reading. */
      readonly resume?: readonly ResumePoint[];
    }
  | {
      readonly type: 'send';

      /** The run's id. */
      readonly run: string;

      /** The chat's id. */
      readonly chat: string;
      /** The body of `POST /api/chat` without its `id`; or the messages alone, or `{ text }`, or the text of the question. */
      readonly input: unknown;
      /** Leave for so many frames. @default 32 */
      readonly credit?: number;
    }
  | {
      readonly type: 'attach';

      /** The run's id. */
      readonly run?: string;

      /** The chat's id. */
      readonly chat?: string;
      /** The last event that the reader has. @default -1 */
      readonly after?: number;
      /** Leave for so many frames. @default 32 */
      readonly credit?: number;
    }
  | {
      readonly type: 'detach';
      /** The run's id. */
      readonly run: string;
    }
  | {
      readonly type: 'credit';
      /** The run's id. */
      readonly run: string;
      /** How many more frames the server may send. */
      readonly n: number;
      /** The last event that was applied. */
      readonly ack: number;
    }
  | {
      readonly type: 'nack';
      /** The run's id. */
      readonly run: string;
      /** The first event that is missing. */
      readonly from: number;
      /** The last event that is missing. @default all that was sent since */
      readonly to?: number;
    }
  | {
      readonly type: 'cancel';
      /** The run's id. */
      readonly run: string;
      /** Who or what stopped it. */
      readonly reason?: string;
    }
  | TypingFrame
  | HeartbeatFrame
  | RoomClientFrame;

/** A batch of events; the first has `seq`, the rest follow densely. Costs one credit. */
export interface EventsFrame {
  readonly type: 'ev';

  /** The run's id. */
  readonly run: string;

  /** The number of the first event in it. */
  readonly seq: number;
  /** A reader judges each by `parseChatEvent`. */
  readonly evs: readonly unknown[];
}

/** The end of a run; `seq` is its last event, which an `ev` has told. */
export interface EndFrame {
  readonly type: 'end';

  /** The run's id. */
  readonly run: string;

  /** The number of the run's last event. */
  readonly seq: number;

  /** How the run ended. */
  readonly reason: 'done' | 'length' | 'tool' | 'cancelled' | 'error';

  /** How many tokens it took. */
  readonly usage?: MessageUsage;

  /** What went wrong, for the reader. */
  readonly error?: string;
}

/** A refusal: of what was asked for a run, or for a chat, or of the whole socket. */
export interface ErrorFrame {
  readonly type: 'err';

  /** The run that was asked for. */
  readonly run?: string;

  /** The chat that was asked for. */
  readonly chat?: string;
  /** The code of a `ChatError` with underscores; newer servers may have more. */
  readonly code: string;

  /** What went wrong, for the reader. */
  readonly message: string;
  /** The status that HTTP would have answered with. */
  readonly status?: number;

  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
}

/**
 * What a server says. `begin` opens a run for its reader, `seq` is the first event that will come; `gap` replaces a
 * message whose events up to `snapshot.seq` are no longer all kept; `goaway` comes before the server closes the socket.
 */
export type ServerFrame =
  | {
      readonly type: 'welcome';

      /** Names the session, for the next socket's `hello`. */
      readonly session: string;
      /** How often both sides say that they live, in milliseconds. */
      readonly heartbeatMs: number;
      /** The largest `ev`, in bytes. */
      readonly maxFrame: number;
      /** Runs that one socket may read at once. */
      readonly maxStreams: number;
      /** The most credit of one run; what is given above it is lost. */
      readonly maxCredit: number;
      /** The largest frame that the server takes, in bytes. */
      readonly maxSend?: number;
    }
  | {
      readonly type: 'begin';
      /** The run's id. */
      readonly run: string;
      /** The chat's id. */
      readonly chat: string;
      /** The number of an event in the run. */
      readonly seq: number;
    }
  | EventsFrame
  | {
      readonly type: 'gap';

      /** The run's id. */
      readonly run: string;

      /** The first event that is still kept. */
      readonly oldest: number;

      /** The message that takes the place of what is lost. */
      readonly snapshot: {
        /** The number of the last event that is in it. */
        readonly seq: number;
        /** The message so far. */
        readonly message: ChatMessage;
      };
    }
  | {
      readonly type: 'cancelled';
      /** The run's id. */
      readonly run: string;
      /** The number of an event in the run. */
      readonly seq: number;
    }
  | EndFrame
  | ErrorFrame
  | TypingFrame
  | HeartbeatFrame
  | RoomServerFrame
  | {
      readonly type: 'goaway';
      /** How long to wait before the next socket, in milliseconds. */
      readonly reconnectAfterMs: number;
    };

/** Encodes a frame as the text of one WebSocket message. */
export function encodeFrame(frame: ClientFrame | ServerFrame): string {
  return JSON.stringify(frame);
}
