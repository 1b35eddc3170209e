/**
 * What a store does in Redis, each as one script: Redis runs it whole, whichever process sends it. The keys of all are
 * those of `keysOf`, which a cluster keeps together.
 */
export const SCRIPTS = {
  /** Key; time to live in ms. Gives the text. */
  docproofGet: `
    local found = redis.call('HGET', KEYS[1], ARGV[1])
    ${touch('ARGV[2]')}
    return found`,

  /**
   * Key, whether a text is expected, the text, whether a text is written, the text, time to live, two channels,
   * message.
   * Gives how many are told of the change, -1 where the text was not the expected one.
   */
  docproofReplace: `
    local key = ARGV[1]
    local found = redis.call('HGET', KEYS[1], key)
    if ARGV[2] == '1' then
      if found ~= ARGV[3] then return -1 end
    elseif found then
      return -1
    end
    if ARGV[4] == '1' then
      redis.call('HSET', KEYS[1], key, ARGV[5])
      if not found then
        redis.call('ZADD', KEYS[2], 0, key)
        redis.call('ZADD', KEYS[3], redis.call('INCR', KEYS[6]), key)
      end
    else
      redis.call('HDEL', KEYS[1], key)
      redis.call('ZREM', KEYS[2], key)
      redis.call('ZREM', KEYS[3], key)
    end
    ${touch('ARGV[6]')}
    local told = redis.call('PUBLISH', ARGV[7], ARGV[9])
    if ARGV[8] ~= '' then told = told + redis.call('PUBLISH', ARGV[8], ARGV[9]) end
    return told`,

  /** Prefix; time to live. Gives key, text and position of each, in no order. */
  docproofList: `
    local keys = ${withPrefix('KEYS[2]')}
    local found = {}
    for index, key in ipairs(keys) do
      found[3 * index - 2] = key
      found[3 * index - 1] = redis.call('HGET', KEYS[1], key)
      found[3 * index] = redis.call('ZSCORE', KEYS[3], key)
    end
    ${touch('ARGV[2]')}
    return found`,

  /** Prefix; time to live, channel, message. Gives how many are told. */
  docproofClear: `
    for _, key in ipairs(${withPrefix('KEYS[2]')}) do
      redis.call('HDEL', KEYS[1], key)
      redis.call('ZREM', KEYS[2], key)
      redis.call('ZREM', KEYS[3], key)
    end
    for _, key in ipairs(${withPrefix('KEYS[5]')}) do
      redis.call('HDEL', KEYS[4], key)
      redis.call('ZREM', KEYS[5], key)
    end
    ${touch('ARGV[2]')}
    return redis.call('PUBLISH', ARGV[3], ARGV[4])`,

  /** Key; time to live. Gives the number, from 0. */
  docproofCount: `
    local number = redis.call('HINCRBY', KEYS[4], ARGV[1], 1)
    if number == 1 then redis.call('ZADD', KEYS[5], 0, ARGV[1]) end
    ${touch('ARGV[2]')}
    return number - 1`,
} as const;

/** How many keys each script has. */
export const KEYS_EACH = 6;

/**
 * Texts by their key, their keys by name and by position, counters by key, the keys of counters by name, and the last
 * position. What is between the braces decides where a cluster keeps a key.
 */
export function keysOf(prefix: string): string[] {
  const parts = ['texts', 'names', 'order', 'counters', 'counted', 'position'];
  return parts.map((part) => `{${prefix}}:${part}`);
}

/** All is forgotten together, when nobody has asked for any of it for so long; 0 is never. */
function touch(milliseconds: string): string {
  return `if ${milliseconds} ~= '0' then
      for _, each in ipairs(KEYS) do redis.call('PEXPIRE', each, ${milliseconds}) end
    end`;
}

/** The keys in a set that begin with `ARGV[1]`, byte by byte: no byte of UTF-8 is 255. */
function withPrefix(set: string): string {
  return `redis.call('ZRANGEBYLEX', ${set}, '[' .. ARGV[1], '(' .. ARGV[1] .. '\\255')`;
}
