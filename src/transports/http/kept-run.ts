import type { RunKeeper } from '../../dialects/run-facts.ts';
import { ChatError } from '../../protocol/chat-error.ts';
import { textAt, tryJson } from '../../protocol/json.ts';

/** A place that the backend has a token for, and the number of the last frame before it. */
export interface KnownPlace {
  readonly cursor: string;
  readonly seq: number;
}

/**
 * What is known of one run that its backend keeps: its frames are numbered here from 0, so that they are read as those of
 * our own server, and the backend's tokens lead from a number back to its log.
 */
export interface KeptRun {
  /** Whose means it is read by; undefined until the answer shows them. */
  keeper: RunKeeper | undefined;
  /** The run's name, once it is known that the backend keeps it. */
  name: string | undefined;
  /** The address of its events, where an answer has told. */
  stream: string | undefined;
  /** How often in a row a read brought not one byte. */
  emptyReads: number;
  /** The newest place that is known at or before a number; undefined: only the beginning is. */
  readonly before: (seq: number) => KnownPlace | undefined;
  /** The number of the last frame before a place; -1 for one that is not known. */
  readonly at: (cursor: string) => number;
  /** Notes a place behind the frame `seq`; a token that was seen before gives back its number. */
  readonly note: (cursor: string, seq: number) => number;
  /** Checks that a replay says again what was said; throws a `ChatError` of code `expired` where it does not. */
  readonly compare: (seq: number, data: string) => void;
}

/** Makes what is known of a run before its first frame. */
export function createKeptRun(keeper: RunKeeper | undefined): KeptRun {
  const places = new Map<string, number>();
  const marks: number[] = [];
  let first = '';
  return {
    keeper,
    name: undefined,
    stream: undefined,
    emptyReads: 0,
    before(seq) {
      let found: KnownPlace | undefined;
      for (const [cursor, at] of places) if (at <= seq) found = { cursor, seq: at };
      return found;
    },
    at: (cursor) => places.get(cursor) ?? -1,
    note(cursor, seq) {
      const known = places.get(cursor);
      if (known === undefined) places.set(cursor, seq);
      return known ?? seq;
    },
    compare(seq, data) {
      const mark = markOf(data);
      if (seq === 0) first = data;
      if ((marks[seq] ??= mark) === mark) return;
      const isSame = seq > 0 && textAt(tryJson(first), 'messageId') !== '';
      marks.length = 0;
      throw isSame ? toldOtherwise(first) : otherAnswer();
    },
  };
}

// FNV-1a over UTF-16 units: enough to see that two frames differ, in one number each.
function markOf(text: string): number {
  let mark = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    mark = Math.imul(mark ^ text.charCodeAt(index), 0x01000193);
  }
  return mark;
}

// The same message in other pieces: it is taken from its beginning, into an empty message.
function toldOtherwise(first: string): ChatError {
  const message = { id: textAt(tryJson(first), 'messageId'), role: 'assistant', parts: [] };
  return new ChatError('expired', 'The server tells the answer in other pieces.', {
    cause: { snapshot: { seq: -1, message } },
  });
}

function otherAnswer(): ChatError {
  return new ChatError(
    'expired',
    'The server no longer has this answer: it is writing another one.',
  );
}

/** Makes the error of a run that its backend can no longer go on with, in its words where it has some. */
export function goneError(refusal: ChatError): ChatError {
  const { status, message } = refusal;
  const words = status === 204 ? 'Ask again.' : message;
  return new ChatError('expired', `The server no longer has the rest of this answer. ${words}`, {
    status,
    cause: refusal,
  });
}
