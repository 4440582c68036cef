import type { ChatServices } from '../options/chat-server.ts';
import type { Run } from '../runs/run.ts';

/** What the routes of a chat server work with. */
export interface RouteServices extends ChatServices {
  /** What is loaded only by a server that was given an option for it. */
  readonly extras?: RouteExtras | undefined;
  /** Whether the question was asked before, at a server that has died. @default false */
  readonly isTakenOver?: boolean | undefined;
}

/** What a chat server does that not every one does. */
interface RouteExtras {
  /** Starts the run of a question in place of `startRun` alone. */
  readonly post: (
    request: Request,
    owner: string,
    runId: string,
    services: RouteServices,
  ) => Promise<Run>;
  /** Deletes what is kept of an owner beside his runs. */
  readonly deleteOwner: (owner: string) => Promise<void>;
  /** Calls of its own, by method and path; they stand before those of every server. */
  readonly routes: Readonly<
    Record<string, (id: string, request: Request, owner: string) => Promise<Response>>
  >;
}
