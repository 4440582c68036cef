import type { ChatServerOptions } from '../options/chat-server.ts';
import type { Shutdown } from '../http/shutdown.ts';
import type { StreamPlaces } from '../http/stream-places.ts';
import type { RunStore } from '../runs/run-store.ts';
import type { Sweeper } from '../runs/sweeper.ts';

/** What the routes of a chat server work with. */
export interface RouteServices extends ChatServerOptions {
  readonly runs: RunStore;
  readonly basePath: string;
  readonly onError: NonNullable<ChatServerOptions['onError']>;
  readonly shutdown: Shutdown;
  readonly places: StreamPlaces;
  readonly sweeper: Sweeper;
}
