import { isRoomFrame } from '../../protocol/room-frame.ts';
import type { ClientFrame, HeartbeatFrame, ServerFrame } from '../../protocol/web-socket-frame.ts';
import { identityOf } from '../runs/run.ts';
import type { ChatConnectionOptions } from './chat-connection-options.ts';
import { enterRooms } from './enter-rooms.ts';
import type { FairPump } from './fair-pump.ts';
import type { RoomVisit } from './room-door.ts';
import type { SocketPlaces } from './socket-places.ts';
import { SocketRuns } from './socket-runs.ts';
import type { SocketVisitor } from './socket-visitor.ts';
import type { TypingMember } from './typing-rooms.ts';

/** What a session has of its socket. */
export interface ChatSessionSocket {
  readonly options: ChatConnectionOptions;
  readonly visitor: SocketVisitor;
  readonly pump: FairPump;
  readonly places: SocketPlaces;
  /** The socket as others in its chats know it. */
  readonly member: TypingMember;
  readonly tell: (frame: ServerFrame) => void;
  readonly fail: (error: unknown) => void;
}

/** Who has said hello. */
export interface ChatSessionOwner {
  /** The secret name of the session. */
  readonly id: string;
  /** As whom he reads; see `readerOf`. */
  readonly owner: string;
  readonly token: string | undefined;
}

// Chats whose typing one socket can hear.
const maxChats = 128;

/** What a socket of `chat.v1` does once it has been greeted: it reads runs, hears who types, is in rooms. */
export class ChatSession {
  readonly id: string;
  /** As `identityOf` says it. */
  readonly owner: string;
  readonly runs: SocketRuns;
  readonly #socket: ChatSessionSocket;
  readonly #visit: RoomVisit;
  readonly #chats = new Set<string>();

  constructor({ id, owner, token }: ChatSessionOwner, socket: ChatSessionSocket) {
    const { options, visitor, pump, places, tell, fail } = socket;
    this.id = id;
    this.owner = identityOf(owner);
    this.#socket = socket;
    this.#visit = enterRooms(options.roomDoor, {
      owner: this.owner,
      session: id,
      address: visitor.address,
      request: () => visitor.request?.(token) ?? new Request('http://localhost/'),
      tell,
      listen: (source) => pump.add(source),
      leave: (source) => pump.remove(source),
      detach: (run) => this.runs.detach(run),
    });
    this.runs = new SocketRuns({
      owner,
      token,
      runs: options.runs,
      visitor,
      maxStreams: options.limits.maxStreams,
      pump,
      places,
      tell,
      onFailure: fail,
      ownerOf: (run) => this.#visit.ownerOf(run),
      onRead: (run) => this.#hearTyping(run.chatId),
    });
  }

  /** Does what a frame asks for. */
  async serve(
    frame: Exclude<ClientFrame, HeartbeatFrame | { readonly type: 'hello' }>,
  ): Promise<void> {
    const { runs } = this;
    if (isRoomFrame(frame)) return this.#visit.take(frame);
    switch (frame.type) {
      case 'send':
        return runs.send(frame);
      case 'attach':
        return runs.attach(frame);
      case 'detach':
        return runs.detach(frame.run);
      case 'credit':
        return runs.credit(frame);
      case 'nack':
        return runs.nack(frame);
      case 'cancel':
        return runs.cancel(frame);
      default:
        this.#hearTyping(frame.chat);
        if (this.#chats.has(frame.chat)) this.#socket.options.rooms.set(this.#socket.member, frame);
    }
  }

  /** Lets go of all that it holds. */
  close(): void {
    this.runs.close();
    this.#visit.close();
    this.#socket.options.rooms.leave(this.#socket.member, this.#chats);
  }

  #hearTyping(chat: string): void {
    if (this.#chats.size >= maxChats && !this.#chats.has(chat)) return;
    this.#chats.add(chat);
    this.#socket.options.rooms.join(this.#socket.member, chat);
  }
}
