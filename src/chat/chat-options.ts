import type { ChatMessage } from '../protocol/chat-message.ts';
import type { ChatTransport } from '../protocol/chat-transport.ts';
import type { ChatTypes } from '../protocol/chat-types.ts';
import type { ChatCallbacks } from './options/chat-callbacks.ts';
import type { MessageSchemas } from './options/message-schemas.ts';
import type { WhileStreaming } from './options/while-streaming.ts';
import type { FrameClock } from './run/frame-clock.ts';
import type { Pacing } from './run/pacing.ts';
import type { ChatOutbox } from './send/outbox.ts';
import type { ChatStorage } from './storage/chat-storage.ts';
import type { TabChannel } from './tabs/tab-mirror.ts';

/** Options of `createChat`. */
export interface ChatOptions<Types extends ChatTypes = ChatTypes>
  extends ChatCallbacks<Types>, MessageSchemas<Types> {
  /** The way to the server. */
  readonly transport: ChatTransport;
  /** Names the chat for the server and for `storage`. @default a random id; `'default'` with `storage` */
  readonly id?: string | undefined;
  /** What the chat begins with; what `storage` holds takes its place. @default none */
  readonly initialMessages?: readonly ChatMessage<Types>[] | undefined;
  /** How often an answer goes on by itself after tool calls before its user is asked. @default 10 */
  readonly maxContinuations?: number | undefined;
  /** What a `send` does while an answer is on its way. @default 'reject' */
  readonly whileStreaming?: WhileStreaming | undefined;
  /**
   * Shows the chat in all tabs of this browser that have it open: one reads the answer, the others show it, can abort
   * it, and go on with it when that tab is closed. `true` is a `BroadcastChannel`; needs an `id` or `storage`. @default false
   */
  readonly mirror?: boolean | (() => TabChannel) | undefined;
  /** Keeps messages and the active run for the next page load; `resume()` reads it. @default none */
  readonly storage?: ChatStorage | undefined;
  /**
   * Keeps what is sent while the browser is offline, or does not get through, until the server has it: `offlineOutbox()`.
   * With `storage` it outlives the page. @default none: such a message stays in the list for `regenerate()`
   */
  readonly outbox?: ChatOutbox | undefined;
  /** The most bytes of the files of one message; more are refused (`too-large`). @default 20,971,520, 20 MB */
  readonly maxFileBytes?: number | undefined;
  /** Reveals what comes in bursts evenly: `smoothPacing()`. @default all that has arrived, with each frame */
  readonly pacing?: Pacing | undefined;
  /** Makes ids for messages and runs; must be unguessable for runs. @default 128 random bits */
  readonly createId?: (() => string) | undefined;
  /** When frames are drawn; a test passes its own. @default browserFrames() */
  readonly frames?: FrameClock | undefined;
  /** The clock of `receivedAt`, in milliseconds. @default performance.now */
  readonly now?: (() => number) | undefined;
}
