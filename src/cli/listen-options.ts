import { readFile } from 'node:fs/promises';
import type { TlsFiles } from '../api/index.js';
import { InputError } from '../model/index.js';
import { LISTENING, type ResolvedOf, resolve, type Sources } from '../options/index.js';
import { isWorker, sharedToken, shareOf } from './multi-core.js';
import { say } from './output.js';

/** Where to listen. @throws InputError for a certificate without its key, or one that cannot be read */
export async function listenOptions(sources: Sources) {
  const options = resolve(LISTENING, sources);
  const { https: _https, trust: _trust, tlsCert: _, tlsKey: _key, verboseLevel: _level, ...listening } = options;
  const tls = await tlsOptions(options);
  const pageToken = sharedToken();
  return {
    ...listening,
    maxConnections: shareOf(listening.maxConnections),
    maxBodies: shareOf(listening.maxBodies),
    ...tls,
    ...(pageToken === undefined ? {} : { pageToken }),
  };
}

/** How the server speaks https, where it does, and the line that says how clients come to trust it. */
interface Tls {
  readonly tls?: TlsFiles;
  readonly authorityLine?: string;
}

async function tlsOptions(options: ResolvedOf<typeof LISTENING>): Promise<Tls> {
  const { https, trust, tlsCert, tlsKey, host, allowHosts = [] } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new InputError('bad-option', 'a certificate and its key go together', {
      cure: 'Pass both --tls-cert FILE and --tls-key FILE.',
    });
  }
  const isLocal = https || trust === true;
  if (tlsCert === undefined || tlsKey === undefined) return isLocal ? localOptions([host, ...allowHosts], trust) : {};
  if (!isLocal) return { tls: { cert: await readPem(tlsCert), key: await readPem(tlsKey) } };
  throw new InputError('bad-option', `--${https ? 'https' : 'trust'} makes a certificate, and --tls-cert names one`, {
    cure: 'Pass --https, or --tls-cert FILE with --tls-key FILE.',
  });
}

/** Https by the local authority. Of several processes behind one port, the first has made it trusted. */
async function localOptions(hosts: readonly string[], trust = false): Promise<Tls> {
  const { localHttps } = await import('../api/local-https.js');
  const { tls, variable } = await localHttps(hosts, trust && !isWorker() ? (line) => say(`$ ${line}`) : undefined);
  return { tls, authorityLine: `Programs of Node trust it with ${variable}` };
}

function readPem(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError('not-found', 'cannot be read', { place: { source: path }, cure: 'Check the path.', cause });
  });
}
