import { ChatError } from '../protocol/chat-error.ts';

/** Whether a refused cancel says that there is nothing to stop: the run has ended, or was never there. */
export function isOver({ code }: ChatError): boolean {
  return code === 'not-found' || code === 'expired';
}

/** Makes the error of a run that was stopped here and that the server could not be told of. */
export function cancelError(cause: ChatError): ChatError {
  const message =
    'The answer was stopped here, but the server could not be told and may still be writing it.';
  return new ChatError('cancel', message, { status: cause.status, cause });
}
