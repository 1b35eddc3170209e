import { createRequire } from 'node:module';
import { emitWarning } from 'node:process';
import type { Redis } from 'ioredis';
import { findPeer } from '../../io/peer.js';
import { InputError } from '../../model/index.js';

/** The package that speaks with Redis: an optional peer. */
const CLIENT = { name: 'ioredis', by: 'a redis: URL', versions: ['5.8', '6.0'] } as const;

/** A command that Redis does not answer fails after this long, in milliseconds. */
const COMMAND_TIMEOUT = 5_000;

const CONNECT_TIMEOUT = 10_000;

/** Once it was reached, it is tried again for as long as the process lives, with pauses up to this long. */
const LONGEST_PAUSE = 2_000;

/** The first version that is known to work; Valkey calls itself 7.2 for programs that ask. */
const LEAST_MAJOR = 7;

/**
 * Connects to Redis or Valkey.
 * @param url `redis://USER:PASSWORD@HOST:PORT/DATABASE`, or `rediss:` for TLS
 * @param expires whether keys get a time to live
 * @throws InputError `not-found` without the package ioredis; `bad-option` where there is no Redis, it refuses the
 * credentials, is too old, or may throw away keys when its memory is full
 */
export async function connectToRedis(url: URL, expires: boolean): Promise<Redis> {
  const { Redis: Client }: typeof import('ioredis') = createRequire(import.meta.url)(findPeer(CLIENT).path);
  let isReached = false;
  let lastError: Error | undefined;
  const client = new Client(url.href, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT,
    commandTimeout: COMMAND_TIMEOUT,
    maxRetriesPerRequest: 3,
    retryStrategy: (times) => (isReached ? Math.min(times * 100, LONGEST_PAUSE) : null),
  });
  // Each command fails by itself; an event that nobody hears would be printed.
  client.on('error', (error) => {
    lastError = error;
  });
  try {
    await client.connect();
    // ioredis goes on in another database where this one cannot be chosen.
    await client.select(Number(url.pathname.slice(1)));
    const info = await infoOf(client);
    isReached = true;
    const fault = info === undefined ? undefined : unfit(info, expires);
    if (fault) throw fault;
    return client;
  } catch (cause) {
    client.disconnect();
    if (cause instanceof InputError) throw placed(cause, url);
    throw refused(url, isAbout(cause, lastError));
  }
}

/** What Redis says of itself; undefined where the user may not ask. */
async function infoOf(client: Redis): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    const text = `${await client.info('server')}\n${await client.info('memory')}`;
    const lines = text.split(/\r?\n/).filter((line) => line.includes(':'));
    return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOPERM')) throw error;
    emitWarning('Redis does not let this user ask for its version and its memory policy (INFO)', 'DocproofWarning');
    return undefined;
  }
}

/** Why a Redis cannot be used; undefined where it can. */
function unfit(info: ReadonlyMap<string, string>, expires: boolean): InputError | undefined {
  const version = info.get('redis_version') ?? '';
  if (Number(version.split('.', 1)[0]) < LEAST_MAJOR)
    return new InputError('unsupported-version', `is Redis ${version}`, {
      cure: `Use Redis ${LEAST_MAJOR} or later, or Valkey.`,
    });
  const policy = info.get('maxmemory_policy') ?? 'noeviction';
  const isBounded = (info.get('maxmemory') ?? '0') !== '0';
  const evicts = policy.startsWith('allkeys') || (policy.startsWith('volatile') && expires);
  return isBounded && evicts
    ? new InputError('bad-option', `deletes keys when its memory is full (maxmemory-policy ${policy})`, {
        cure: 'Set it: redis-cli config set maxmemory-policy noeviction',
      })
    : undefined;
}

function placed(error: InputError, url: URL): InputError {
  const { code, message, cure } = error;
  return new InputError(code, message, { place: { source: shownUrl(url) }, ...(cure === undefined ? {} : { cure }) });
}

/** ioredis says that the connection is closed; what closed it came as an event. */
function isAbout(cause: unknown, lastError: Error | undefined): Error {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  return lastError !== undefined && /connection is closed/i.test(error.message) ? lastError : error;
}

/** What Redis, or the network, said against it, in the words of the user. */
export function refused(url: URL, cause: unknown): InputError {
  const said = cause instanceof Error ? cause.message : String(cause);
  const place = { source: shownUrl(url) };
  if (said.startsWith('NOPERM'))
    return new InputError('bad-option', `does not give this user the rights that a store needs: ${said}`, {
      place,
      cure: 'Give the user the rights that docs/guides/fleet.md lists.',
      cause,
    });
  if (/^(?:NOAUTH|WRONGPASS)|invalid (?:username-)?password/i.test(said))
    return new InputError('bad-option', `refuses the credentials: ${said}`, {
      place,
      cure: 'Name user and password in the URL: redis://USER:PASSWORD@HOST/0',
      cause,
    });
  if (/DB index is out of range|invalid DB index/i.test(said))
    return new InputError('bad-option', `has no database of this number: ${said}`, {
      place,
      cure: 'Name one that it has, from 0 on: redis://HOST:PORT/0. By default there are 16, a cluster has 0 alone.',
      cause,
    });
  return new InputError('bad-option', `cannot be reached: ${said}`, {
    place,
    cure: 'Start it, such as by redis-server --port 6379, or name another one: redis://HOST:PORT/0',
    cause,
  });
}

/** A URL as messages show it: its password is a secret. */
function shownUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}
