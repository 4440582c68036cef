import type { RunKeeper } from '../dialects/run-facts.ts';
import type { ChatError } from '../protocol/chat-error.ts';
import type { ResumeRequest } from '../protocol/chat-transport.ts';

/** Where a reader is in a run. */
export interface RunPlace {
  /** The chat of the run; undefined where a stop does not know it. */
  readonly chatId?: string | undefined;
  /**
   * The number of the last event that was read: the backend's own where its cursors are numbers (OpenAI's `sequence_number`,
   * llama.cpp's count of bytes), else counted from 0; undefined before the first.
   */
  readonly sequence?: number | undefined;
  /** The backend's token of the place: an event id, an offset; undefined before the first, and where it has none. */
  readonly cursor?: string | undefined;
}

/** An address; with a method, where it is not the usual one (GET to go on, POST to stop). */
export type RunAddress =
  | string
  | {
      /** The address. */
      readonly url: string;
      /** The HTTP method. @default the backend's own */
      readonly method?: string | undefined;
    };

/** Where a server listens, and what of our own protocol it is told. */
export interface ServerTermsOptions {
  /** The endpoint that takes the POST; the others lie beside it unless they are given. */
  readonly url: string;
  /**
   * Whether questions carry an `Idempotency-Key`. `true` also says that the server answers a key once: a question of which
   * nobody knows whether it arrived is then sent again. @default only to the page's own origin
   */
  readonly idempotencyHeader?: boolean | undefined;
  /**
   * The backend whose own means are used to go on with a run and to stop it. @default what the answers show: runs named by
   * `X-Run-Id` or by SSE ids `<run>:<seq>`; OpenAI's background responses and Gemini's interactions at addresses that end so
   */
  readonly resume?: RunKeeper | undefined;
  /**
   * The address of a run's events, after the place where its reader is; `false`: none is read on. What the backend's means
   * ask by is added where it is missing. @default `{url's folder}/runs/{runId}/stream`, for runs that the server has named,
   * or where the backend has them
   */
  readonly resumeUrl?: ((runId: string, place: RunPlace) => RunAddress) | false | undefined;
  /**
   * The address that stops a run; `false`: none is told. @default `{url's folder}/runs/{runId}/cancel`, for runs that the
   * server has named, or where the backend has it
   */
  readonly cancelUrl?: ((runId: string, place: RunPlace) => RunAddress) | false | undefined;
  /** The address of a chat's active run; `false`: nobody is asked. @default `{url's folder}/chats/{chatId}/active`, of servers that name their runs */
  readonly activeUrl?: ((chatId: string) => string) | false | undefined;
  /** The address that deletes a chat with all its runs (`DELETE`); `false`: none is told. @default `{url's folder}/chats/{chatId}`, of servers that have named a run to this page */
  readonly deleteUrl?: ((chatId: string) => string) | false | undefined;
}

/** How a run stands with the server: its first answer is awaited, it came without a name, or the server has named it. */
type Standing = 'awaited' | 'unnamed' | 'named';

/** What a server has shown that it understands of our own protocol; nothing of it goes to one that has not. */
export interface ServerTerms {
  /** Whether a question carries its `Idempotency-Key`. */
  readonly sendsKey: boolean;
  /** Notes that a question is on its way. */
  readonly ask: (runId: string) => void;
  /** Notes an answer: whether it shows that the key was understood, and what the server calls the run. */
  readonly answer: (runId: string, headers: Headers, name: string | undefined) => void;
  /** Notes that the server has named a run. */
  readonly name: (runId: string) => void;
  /** Whether a question may be sent again that failed with `error`, or whose fate is unknown. */
  readonly mayRepeat: (error?: ChatError) => boolean;
  /** Whether a run may be asked for: with its name, or the chat's active one without. */
  readonly mayResume: (request: ResumeRequest) => boolean;
  /** Whether the server has named a run. */
  readonly namesRuns: () => boolean | undefined;
  /** Whether to stop a run by its name; `guess` where nobody knows yet whether the server understands that. */
  readonly mayCancel: (runId: string) => boolean | 'guess';
}

const mostRuns = 100;

/** Makes the terms with a server of which nothing is known yet. */
export function createServerTerms(options: ServerTermsOptions): ServerTerms {
  const { url, idempotencyHeader, resume, resumeUrl, cancelUrl, activeUrl } = options;
  const isTrusted = idempotencyHeader === true;
  const isOwn = isOwnOrigin(url);
  // Whose means are named may be asked by them.
  const mayGuess = isTrusted || isOwn || resume !== undefined;
  const sendsKey = idempotencyHeader ?? isOwn;
  const runs = new Map<string, Standing>();
  let doesDeduplicate = isTrusted;
  /** Whether an answer has named its run; undefined before the first. */
  let namesRuns: boolean | undefined;
  return {
    sendsKey,
    ask: (runId) => note(runId, 'awaited'),
    answer(runId, headers, name) {
      const isKnown = name === runId || headers.get('idempotency-key') === runId;
      doesDeduplicate ||= sendsKey && isKnown;
      namesRuns ??= name !== undefined;
      note(runId, 'unnamed');
    },
    name(runId) {
      namesRuns = true;
      note(runId, 'named');
    },
    // Timed out before it was read, or not even looked at (RFC 9110 § 15.5.9, RFC 6585 § 4).
    mayRepeat: (error) => doesDeduplicate || error?.status === 408 || error?.status === 429,
    mayResume({ runId, isUnconfirmed = false }) {
      const given = runId === undefined ? activeUrl : resumeUrl;
      if (given !== undefined) return given !== false;
      const isNamed = runId !== undefined && !isUnconfirmed;
      return isNamed || (namesRuns ?? mayGuess);
    },
    namesRuns: () => namesRuns,
    mayCancel(runId) {
      if (cancelUrl !== undefined) return cancelUrl !== false;
      const standing = runs.get(runId);
      if (standing !== 'awaited') return standing !== 'unnamed';
      return namesRuns ?? (mayGuess && (isTrusted || 'guess'));
    },
  };

  function note(runId: string, standing: Standing): void {
    runs.delete(runId);
    runs.set(runId, standing);
    const [oldest] = runs.keys();
    if (runs.size > mostRuns && oldest !== undefined) runs.delete(oldest);
  }
}

/** Whether an address is of the page's own origin; nothing is where there is no page. */
function isOwnOrigin(url: string): boolean {
  const { document, location } = globalThis;
  const origin = globalThis.origin ?? location?.origin;
  try {
    // Where nothing has an origin, everything is of `null`.
    return origin !== 'null' && new URL(url, document?.baseURI ?? location?.href).origin === origin;
  } catch {
    return false;
  }
}
