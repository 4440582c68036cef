import { createEventDecoder } from '../../dialects/event-decoder.ts';
import type { WireFormat } from '../../dialects/dialect.ts';
import type { ChatEvent } from '../../protocol/chat-event.ts';
import { isRecord, textAt, tryJson } from '../../protocol/json.ts';
import { encodeSse } from '../../protocol/sse.ts';

/** Reads the frames of one answer over a socket. */
export interface ForeignFrames {
  /** The events of a frame. */
  readonly read: (frame: string) => Promise<ChatEvent[]>;
  /** What the format makes of the end of the socket, or of a silence after a frame that may be the last. */
  readonly end: () => Promise<ChatEvent[]>;
  /** Whether the newest frame may be the last of the answer, or waits for the next to show what it is. */
  readonly mayEnd: () => boolean;
}

// What servers say of their own accord when somebody comes.
const greetings =
  /^(?:welcome|hello|connect(?:ed|ion)?(?:[._-]\w+)?|ready|open(?:ed)?|session(?:[._-]?\w+)?|init(?:ialized)?|auth\w*|ack|subscribed|p[io]ng|heartbeat|keep-?alive)$/i;
// Formats that are read to the end of their stream say no more than this of their own, and a socket stays open.
const isLast = /RUN_FINISHED|"finish_?reason":\s*"|message_stop|response\.completed/i;
// Formats whose bytes are no frames; all others may come as server-sent events.
const unframed = /^(?:text|data-stream)$/;

/** Makes the reader of one answer: a frame holds an event, several lines of JSON, or server-sent events that a proxy passed on. */
export function foreignFrames(format: WireFormat | undefined): ForeignFrames {
  const isUnframed = unframed.test(format ?? '');
  const decoder = createEventDecoder({
    format,
    contentType: isUnframed ? '' : 'text/event-stream',
  });
  const encoder = new TextEncoder();
  let hasBegun = false;
  let isFirst = true;
  let held: string | undefined;
  let last = '';

  async function decode(text: string): Promise<ChatEvent[]> {
    const events = [...(await decoder.push(encoder.encode(text)))].flatMap((one) => one.read());
    hasBegun ||= events.length > 0;
    return events;
  }

  async function read(frame: string): Promise<ChatEvent[]> {
    last = frame;
    if (isUnframed) return decode(format === 'text' ? frame : `${frame.trimEnd()}\n`);
    const isObject = /^\s*\[?\s*\{/.test(frame);
    const value = isObject && !hasBegun ? tryJson(frame) : undefined;
    if (isRecord(value) && isGreeting(value)) return [noticeOf(value)];
    // Words before the first object greet; words before others are the answer's own.
    if (!format && isFirst && !isObject && !isServerSent(frame)) return hold(frame);
    const before =
      held === undefined ? [] : isObject ? [noticeOf({ message: held })] : await readText(held);
    held = undefined;
    isFirst = false;
    return [...before, ...(await readText(frame))];
  }

  function hold(frame: string): ChatEvent[] {
    isFirst = false;
    held = frame;
    return [];
  }

  async function readText(frame: string): Promise<ChatEvent[]> {
    const events: ChatEvent[] = [];
    for (const sse of framed(frame)) events.push(...(await decode(sse)));
    return events;
  }

  async function end(): Promise<ChatEvent[]> {
    const before = held === undefined ? [] : await readText(held);
    held = undefined;
    return [...before, ...[...(await decoder.flush())].flatMap((frame) => frame.read())];
  }

  return { read, end, mayEnd: () => held !== undefined || isLast.test(last) };
}

function isGreeting(value: object): boolean {
  const word = textAt(value, 'type') || textAt(value, 'event') || textAt(value, 'status');
  return greetings.test(word);
}

function noticeOf(data: object): ChatEvent {
  return { type: 'data-notice', data, transient: true };
}

function isServerSent(frame: string): boolean {
  return /^(?:data|event|id|retry):/.test(frame);
}

function framed(frame: string): string[] {
  if (isServerSent(frame)) return [`${frame.trimEnd()}\n\n`];
  const lines = frame.trim().split('\n');
  const isList = lines.length > 1 && lines.every((line) => tryJson(line) !== undefined);
  return (isList ? lines : [frame])
    .filter((data) => data !== '')
    .map((data) => encodeSse({ data }));
}
