import { ChatError } from '../../protocol/chat-error.ts';
import type { Run } from '../runs/run.ts';

/** A question that came on a socket. */
export interface SocketQuestion {
  /** The id of its run. */
  readonly id: string;
  /** Who asks, as `identify` said it. */
  readonly owner: string;
  /** The token of the socket's first frame, if it had one. */
  readonly token: string | undefined;
  /** What the body of `POST …/chat` would be. */
  readonly body: object;
}

/** Something that was not done on a socket, and whose fault it is not to know: the client's or the load's. */
export interface SocketRefusal {
  /** The code of the error that the client was told, or what a limit is called; one of few. */
  readonly reason: string;
  /** What it would be over HTTP. */
  readonly status?: number | undefined;
  /** Who asked, if that was known by then. */
  readonly owner?: string | undefined;
  /** What it was refused for, where that is more than the reason: a store that cannot be reached. */
  readonly cause?: unknown;
}

/** Whoever is at the other end of one socket, as its server knows and serves him. */
export interface SocketVisitor {
  /** Where the socket comes from, for what is bounded for each address. */
  readonly address: string;
  /** Says who he is, by the token of his first frame or by the request for the socket. Throws a `ChatError`: `unauthorized` closes with 4401. */
  identify(token: string | undefined): string | Promise<string>;
  /** The request that asked for the socket, with the token of its first frame: what rooms admit by. @default a bare one */
  request?(token: string | undefined): Request;
  /** Starts the run of a question, or finds the one that the same id has started. Throws a `ChatError`. */
  ask(question: SocketQuestion): Promise<Run>;
  /** Is told what was refused. */
  refused(refusal: SocketRefusal): void;
  /** Is told what failed that nobody foresaw; `where` is one of few. */
  failed(error: unknown, where: string): void;
}

/** Tells of an error in a frame: a `ChatError` is a refusal, anything else nobody has foreseen. */
export function tellError(visitor: SocketVisitor, error: unknown, owner: string | undefined): void {
  if (!(error instanceof ChatError)) return visitor.failed(error, 'a frame of chat.v1');
  const { code: reason, status, cause } = error;
  visitor.refused({ reason, status, owner, ...(cause !== undefined && { cause }) });
}
