import { ChatError } from '../../protocol/chat-error.ts';

/** The error of an answer that is nothing that can be read. */
export function notStreamable(): ChatError {
  const text =
    '`answer` returned nothing that can be streamed. Return a string, a Response, a stream, or an async iterable of strings or events.';
  return new ChatError('config', text);
}

/** The error of an answer in which something else stands between texts and events. */
export function mixedPieces(): ChatError {
  const text =
    '`answer` gave an object that is no event between texts. Give texts and events, or the objects of one provider’s stream.';
  return new ChatError('config', text);
}
