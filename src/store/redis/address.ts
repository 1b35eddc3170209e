import { InputError } from '../../model/index.js';

const PREFIX = 'docproof';

/** A database in Redis, and the part of it that is used. */
export interface RedisAddress {
  /** Without the prefix. */
  readonly url: URL;
  /** What the names of all keys begin with. */
  readonly prefix: string;
}

/**
 * Reads the URL of a database.
 * @param address `redis://USER:PASSWORD@HOST:PORT/DATABASE?prefix=NAME`, or `rediss:` for TLS
 * @throws InputError `bad-option`
 */
export function readAddress(address: string): RedisAddress {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const others = url ? [...url.searchParams.keys()].filter((name) => name !== 'prefix') : [];
  const prefix = url?.searchParams.get('prefix') ?? PREFIX;
  if (
    !url ||
    !/^rediss?:$/.test(url.protocol) ||
    url.host === '' ||
    !/^\/?\d{0,4}$/.test(url.pathname) ||
    others.length > 0 ||
    !/^[\w.:-]{1,100}$/.test(prefix)
  )
    throw new InputError('bad-option', 'is not the URL of a database in Redis', {
      place: { source: address.replace(/\/\/[^/@]*@/, '//') },
      cure: 'Write redis://HOST:6379/0, with your own name where several share the database: redis://HOST/0?prefix=team-a',
    });
  const bare = new URL(url);
  bare.search = '';
  return { url: bare, prefix };
}
