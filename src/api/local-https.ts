import { installAuthority, localCertificate, quoted } from '../certificates/index.js';
import type { TlsFiles } from '../server/index.js';

/** A server's certificate by the local authority of this user. */
export interface LocalHttps {
  readonly tls: TlsFiles;
  /** Makes Node's programs trust the server: `NODE_EXTRA_CA_CERTS=FILE`, as a shell takes it. */
  readonly variable: string;
}

/**
 * Https for a server on this machine: see `localCertificate`.
 * @param hosts the names by which it is called
 * @param announce hears the commands that make this machine trust the authority, before each runs; undefined runs none
 * @throws InputError `bad-option`
 */
export async function localHttps(hosts: readonly string[], announce?: (command: string) => void): Promise<LocalHttps> {
  const { cert, key, authority } = localCertificate({ hosts });
  if (announce) await installAuthority(authority, announce);
  return {
    tls: { cert, key, renew: () => localCertificate({ hosts }) },
    variable: `NODE_EXTRA_CA_CERTS=${quoted(authority.file)}`,
  };
}
