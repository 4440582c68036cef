import { applyEvent } from '../../protocol/apply-event.ts';
import { ChatError } from '../../protocol/chat-error.ts';
import type { ChatMessage, MessagePart } from '../../protocol/chat-message.ts';
import type { TransportEvent } from '../../protocol/chat-transport.ts';
import type { MessageMetadata } from '../../protocol/message-metadata.ts';
import type { MessageSchemas } from '../options/message-schemas.ts';
import { checkSchema } from '../../protocol/check-schema.ts';
import { openAgain } from '../state/run-plan.ts';

// As much as a reader can use.
const mostFaults = 3;

/**
 * Passes on what a transport tells, but `data-*` parts that do not fit their schema. The rest of such an answer is read,
 * and its end is an error that says what did not fit; so does metadata of a whole answer. An answer that ends otherwise,
 * or is not read to its end, tells it to `tellFault`.
 */
export async function* checkEvents(
  source: AsyncIterable<TransportEvent>,
  { dataSchemas = {}, metadataSchema }: MessageSchemas,
  tellFault: (error: ChatError) => void,
): AsyncGenerator<TransportEvent, void, undefined> {
  const faults: string[] = [];
  /** Holds the metadata as it has been told so far, and nothing else. */
  let holder: ChatMessage = { id: '', role: 'assistant', parts: [] };
  let isTold = false;
  try {
    for await (const item of source) {
      if (item.type === 'event') yield* checkEvent(item);
      else if (item.type === 'snapshot') yield* checkSnapshot(item);
      else if (item.type === 'end' && item.end === 'complete') {
        await checkMetadata();
        isTold = true;
        yield faults.length > 0 ? { type: 'end', end: 'error', error: fault() } : item;
      } else yield item;
    }
  } finally {
    if (faults.length > 0 && !isTold) tellFault(fault());
  }

  async function* checkEvent(
    item: Extract<TransportEvent, { type: 'event' }>,
  ): AsyncGenerator<TransportEvent> {
    const { event } = item;
    if ('data' in event && !(await fits(event))) return;
    const isEnd = event.type === 'finish' && event.finishReason !== 'error';
    const messageMetadata = 'messageMetadata' in event ? event.messageMetadata : undefined;
    gather(messageMetadata);
    if (isEnd) await checkMetadata();
    if (!isEnd || faults.length === 0) {
      yield item;
      return;
    }
    // What the answer ends as is not what the server said, but all that it said of it stays.
    const { finishReason } = event;
    const last = { ...messageMetadata, ...(finishReason && { finishReason }) };
    yield { ...item, event: { type: 'message-metadata', messageMetadata: last } };
  }

  async function* checkSnapshot(
    item: Extract<TransportEvent, { type: 'snapshot' }>,
  ): AsyncGenerator<TransportEvent> {
    const parts: MessagePart[] = [];
    for (const part of item.message.parts) {
      if (!('data' in part) || (await fits(part))) parts.push(part);
    }
    holder = { ...holder, metadata: {} };
    gather(item.message.metadata);
    const message = { ...item.message, parts };
    if (message.end === 'complete') await checkMetadata();
    yield { ...item, message: faults.length > 0 ? openAgain(message) : message };
  }

  async function fits({ type, data }: { type: string; data: unknown }): Promise<boolean> {
    const name = type.slice('data-'.length);
    const schema = Object.hasOwn(dataSchemas, name) ? dataSchemas[name] : undefined;
    const wrong = schema && (await checkSchema(schema, data)).fault;
    if (wrong === undefined) return true;
    note(`A \`${type}\` part: ${wrong}.`);
    return false;
  }

  function gather(messageMetadata: MessageMetadata | undefined): void {
    if (messageMetadata) holder = applyEvent(holder, { type: 'message-metadata', messageMetadata });
  }

  async function checkMetadata(): Promise<void> {
    const { metadata, ...rest } = holder;
    if (!metadataSchema || !metadata) return;
    holder = rest;
    const wrong = (await checkSchema(metadataSchema, metadata)).fault;
    if (wrong !== undefined) note(`The metadata: ${wrong}.`);
  }

  function note(text: string): void {
    if (!faults.includes(text)) faults.push(text);
  }

  function fault(): ChatError {
    const more = faults.length - mostFaults;
    const told = [...faults.slice(0, mostFaults), ...(more > 0 ? [`And ${more} more.`] : [])];
    const message = `Parts of the answer are not what this page expects, and are not shown. ${told.join(' ')}`;
    return new ChatError('protocol', message);
  }
}
