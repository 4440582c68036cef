import type { ChatMessage } from './chat-message.ts';
import type { MessageUsage } from './message-metadata.ts';

/** The name of the protocol that carries these frames, for `Sec-WebSocket-Protocol`. */
export const webSocketProtocol = 'chat.v1';

/** Where a reader goes on in a run. */
export interface ResumePoint {
  readonly run: string;
  /** The last event that it has. @default -1, none */
  readonly after?: number;
  /** Leave for so many frames. @default 32 */
  readonly credit?: number;
}

/** Somebody writes in a chat, or has stopped; never logged. `who` is a name to show. */
export interface TypingFrame {
  readonly type: 'typing';
  readonly chat: string;
  readonly who?: string;
  readonly on: boolean;
}

/** A sign of life, and its answer with the same `t`. */
export type HeartbeatFrame =
  | { readonly type: 'ping'; readonly t: number }
  | { readonly type: 'pong'; readonly t: number };

/**
 * What a client says. `hello` comes first, once; `session` names the session it had on a socket before. `send` asks for an
 * answer under the client's own run id; `attach` reads a run, or with `chat` in place of `run` that chat's active one;
 * `detach` leaves a run, which goes on. `credit` gives leave for `n` more frames, its events up to `ack` are applied.
 */
export type ClientFrame =
  | {
      readonly type: 'hello';
      readonly v: 1;
      readonly token?: string;
      readonly session?: string;
      readonly resume?: readonly ResumePoint[];
    }
  | {
      readonly type: 'send';
      readonly run: string;
      readonly chat: string;
      /** The body of `POST /api/chat` without its `id`; or the messages alone, or `{ text }`, or the text of the question. */
      readonly input: unknown;
      /** @default 32 */
      readonly credit?: number;
    }
  | {
      readonly type: 'attach';
      readonly run?: string;
      readonly chat?: string;
      /** @default -1 */
      readonly after?: number;
      /** @default 32 */
      readonly credit?: number;
    }
  | { readonly type: 'detach'; readonly run: string }
  | { readonly type: 'credit'; readonly run: string; readonly n: number; readonly ack: number }
  | { readonly type: 'nack'; readonly run: string; readonly from: number; readonly to?: number }
  | { readonly type: 'cancel'; readonly run: string; readonly reason?: string }
  | TypingFrame
  | HeartbeatFrame;

/** A batch of events; the first has `seq`, the rest follow densely. Costs one credit. */
export interface EventsFrame {
  readonly type: 'ev';
  readonly run: string;
  readonly seq: number;
  /** A reader judges each by `parseChatEvent`. */
  readonly evs: readonly unknown[];
}

/** The end of a run; `seq` is its last event, which an `ev` has told. */
export interface EndFrame {
  readonly type: 'end';
  readonly run: string;
  readonly seq: number;
  readonly reason: 'done' | 'length' | 'tool' | 'cancelled' | 'error';
  readonly usage?: MessageUsage;
  readonly error?: string;
}

/** A refusal: of what was asked for a run, or for a chat, or of the whole socket. */
export interface ErrorFrame {
  readonly type: 'err';
  readonly run?: string;
  readonly chat?: string;
  /** The code of a `ChatError` with underscores; newer servers may have more. */
  readonly code: string;
  readonly message: string;
  /** The status that HTTP would have answered with. */
  readonly status?: number;
  readonly retryAfterMs?: number;
}

/**
 * What a server says. `begin` opens a run for its reader, `seq` is the first event that will come; `gap` replaces a
 * message whose events up to `snapshot.seq` are no longer all kept; `goaway` comes before the server closes the socket.
 */
export type ServerFrame =
  | {
      readonly type: 'welcome';
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
  | { readonly type: 'begin'; readonly run: string; readonly chat: string; readonly seq: number }
  | EventsFrame
  | {
      readonly type: 'gap';
      readonly run: string;
      readonly oldest: number;
      readonly snapshot: { readonly seq: number; readonly message: ChatMessage };
    }
  | { readonly type: 'cancelled'; readonly run: string; readonly seq: number }
  | EndFrame
  | ErrorFrame
  | TypingFrame
  | HeartbeatFrame
  | { readonly type: 'goaway'; readonly reconnectAfterMs: number };

/** Encodes a frame as the text of one WebSocket message. */
export function encodeFrame(frame: ClientFrame | ServerFrame): string {
  return JSON.stringify(frame);
}
