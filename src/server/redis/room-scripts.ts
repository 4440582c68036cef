/**
 * Adds an entry at the next place, or finds the one of the same key. Keys: log, keys, base. Arguments: key, entry, how many keys are
 * remembered, lifetime in ms. Returns whether it is new (1 or 0) and its place, both as texts.
 */
export const appendEntryScript = {
  text: `
local known = redis.call('ZSCORE', KEYS[2], ARGV[1])
if known then return {'0', known} end
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local last = newest and tonumber(string.sub(newest[1], 3)) - 1 or tonumber(redis.call('HGET', KEYS[3], 'seq') or -1)
local seq = last + 1
redis.call('XADD', KEYS[1], string.format('0-%d', seq + 1), 'e', ARGV[2])
redis.call('ZADD', KEYS[2], seq, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', seq - ARGV[3])
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ARGV[4]) end
return {'1', string.format('%d', seq)}
`,
};

/**
 * Reads a log. Keys: log, base. Argument: the place behind which to read. Returns what it was folded to, if that is news, the entries,
 * and the last place, as a text.
 */
export const readEntriesScript = {
  text: `
local seq = tonumber(redis.call('HGET', KEYS[2], 'seq') or -1)
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local last = string.format('%d', newest and tonumber(string.sub(newest[1], 3)) - 1 or seq)
if tonumber(ARGV[1]) < seq then
  return {redis.call('HGET', KEYS[2], 'state'), redis.call('XRANGE', KEYS[1], '-', '+'), last}
end
return {'', redis.call('XRANGE', KEYS[1], string.format('0-%d', ARGV[1] + 2), '+'), last}
`,
};

/** Folds a log. Keys: log, base. Arguments: the place of the state, the state, lifetime in ms. */
export const foldEntriesScript = {
  text: `
if tonumber(redis.call('HGET', KEYS[2], 'seq') or -1) >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[2], 'seq', ARGV[1], 'state', ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('XTRIM', KEYS[1], 'MINID', string.format('0-%d', ARGV[1] + 2))
return 1
`,
};

/** Notes how far a member has read. Key: marks. Arguments: member, place, lifetime in ms. */
export const markScript = {
  text: `
if tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or -1) < tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return 1
`,
};
