import type { StoreLink } from './store-link.ts';

interface Script {
  readonly text: string;
  /** What Redis knows it by, made when it is first asked for. */
  digest?: Promise<string>;
}

/** A script that Redis is sent once. */
export function script(text: string): Script {
  return { text };
}

/** SHA-1 in hexadecimal digits, as Redis names scripts. */
async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Takes an id for a new run. Keys: meta, cancel. Arguments: generation, owner, chat, producer, lifetime in ms,
 * as whom its owner reads until the answer comes, what was asked or ''. Returns `known` with owner and chat, or `claimed` with the reason of a cancel that came first.
 */
export const claimScript = script(`
local known = redis.call('HMGET', KEYS[1], 'owner', 'chat')
if known[1] then return {'known', known[1], known[2]} end
redis.call('HSET', KEYS[1], 'generation', ARGV[1], 'born', ARGV[1], 'owner', ARGV[2], 'chat', ARGV[3], 'producer', ARGV[4])
if ARGV[7] ~= '' then redis.call('HSET', KEYS[1], 'question', ARGV[7]) end
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return {'claimed', redis.call('HGET', KEYS[2], ARGV[6]) or ''}
`);

/** Gives an id back whose run never began. Key: meta. Argument: generation. */
export const releaseScript = script(`
if redis.call('HGET', KEYS[1], 'generation') == ARGV[1] then redis.call('DEL', KEYS[1]) end
`);

/**
 * Appends events under their own entry ids, so that a repeated append adds nothing and a second writer is refused. Keys:
 * meta, log, cancel, bells. Arguments: generation, lifetime in ms, whether the run ends (1 or 0), seq of the first event, seq
 * of the snapshot or '', snapshot, then the events. Returns `lost`, `fenced`, `behind` with the last seq that is here (a Redis
 * that took the place of another one may not have heard all), or `ok` with the reason of a cancel and whose bells to ring.
 */
export const appendScript = script(`
local meta = redis.call('HMGET', KEYS[1], 'generation', 'owner', 'snapshotSeq')
if not meta[1] then return {'lost'} end
if meta[1] ~= ARGV[1] then return {'fenced'} end
local newest = redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1]
local last = newest and tonumber(string.sub(newest[1], 3)) - 1 or -1
last = math.max(last, tonumber(meta[3] or -1), tonumber(ARGV[5]) or -1)
if last < ARGV[4] - 1 then return {'behind', tostring(last)} end
for index = 7, #ARGV do
  local added = redis.pcall('XADD', KEYS[2], string.format('0-%d', ARGV[4] + index - 6), 'e', ARGV[index])
  if type(added) == 'table' and added.err and not string.find(added.err, 'equal or smaller') then return added end
end
if ARGV[5] ~= '' then
  redis.call('HSET', KEYS[1], 'snapshotSeq', ARGV[5], 'snapshot', ARGV[6])
  redis.call('XTRIM', KEYS[2], 'MINID', string.format('0-%d', ARGV[5] + 2))
end
if ARGV[3] == '1' then redis.call('HSET', KEYS[1], 'ended', '1') end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return {'ok', redis.call('HGET', KEYS[3], meta[2]) or '', unpack(redis.call('HKEYS', KEYS[4]))}
`);

/**
 * Ends a run whose producer is gone, and shuts that producer out should it come back. Keys: meta, log. Arguments:
 * generation, entry id after the last event, the terminal event, lifetime in ms. Returns 1, or 0 when the run has moved on.
 */
export const endScript = script(`
local meta = redis.call('HMGET', KEYS[1], 'generation', 'ended')
if meta[1] ~= ARGV[1] or meta[2] then return 0 end
local added = redis.pcall('XADD', KEYS[2], ARGV[2], 'e', ARGV[3])
if type(added) == 'table' and added.err then return 0 end
redis.call('HSET', KEYS[1], 'generation', '', 'ended', '1')
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 1
`);

/**
 * Takes a run over whose producer is gone, and shuts that producer out should it come back. Key: meta. Arguments: its generation,
 * the new one, the new producer. Returns what was asked, also when it is repeated, or nothing when somebody else has taken it over,
 * or it has ended.
 */
export const takeOverScript = script(`
local meta = redis.call('HMGET', KEYS[1], 'generation', 'ended', 'question')
if meta[1] == ARGV[2] then return meta[3] end
if meta[1] ~= ARGV[1] or meta[2] or not meta[3] then return false end
redis.call('HSET', KEYS[1], 'generation', ARGV[2], 'producer', ARGV[3])
return meta[3]
`);

/**
 * Reads a run in one moment. Keys: meta, log. Argument: the entry id to begin with. Returns the facts of the hash, the
 * entries, and whether it can be gone on with (1 or 0).
 */
export const loadScript = script(`
return {
  redis.call('HMGET', KEYS[1], 'owner', 'chat', 'producer', 'generation', 'snapshotSeq', 'snapshot', 'born'),
  redis.call('XRANGE', KEYS[2], ARGV[1], '+'),
  redis.call('HEXISTS', KEYS[1], 'question')
}
`);

/**
 * Notes that somebody stops a run, also one that is still to come; who may is said by `isOpenTo`. Keys: meta, cancel. Arguments: owner, reason, how long
 * to remember it in ms, whether to remember it also for a run that is not there (1 or 0). Returns the producer of the run, '' when the run is not there or is another owner's.
 */
export const cancelScript = script(`
local meta = redis.call('HMGET', KEYS[1], 'owner', 'producer')
if not meta[1] and ARGV[4] == '0' then return '' end
local owner = meta[1] or ARGV[1]
local first = string.sub(owner, 1, 1) == '~' and (ARGV[1] == '' or owner == '~' .. ARGV[1])
if owner ~= '' and owner ~= ARGV[1] and not first then return '' end
redis.call('HSET', KEYS[2], owner, ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return meta[2] or ''
`);

/** Runs a script; Redis is sent its text only when it does not know it yet. */
export async function runScript(
  connection: StoreLink,
  known: Script,
  keys: readonly string[],
  values: readonly string[],
): Promise<unknown> {
  const rest = [String(keys.length), ...keys, ...values];
  const digest = await (known.digest ??= digestOf(known.text));
  try {
    return await connection.command('EVALSHA', digest, ...rest);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return connection.command('EVAL', known.text, ...rest);
  }
}
