import { readFile } from 'node:fs/promises';
import { InputError } from '../model/index.js';
import { LISTENING, resolve, type Sources } from '../options/index.js';
import { sharedToken, shareOf } from './multi-core.js';

/** Where to listen. @throws InputError for a certificate without its key, or one that cannot be read */
export async function listenOptions(sources: Sources) {
  const { tlsCert: cert, tlsKey: key, verboseLevel: _, ...listening } = resolve(LISTENING, sources);
  if ((cert === undefined) !== (key === undefined)) {
    throw new InputError('bad-option', 'a certificate and its key go together', {
      cure: 'Pass both --tls-cert FILE and --tls-key FILE.',
    });
  }
  const tls =
    cert === undefined || key === undefined ? undefined : { cert: await readPem(cert), key: await readPem(key) };
  const pageToken = sharedToken();
  return {
    ...listening,
    maxConnections: shareOf(listening.maxConnections),
    maxBodies: shareOf(listening.maxBodies),
    ...(tls ? { tls } : {}),
    ...(pageToken === undefined ? {} : { pageToken }),
  };
}

function readPem(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError('not-found', 'cannot be read', { place: { source: path }, cure: 'Check the path.', cause });
  });
}
