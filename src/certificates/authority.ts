import { createPrivateKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../model/index.js';
import { OWN_NETWORKS } from './names.js';
import { ensurePrivateFolder, readPrivate, writePrivate } from './private-file.js';
import { AUTHORITY_EXTENSIONS, nameConstraints, writeCertificate } from './x509.js';

/** A day, in milliseconds. */
export const DAY = 86_400_000;

/** How long an authority is valid, in days. After that it must be trusted again. */
const LIFETIME = 5 * 365;

/** Clocks of containers and virtual machines are late now and then: what is made now has been valid for a day. */
export const IN_THE_PAST = DAY;

/** A local certificate authority. */
export interface Authority {
  /** The organization's name for it, which tells it from others. */
  readonly name: string;
  readonly certificate: X509Certificate;
  readonly privateKey: KeyObject;
  /** Its certificate, for those who shall trust it. */
  readonly file: string;
  /** Whether it was made just now. */
  readonly isNew: boolean;
}

/**
 * The authority of a folder, which is made if none exists, where it ends too soon, or is not valid yet. It can
 * vouch for this very machine and for the names that are given, and for no other: even if its key is stolen, it is of
 * use for nothing else.
 * @param names further host names and addresses
 * @param until it must last until then
 * @throws InputError `bad-option` for a file that is damaged or was made by others, and for what private files forbid
 */
export function authorityIn(folder: string, names: readonly string[], now: Date, until: Date): Authority {
  ensurePrivateFolder(folder);
  const file = join(folder, 'authority.pem');
  const constraints = nameConstraints([...OWN_NETWORKS, ...names]);
  const stored = readPrivate(file);
  const known = stored === undefined ? undefined : read(stored, file, constraints);
  if (known && isValid(known.certificate, now, until)) return published(known, folder, false);
  const made = make(constraints, now);
  if (writePrivate(file, made, known === undefined)) return published(read(made, file, constraints), folder, true);
  // Another process was faster.
  return published(read(readPrivate(file) ?? '', file, constraints), folder, false);
}

/** One that begins later was made by a clock that was wrong: no client accepts it until then. */
function isValid({ validFrom, validTo }: X509Certificate, now: Date, until: Date): boolean {
  return new Date(validFrom) <= now && new Date(validTo) > until;
}

type Pair = Pick<Authority, 'certificate' | 'privateKey'>;

function make(constraints: Buffer, now: Date): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = publicKey.export({ type: 'spki', format: 'der' }).toString('hex').slice(-8);
  const name = `Docproof local authority ${id}`;
  const certificate = writeCertificate({
    subject: name,
    issuer: name,
    notBefore: new Date(now.getTime() - IN_THE_PAST),
    notAfter: new Date(now.getTime() + LIFETIME * DAY),
    publicKey,
    issuerKey: { public: publicKey, private: privateKey },
    extensions: [...AUTHORITY_EXTENSIONS, constraints],
  });
  return `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate}`;
}

/** Reads key and certificate, and makes sure that they are ours: they will vouch for servers. */
function read(text: string, file: string, constraints: Buffer): Pair {
  const pair = pairOf(text);
  const fault = pair ? faultOf(pair, constraints) : 'has no certificate with its key';
  if (pair && fault === undefined) return pair;
  throw new InputError('bad-option', `${fault}: it is not a local authority that Docproof made`, {
    place: { source: file },
    cure: 'Remove the folder of this file, and start again: another authority takes its place.',
  });
}

function faultOf({ certificate, privateKey }: Pair, constraints: Buffer): string | undefined {
  if (!certificate.ca || !certificate.verify(certificate.publicKey)) return 'has no certificate that signs itself';
  if (!certificate.checkPrivateKey(privateKey)) return 'has the key of another certificate';
  return certificate.raw.includes(constraints) ? undefined : 'may vouch for other names than this server has';
}

/** A private key and a certificate in one PEM text; undefined where it has not both. */
export function pairOf(text: string): Pair | undefined {
  try {
    return { certificate: new X509Certificate(text), privateKey: createPrivateKey(text) };
  } catch {
    return undefined;
  }
}

/** Puts the certificate without its key where others find it. */
function published(pair: Pair, folder: string, isNew: boolean): Authority {
  const file = join(folder, 'ca.pem');
  const text = pair.certificate.toString();
  if (textOf(file) !== text) writePrivate(file, text);
  const [, name = 'Docproof'] = /^CN=(.*)$/m.exec(pair.certificate.subject) ?? [];
  return { ...pair, name, file, isNew };
}

/** It is not a secret: its owner may share it, and let others read it. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
