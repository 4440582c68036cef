import { isTerminalEvent, type ChatEvent } from '../protocol/chat-event.ts';
import { createEventDecoder, type EventDecoderOptions } from './event-decoder.ts';

/** Options of `decodeEvents`. */
export type DecodeEventsOptions = Omit<EventDecoderOptions, 'continues'>;

/**
 * Decodes the byte stream of an answer into chat events and ends after the terminal one. A stream
 * that stops without its end marker gives no terminal event. The format is detected if it is not
 * given; throws a `ChatError` of code `protocol` for bytes that are in no known format.
 */
export async function* decodeEvents(
  bytes: AsyncIterable<Uint8Array>,
  options?: DecodeEventsOptions,
): AsyncGenerator<ChatEvent, void, undefined> {
  const decoder = createEventDecoder(options);
  for await (const chunk of bytes) {
    for (const { read } of await decoder.push(chunk)) {
      for (const event of read()) {
        yield event;
        if (isTerminalEvent(event)) return;
      }
    }
  }
  for (const { read } of await decoder.flush()) yield* read();
}
