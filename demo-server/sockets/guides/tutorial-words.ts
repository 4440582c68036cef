import { randomUUID } from 'node:crypto';
import type { ChatError, ChatEvent } from 'rivulet/protocol';
import { runMissing, type Run } from 'rivulet/server';
import { z } from 'zod';
import { foreignMessages } from '../../http/foreign/foreign-messages.ts';
import { choiceFields, chosen } from '../../http/guides/guide-fields.ts';
import { checkFields } from '../../http/message-parts.ts';
import { fieldError } from '../../shared/field-error.ts';
import { AckWindow } from './ack-window.ts';
import type { AnswerReader } from './answer-reader.ts';
import type { GuideTalk, GuideWords } from './guide-talk.ts';

type Fields = Readonly<Record<string, unknown>>;

const place = z.number().int().min(-1);
const chatRequest = z.looseObject({
  messages: foreignMessages,
  config: z.looseObject(choiceFields).nullish(),
});
const resumeRequest = z.looseObject({
  last_chunk_id: place,
  stream_metadata: z.looseObject({ request_id: z.string().max(200).optional() }).nullish(),
});

/**
 * The words of `/ws/tutorial`: chat_request is answered by numbered chunks within a window of acknowledgements, and
 * resume_stream goes on after any of them, also on another socket by the request's id.
 */
export class TutorialWords implements GuideWords {
  readonly #talk: GuideTalk;
  readonly #window = new AckWindow({ onRoom: () => this.#reader?.again() });
  #run: Run | undefined;
  #reader: AnswerReader | undefined;

  constructor(talk: GuideTalk) {
    this.#talk = talk;
  }

  async receive(frame: Fields | undefined): Promise<void> {
    switch (frame?.['type']) {
      case 'chat_request':
        return this.#answer(frame);
      case 'chunk_ack':
        return this.#window.acknowledge(checkFields(ack, frame, 'Mend that field.').chunk_id);
      case 'resume_stream':
        return this.#resume(frame);
      case 'heartbeat':
        return this.#talk.tell({
          type: 'heartbeat',
          timestamp: seconds(),
          ...this.#window.figures,
        });
      default:
        // The first word says who comes, and needs no type.
        if (typeof frame?.['user_id'] !== 'string') throw unknownType();
        this.#talk.tell({ type: 'connection_established', connection_id: randomUUID() });
    }
  }

  refuse(error: ChatError): void {
    this.#talk.tell(failure(error.code, error.message, error));
  }

  closed(): void {
    this.#window.close();
  }

  async #answer(frame: Fields): Promise<void> {
    const { messages, config } = checkFields(chatRequest, frame, 'Mend that field.');
    const run = await this.#talk.ask({ messages, options: chosen(config ?? {}) });
    this.#run = run;
    const model = run.log.snapshot().message.metadata?.model;
    this.#talk.tell({ type: 'stream_start', request_id: run.id, model, timestamp: seconds() });
    this.#read(run, -1);
  }

  async #resume(frame: Fields): Promise<void> {
    const { last_chunk_id: last, stream_metadata: about } = checkFields(
      resumeRequest,
      frame,
      'Mend that field.',
    );
    const named = about?.request_id;
    const run = named === undefined ? this.#run : await this.#talk.find(named);
    if (!run) throw runMissing();
    this.#run = run;
    this.#read(run, last);
  }

  /** @param after The last chunk that the client has. */
  #read(run: Run, after: number): void {
    this.#window.restart(after);
    const frames = chunkFrames(after, () => this.#window.pending);
    this.#reader = this.#talk.read(run, {
      frames,
      mayGo: (chunk) => !('chunk_id' in chunk) || this.#window.take(Number(chunk.chunk_id)),
      onEnd: () => undefined,
    });
  }
}

const ack = z.looseObject({ chunk_id: place });
const seconds = () => Date.now() / 1000;

/** Numbers the deltas of a run from 0: the same log always gives the same chunks. */
function chunkFrames(after: number, pending: () => number): (event: ChatEvent) => object[] {
  let chunk = -1;
  return (event) => {
    switch (event.type) {
      case 'text-delta': {
        if (++chunk <= after) return [];
        const counted = { chunk_id: chunk, chunk_index: chunk };
        const flow = { pending_acks: pending(), requires_ack: true };
        return [{ type: 'content_chunk', content: event.delta, ...counted, ...flow }];
      }
      case 'finish':
      case 'abort': {
        const reason = event.type === 'abort' ? 'cancelled' : (event.finishReason ?? 'stop');
        const counts = { final_chunk_id: chunk, total_chunks: chunk + 1 };
        const end = { finish_reason: reason, completion_time: seconds() };
        return [{ type: 'stream_complete', ...counts, ...end }];
      }
      case 'error':
        return [failure('server', event.errorText)];
      default:
        return [];
    }
  };
}

function failure(code: string, message: string, error?: ChatError): object {
  const retryAfterMs = error?.retryAfterMs;
  return {
    type: 'stream_error',
    error_type: code === 'rate-limited' ? 'rate_limit' : code,
    message,
    recoverable: code === 'rate-limited' || code === 'overloaded',
    retry_count: 0,
    retry_after: retryAfterMs === undefined ? null : retryAfterMs / 1000,
    context: {},
  };
}

function unknownType(): ChatError {
  const text =
    'Use chat_request, chunk_ack, resume_stream or heartbeat; or say your user_id first.';
  return fieldError('type', text);
}
