// The scripts of the engine for Redis. A script is atomic, so what it returns is of one epoch.
const COMMON = `
local info = redis.call('EXISTS', KEYS[1]) == 1 and redis.call('XINFO', 'STREAM', KEYS[1]) or {}
for i = 1, #info, 2 do info[info[i]] = info[i + 1] end
local last = info['last-generated-id']
local created = last and string.match(last, '^%d+')
local server = string.match(redis.call('INFO', 'replication'), 'master_replid:(%w+)')
`
/** Appends an entry, if the stream has none of this id. ARGV: channel, data, time now, longest length, seconds to keep the id. */
export const PUBLISH = `${COMMON}
local id = redis.call('GET', KEYS[2])
if not id or string.match(id, '^%d+') ~= created then
  created = created or ARGV[3]
  id = created .. '-' .. string.format('%d', (last and string.match(last, '%d+$') or 0) + 1)
  redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[4], id, 'channel', ARGV[1], 'data', ARGV[2])
  redis.call('SET', KEYS[2], id, 'EX', ARGV[5])
end
return { id, created .. '/' .. server }`
/** The first id, the last id, the epoch, and entries. ARGV: the seq of the first entry, the number of entries. */
export const READ = `${COMMON}
if not last then return false end
local entries = redis.call('XRANGE', KEYS[1], created .. '-' .. ARGV[1], '+', 'COUNT', ARGV[2])
local first = info['first-entry']
return { first and first[1], last, created .. '/' .. server, entries }`

// Leases by the clock of the server: the score is the time when the lease ends.
const NOW = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`
export const LEASE = `${NOW}
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], 0, now)
redis.call('PEXPIRE', KEYS[1], ARGV[2])`
export const LEASES = `${NOW} return redis.call('ZRANGE', KEYS[1], now, '+inf', 'BYSCORE')`
