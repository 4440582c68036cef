import { ChatError } from '../protocol/chat-error.ts';

/** Makes the error of an app's option that threw: it is no failure of the network, and asking again does not cure it. */
export function optionError(name: string, cause: unknown): ChatError {
  if (cause instanceof ChatError) return cause;
  const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new ChatError('config', `The option \`${name}\` of this chat failed. ${said}`, { cause });
}
