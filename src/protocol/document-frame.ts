import { ByteReader, ByteWriter } from './byte-words.ts';

/**
 * What travels between the replicas of a shared document, in the bytes of y-websocket: `known` says what a replica has (its state
 * vector), `missing` answers with what that lacks, `update` is what has just changed, `presence` tells who is there and where
 * their cursors are, `ask-presence` asks for that, and `denied` says why somebody may not write. `stored` is a word of our own, for
 * those who name {@link documentProtocol}: so many of the frames `missing` and `update` that came over this socket are stored. `token` is the
 * first word of those who name {@link documentTokenProtocol}: who they are.
 */
export type DocumentFrame =
  | {
      /** What it is. */
      readonly type: 'known' | 'missing' | 'update' | 'presence';
      /** As Yjs and y-protocols write them. */
      readonly bytes: Uint8Array;
    }
  | {
      /** What it is. */
      readonly type: 'ask-presence';
    }
  | {
      /** What it is. */
      readonly type: 'denied';
      /** Why. */
      readonly reason: string;
    }
  | {
      /** What it is. */
      readonly type: 'stored';
      /** How many frames. */
      readonly count: number;
    }
  | {
      /** What it is. */
      readonly type: 'token';
      /** The bearer token. */
      readonly token: string;
    };

/** The subprotocol of those who understand `stored`; other clients of y-websocket name none. */
export const documentProtocol = 'shared-text.v1';

/** The same, of those whose first frame is a `token`; nothing is read or told before it. */
export const documentTokenProtocol = 'shared-text.v1.token';

/** Who is there, by one replica's word: its state as JSON, `null` for one that has left. */
export interface PresenceEntry {
  /** The replica. */
  readonly client: number;
  /** Grows with each word of that replica. */
  readonly clock: number;
  /** The JSON of an object, or `null`. */
  readonly state: string;
}

const sync = 0;
const presence = 1;
const rights = 2;
const askPresence = 3;
const stored = 100;
const token = 101;
const steps = ['known', 'missing', 'update'] as const;

/** A frame as bytes. */
export function encodeDocumentFrame(frame: DocumentFrame): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  switch (frame.type) {
    case 'presence':
      return writer.number(presence).bytes(frame.bytes).end();
    case 'ask-presence':
      return writer.number(askPresence).end();
    case 'denied':
      return writer.number(rights).number(0).text(frame.reason).end();
    case 'stored':
      return writer.number(stored).number(frame.count).end();
    case 'token':
      return writer.number(token).text(frame.token).end();
    default:
      return writer.number(sync).number(steps.indexOf(frame.type)).bytes(frame.bytes).end();
  }
}

/** Bytes as a frame; undefined for one of a type that is not known. Throws a `ChatError` of code `protocol` where bytes are missing. */
export function parseDocumentFrame(given: Uint8Array): DocumentFrame | undefined {
  const reader = new ByteReader(given);
  switch (reader.number()) {
    case sync: {
      const type = steps[reader.number()];
      return type && { type, bytes: reader.bytes() };
    }
    case presence:
      return { type: 'presence', bytes: reader.bytes() };
    case rights:
      return reader.number() === 0 ? { type: 'denied', reason: reader.text() } : undefined;
    case askPresence:
      return { type: 'ask-presence' };
    case stored:
      return { type: 'stored', count: reader.number() };
    case token:
      return { type: 'token', token: reader.text() };
    default:
      return undefined;
  }
}

/** Who is there, as the bytes of a `presence` frame say it. Throws as `parseDocumentFrame` does. */
export function parsePresence(given: Uint8Array): PresenceEntry[] {
  const reader = new ByteReader(given);
  const entries: PresenceEntry[] = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    entries.push({ client: reader.number(), clock: reader.number(), state: reader.text() });
  }
  return entries;
}

/** The bytes of a `presence` frame. */
export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter().number(entries.length);
  for (const { client, clock, state } of entries) writer.number(client).number(clock).text(state);
  return writer.end();
}
