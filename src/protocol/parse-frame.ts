import { ChatError } from './chat-error.ts';
import { at, isRecord, tryJson } from './json.ts';
import type { ClientFrame, ServerFrame } from './web-socket-frame.ts';

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === 'string';
const name: Check = (value) => typeof value === 'string' && /^[!-~]{1,200}$/.test(value);
const label: Check = (value) =>
  typeof value === 'string' && value.length > 0 && value.length <= 200;
const flag: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const count: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
// A place in a log; -1 is before its first event.
const place: Check = (value) => Number.isSafeInteger(value) && Number(value) >= -1;
const anything: Check = (value) => value !== undefined;
const some: Check = (value) => Array.isArray(value) && value.length > 0;
const message: Check = (value) => name(at(value, 'id')) && Array.isArray(at(value, 'parts'));
const snapshot: Check = (value) => place(at(value, 'seq')) && message(at(value, 'message'));
const points: Check = (value) =>
  Array.isArray(value) && value.every((point) => isRecord(point) && fits(point, resumePoint));

function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

// A secret, or a word that names an act.
const key: Check = (value) => typeof value === 'string' && /^[!-~]{16,200}$/.test(value);
// Nothing that is a word of ASCII alone.
const emoji: Check = (value) => typeof value === 'string' && /^(?=.*[^ -~])\S{1,32}$/.test(value);
const words: Check = (value) => typeof value === 'string' && /\S/.test(value);
const list: Check = (value) => Array.isArray(value);
const record: Check = (value) => isRecord(value) && !Array.isArray(value);
const roomState: Check = (value) =>
  place(at(value, 'seq')) && record(at(value, 'members')) && list(at(value, 'messages'));
const entries: Check = (value) =>
  some(value) && (value as unknown[]).every((one) => text(at(one, 'type')));

const endReason: Check = (value) => /^(?:done|length|tool|cancelled|error)$/.test(String(value));
const begin: Shape = { after: optional(place), credit: optional(count) };
const resumePoint: Shape = { run: name, ...begin };
const typing: Shape = { chat: label, who: optional(label), on: flag };
const heartbeat: Shape = { t: number };
const act: Shape = { room: name, op: name };

const clientShapes: Readonly<Record<ClientFrame['type'], Shape>> = {
  hello: {
    v: (value) => value === 1,
    token: optional(text),
    session: optional(name),
    resume: optional(points),
  },
  send: { run: name, chat: label, input: anything, credit: optional(count) },
  attach: { run: optional(name), chat: optional(label), ...begin },
  detach: { run: name },
  credit: { run: name, n: count, ack: place },
  nack: { run: name, from: count, to: optional(count) },
  cancel: { run: name, reason: optional(text) },
  typing,
  ping: heartbeat,
  pong: heartbeat,
  'room.join': {
    room: name,
    name: optional(label),
    avatar: optional(label),
    key: optional(key),
    after: optional(place),
    epoch: optional(name),
  },
  'room.leave': { room: name },
  'room.say': { ...act, id: name, text: words },
  'room.edit': { ...act, id: name, text: words },
  'room.delete': { ...act, id: name },
  'room.react': { ...act, id: name, emoji, on: flag },
  'room.stop': { ...act, run: name },
  'room.mute': { ...act, member: name, on: flag },
  'room.remove': { ...act, member: name, on: flag },
  'room.older': { ...act, before: count, limit: optional(count) },
  'room.typing': { room: name, on: flag },
  'room.read': { room: name, seq: count },
};

const serverShapes: Readonly<Record<ServerFrame['type'], Shape>> = {
  welcome: {
    session: name,
    heartbeatMs: count,
    maxFrame: count,
    maxStreams: count,
    maxCredit: count,
    maxSend: optional(count),
  },
  begin: { run: name, chat: label, seq: count },
  ev: { run: name, seq: count, evs: some },
  gap: { run: name, oldest: count, snapshot },
  cancelled: { run: name, seq: place },
  end: { run: name, seq: place, reason: endReason, error: optional(text) },
  err: {
    run: optional(name),
    chat: optional(label),
    code: text,
    message: text,
    status: optional(count),
    retryAfterMs: optional(count),
  },
  typing,
  ping: heartbeat,
  pong: heartbeat,
  'room.joined': { room: name, me: name, rights: record, seq: place, state: optional(roomState) },
  'room.log': { room: name, seq: count, entries },
  'room.page': { ...act, seq: place, messages: list, hasOlder: flag },
  'room.typing': { room: name, who: list },
  'room.marks': { room: name, marks: record },
  'room.done': { ...act, seq: place },
  'room.refused': {
    room: name,
    op: optional(name),
    code: text,
    message: text,
    retryAfterMs: optional(count),
  },
  'room.left': { room: name, reason: text },
  goaway: { reconnectAfterMs: count },
};

/** Reads a message of a client. Throws a `ChatError` of code `protocol` for everything that is no `ClientFrame`. */
export function parseClientFrame(data: string): ClientFrame {
  const frame = parse(data, clientShapes);
  if (frame) return frame as unknown as ClientFrame;
  throw new ChatError('protocol', 'The frame has a type that chat.v1 does not know. Check it.');
}

/**
 * Reads a message of a server; `undefined` for a type it does not know, which newer servers may send. Throws a
 * `ChatError` of code `protocol` for one that is no frame, or lacks a field.
 */
export function parseServerFrame(data: string): ServerFrame | undefined {
  return parse(data, serverShapes) as unknown as ServerFrame | undefined;
}

function parse(data: string, shapes: Readonly<Record<string, Shape>>): object | undefined {
  const frame = tryJson(data);
  const type = at(frame, 'type');
  if (!isRecord(frame) || typeof type !== 'string') throw malformed(data, 'the string `type`');
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (!shape) return undefined;
  const wrong = Object.entries(shape).find(([field, check]) => !check(frame[field]));
  if (wrong) throw malformed(data, `a right \`${wrong[0]}\``);
  return frame;
}

function fits(value: Readonly<Record<string, unknown>>, shape: Shape): boolean {
  return Object.entries(shape).every(([field, check]) => check(value[field]));
}

function malformed(data: string, what: string): ChatError {
  return new ChatError(
    'protocol',
    `A frame came without ${what}: ${data.slice(0, 60)}. Check that both sides speak chat.v1.`,
  );
}
