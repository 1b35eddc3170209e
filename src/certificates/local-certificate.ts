import { createHash, generateKeyPairSync } from 'node:crypto';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { InputError } from '../model/index.js';
import { type Authority, authorityIn, DAY, IN_THE_PAST, pairOf } from './authority.js';
import { dataFolder } from './home.js';
import { isOwn, OWN_NAMES } from './names.js';
import { readPrivate, writePrivate } from './private-file.js';
import { alternativeNames, SERVER_EXTENSIONS, writeCertificate } from './x509.js';

/** So long a server's certificate lasts, in days. */
const LIFETIME = 60;

/** One that ends in less days than these gets a successor. */
const RENEWAL = 20;

/** The certificate of a local server. */
export interface LocalCertificate {
  /** In PEM. */
  readonly cert: string;
  readonly key: string;
  /** The authority that vouches for it: clients must trust it. */
  readonly authority: Authority;
}

/** For which names, by when, and where authorities are kept. */
export interface LocalNames {
  /** Names by which the server is called, beside `localhost`, `127.0.0.1` and `::1`. */
  readonly hosts: readonly string[];
  /** @default now */
  readonly now?: Date;
  /** @default that of this user's data */
  readonly folder?: string;
}

/**
 * The certificate of a server on this machine, by a local authority. Both are made once and kept, readable by this user
 * only; a certificate that ends soon gets a successor. Names that are not this machine's own have an authority of their
 * own, which can vouch for no others.
 * @throws InputError `bad-option` for a name that no host can have, and for files that cannot be used
 */
export function localCertificate({ hosts, now = new Date(), folder = dataFolder() }: LocalNames): LocalCertificate {
  const names = [...new Set(hosts.map(nameOf))].sort();
  const others = names.filter((name) => !isOwn(name));
  const until = new Date(now.getTime() + LIFETIME * DAY);
  const id = createHash('sha256').update(others.join('\n')).digest('hex').slice(0, 12);
  const home = join(folder, 'docproof', others.length === 0 ? 'https' : `https-${id}`);
  const authority = authorityIn(home, others, now, until);
  return { ...serverPair(home, authority, [...new Set([...OWN_NAMES, ...names])], now, until), authority };
}

function serverPair(home: string, authority: Authority, names: readonly string[], now: Date, until: Date) {
  const extension = alternativeNames(names);
  const id = createHash('sha256').update(extension).digest('hex').slice(0, 12);
  const file = join(home, `server-${id}.pem`);
  const stored = readPrivate(file);
  const text = stored !== undefined && isUsable(stored, authority, extension, now) ? stored : undefined;
  if (text !== undefined) return pemOf(text);
  const made = make(authority, extension, now, until);
  writePrivate(file, made);
  return pemOf(made);
}

function isUsable(text: string, authority: Authority, extension: Buffer, now: Date): boolean {
  const pair = pairOf(text);
  if (!pair) return false;
  const { certificate, privateKey } = pair;
  const left = new Date(certificate.validTo).getTime() - now.getTime();
  return (
    certificate.verify(authority.certificate.publicKey) &&
    certificate.checkPrivateKey(privateKey) &&
    certificate.raw.includes(extension) &&
    new Date(certificate.validFrom) <= now &&
    left > RENEWAL * DAY
  );
}

function make(authority: Authority, extension: Buffer, now: Date, until: Date): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = writeCertificate({
    subject: 'localhost',
    issuer: authority.name,
    notBefore: new Date(now.getTime() - IN_THE_PAST),
    notAfter: until,
    publicKey,
    issuerKey: { public: authority.certificate.publicKey, private: authority.privateKey },
    extensions: [...SERVER_EXTENSIONS, extension],
  });
  return `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate}`;
}

function pemOf(text: string): Pick<LocalCertificate, 'cert' | 'key'> {
  const at = text.indexOf('-----BEGIN CERTIFICATE');
  return { key: text.slice(0, at), cert: text.slice(at) };
}

/** A host in the form that certificates have: in lower case, without brackets, zone, and the dot of the root. */
function nameOf(host: string): string {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%.*$/, '');
  if (isIP(name) !== 0) return name;
  const plain = name.replace(/\.$/, '');
  if (/^\.?[\w-]{1,63}(?:\.[\w-]{1,63})*$/.test(plain) && plain.length <= 253) return plain;
  throw new InputError('bad-option', `no certificate can be made for the host ${host}`, {
    cure: 'Name a host or an IP address, such as --host mock.internal or --host 192.168.1.7.',
  });
}
