import type { DocumentListener, StoredDocument } from '../documents/document-store.ts';
import { listOf, textOrNull } from './replies.ts';
import { toEntries, type Entry } from './run-entries.ts';
import { runScript, script } from './run-scripts.ts';
import type { StoreLink } from './store-link.ts';

/** What all documents of a store in Redis share. */
export interface RedisDocumentShared {
  readonly link: StoreLink;
  /** Names this server, so that it knows its own entries. */
  readonly server: string;
  readonly forgetAfterMs: number | undefined;
  readonly onClose: (document: RedisDocument) => void;
}

// What other servers may not have read yet stays so long, in milliseconds.
const marginMs = 60_000;
const presenceMs = 60_000;
const mostPresence = '200';

/** Reads a document in one moment. Keys: state, updates. Returns the snapshot, the id of the last entry in it, and the entries behind that. */
const loadScript = script(`
local kept = redis.call('HMGET', KEYS[1], 'state', 'upTo')
local from = kept[2] and '(' .. kept[2] or '-'
return {kept[1] or '', kept[2] or '0-0', redis.call('XRANGE', KEYS[2], from, '+')}
`);

/**
 * Puts a snapshot in the place of the entries that are in it, unless a later one stands there already. Keys: state, updates.
 * Arguments: the snapshot, the id of the last entry in it, the id below which entries go, lifetime in ms or ''.
 */
const compactScript = script(`
local function parts(id) local ms, seq = string.match(id, '(%d+)-(%d+)') return tonumber(ms), tonumber(seq) end
local known = redis.call('HGET', KEYS[1], 'upTo')
if known then
  local ms, seq = parts(known)
  local newMs, newSeq = parts(ARGV[2])
  if newMs < ms or (newMs == ms and newSeq <= seq) then return 0 end
end
redis.call('HSET', KEYS[1], 'state', ARGV[1], 'upTo', ARGV[2])
if ARGV[4] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
redis.call('XTRIM', KEYS[2], 'MINID', ARGV[3])
return 1
`);

/** The keys of one document. They share a hash tag, so that a script may use them together on a cluster too. */
export function documentKeys(name: string): { state: string; updates: string; presence: string } {
  // Encoded it has no braces.
  const key = `rivulet:{document:${encodeURIComponent(name)}}`;
  return { state: `${key}:state`, updates: `${key}:updates`, presence: `${key}:presence` };
}

/** One document in Redis: a snapshot, a stream of the updates since, and a short one of who is there. */
export class RedisDocument implements StoredDocument {
  readonly keys: ReturnType<typeof documentKeys>;
  /** The last entries that were read, of the updates and of who is there. */
  updatesId = '0-0';
  presenceId = '$';
  readonly #listener: DocumentListener;
  readonly #shared: RedisDocumentShared;
  #sinceCompacted = 0;

  constructor(name: string, listener: DocumentListener, shared: RedisDocumentShared) {
    this.keys = documentKeys(name);
    this.#listener = listener;
    this.#shared = shared;
  }

  get updates(): number {
    return this.#sinceCompacted;
  }

  /** Tells the listener all that is stored: at first, and whenever something may have been missed. */
  async load(): Promise<void> {
    const { state, updates } = this.keys;
    const reply = await runScript(this.#shared.link, loadScript, [state, updates], []);
    const [snapshot, upTo, list] = listOf(reply);
    const entries = toEntries(list);
    const kept = textOrNull(snapshot) ?? '';
    this.updatesId = entries.at(-1)?.id ?? textOrNull(upTo) ?? '0-0';
    // An entry could come twice, but none is passed over.
    if (this.presenceId === '$') this.presenceId = await this.#lastPresence();
    this.#sinceCompacted = entries.length;
    const found = [...(kept === '' ? [] : [bytesOf(kept)]), ...entries.map(updateIn)];
    if (found.length > 0) this.#listener.updated(found);
  }

  async append(update: Uint8Array): Promise<void> {
    const { link, server, forgetAfterMs } = this.#shared;
    const { updates, state } = this.keys;
    await link.command('XADD', updates, '*', 'e', `${server} ${textOf(update)}`);
    if (forgetAfterMs === undefined) return;
    await link.command('PEXPIRE', updates, String(forgetAfterMs));
    await link.command('PEXPIRE', state, String(forgetAfterMs));
  }

  async compact(snapshot: Uint8Array): Promise<void> {
    const { link, forgetAfterMs } = this.#shared;
    const { state, updates } = this.keys;
    const upTo = this.updatesId;
    const before = this.#sinceCompacted;
    const minId = [upTo, `${Date.now() - marginMs}-0`].toSorted(byTime)[0] ?? upTo;
    const values = [textOf(snapshot), upTo, minId, String(forgetAfterMs ?? '')];
    await runScript(link, compactScript, [state, updates], values);
    this.#sinceCompacted -= before;
  }

  tell(presence: Uint8Array): void {
    const { link, server } = this.#shared;
    const key = this.keys.presence;
    const value = `${server} ${textOf(presence)}`;
    // Who is there is said again every few seconds.
    link
      .command('XADD', key, 'MAXLEN', '~', mostPresence, '*', 'e', value)
      .then(() => link.command('PEXPIRE', key, String(presenceMs)))
      .catch(() => undefined);
  }

  /** Takes new entries of its updates. */
  takeUpdates(entries: readonly Entry[]): void {
    this.updatesId = entries.at(-1)?.id ?? this.updatesId;
    this.#sinceCompacted += entries.length;
    const others = entries.filter((entry) => this.#isForeign(entry));
    if (others.length > 0) this.#listener.updated(others.map(updateIn));
  }

  /** Takes new entries of who is there. */
  takePresence(entries: readonly Entry[]): void {
    this.presenceId = entries.at(-1)?.id ?? this.presenceId;
    for (const entry of entries) {
      if (this.#isForeign(entry)) this.#listener.told(updateIn(entry));
    }
  }

  async close(): Promise<void> {
    this.#shared.onClose(this);
  }

  #isForeign({ value }: Entry): boolean {
    return !value.startsWith(`${this.#shared.server} `);
  }

  async #lastPresence(): Promise<string> {
    const words = ['XREVRANGE', this.keys.presence, '+', '-', 'COUNT', '1'];
    return toEntries(await this.#shared.link.command(...words))[0]?.id ?? '0-0';
  }
}

// More arguments than this a call may not have everywhere.
const atOnce = 4096;

/** Bytes in base64, as commands are texts. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += atOnce) {
    text += String.fromCharCode(...bytes.subarray(at, at + atOnce));
  }
  return btoa(text);
}

const timeOf = (id: string) => Number(id.split('-')[0]);
const byTime = (one: string, other: string) => timeOf(one) - timeOf(other);
const bytesOf = (text: string) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
const updateIn = ({ value }: Entry) => bytesOf(value.slice(value.indexOf(' ') + 1));
