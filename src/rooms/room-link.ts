import type { ChatError } from '../protocol/chat-error.ts';
import type { ChatMessage } from '../protocol/chat-message.ts';
import type { RoomClientFrame, RoomServerFrame } from '../protocol/room-frame.ts';
import type { WebSocketTransportOptions } from '../transports/web-socket/web-socket-options.ts';

/** Where a room is and how it is reached. */
export interface RoomLinkOptions extends Pick<
  WebSocketTransportOptions,
  'token' | 'retry' | 'openTimeoutMs' | 'WebSocket' | 'clock' | 'page' | 'random'
> {
  /** The endpoint; `http:` and addresses relative to the page will do. @default '/api/ws' */
  readonly url?: string | undefined;
  /** The room. */
  readonly room: string;
}

/** Whom a link tells. */
export interface RoomLinkEvents {
  /** A socket is open: the room is to be entered. */
  readonly onOpen: () => void;
  /** A frame of the room has come. */
  readonly onFrame: (frame: RoomServerFrame) => void;
  /** The socket is lost; another one is opened by and by. */
  readonly onLost: (error: ChatError) => void;
  /** No other one is opened: the server does not let this side in. */
  readonly onEnd: (error: ChatError) => void;
  /** More of an answer has come. */
  readonly onAnswer: (run: string, message: ChatMessage) => void;
}

/** A way to a room over whatever sockets it takes. */
export interface RoomLink {
  /** Sends a frame, if there is a socket. */
  readonly send: (frame: RoomClientFrame) => void;
  /** Reads these answers, and no others. */
  readonly read: (runs: readonly string[]) => void;
  /** Notes that the room was entered: the connection is well. */
  readonly well: () => void;
  /** Leaves. */
  readonly close: () => void;
}

/** Makes the link of a room; `twoPeople` of `rivulet/testing` has one without a network. */
export type OpenRoomLink = (options: RoomLinkOptions, events: RoomLinkEvents) => RoomLink;
