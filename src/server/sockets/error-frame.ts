import { ChatError } from '../../protocol/chat-error.ts';
import type { ErrorFrame } from '../../protocol/web-socket-frame.ts';

/** What a refusal is about: a run, a chat, or neither. */
export interface ErrorSubject {
  readonly run?: string;
  readonly chat?: string;
}

/** Turns whatever was thrown into the frame that tells it; what was not foreseen says no more than that it happened. */
export function errorFrame({ run, chat }: ErrorSubject, error: unknown): ErrorFrame {
  const { code, message, status, retryAfterMs } =
    error instanceof ChatError ? error : new ChatError('server', unforeseen, { status: 500 });
  return {
    type: 'err',
    ...(run !== undefined && { run }),
    ...(chat !== undefined && { chat }),
    code: code.replaceAll('-', '_'),
    message,
    ...(status !== undefined && { status }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

const unforeseen = 'The server failed in this request. Ask again.';
