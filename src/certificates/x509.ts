import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bits, identifier, integer, octets, sequence, setOf, TRUE, tagged, taggedBytes, text, time } from './der.js';
import { addressBytes, isAddress, networkBytes } from './names.js';

/** A certificate that is to be written. */
export interface CertificateRequest {
  /** The organization and the common name of the holder. */
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly issuerKey: { readonly public: KeyObject; readonly private: KeyObject };
  /** Extensions, as DER. */
  readonly extensions: readonly Uint8Array[];
}

/**
 * Writes an X.509 certificate (RFC 5280), signed by ECDSA with SHA-256 (RFC 5758).
 * @returns it in PEM (RFC 7468)
 */
export function writeCertificate(request: CertificateRequest): string {
  const { subject, issuer, notBefore, notAfter, publicKey, issuerKey, extensions } = request;
  const content = sequence(
    tagged(0, integer(2n)),
    integer(serial()),
    ECDSA_SHA256,
    nameOf(issuer),
    sequence(time(notBefore), time(notAfter)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(
      3,
      sequence(
        ...extensions,
        extension('2.5.29.14', octets(keyId(publicKey))),
        extension('2.5.29.35', sequence(taggedBytes(0, keyId(issuerKey.public)))),
      ),
    ),
  );
  const signature = sign('sha256', content, issuerKey.private);
  return pem(sequence(content, ECDSA_SHA256, bits(signature)));
}

const ECDSA_SHA256 = sequence(identifier('1.2.840.10045.4.3.2'));

/** 127 random bits: more than RFC 5280 §4.1.2.2 wants, and never 0. */
function serial(): bigint {
  return (BigInt(`0x${randomBytes(16).toString('hex')}`) >> 1n) + 1n;
}

function nameOf(commonName: string): Buffer {
  const attribute = (type: string, value: string) => setOf(sequence(identifier(type), text(value)));
  return sequence(attribute('2.5.4.10', 'Docproof'), attribute('2.5.4.3', commonName));
}

/** By SHA-1, as RFC 5280 §4.2.1.2 has it: it tells keys apart, and proves nothing. */
function keyId(key: KeyObject): Buffer {
  return createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

function extension(type: string, value: Uint8Array, isCritical = false): Buffer {
  return sequence(identifier(type), ...(isCritical ? [TRUE] : []), octets(value));
}

/** An authority for server certificates only, below which there is no other authority. */
export const AUTHORITY_EXTENSIONS: readonly Uint8Array[] = [
  extension('2.5.29.19', sequence(TRUE, integer(0n)), true),
  // Signs certificates and lists of withdrawn ones (bits 5 and 6).
  extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true),
  extension('2.5.29.37', sequence(identifier('1.3.6.1.5.5.7.3.1'))),
];

/** A server: no authority, signs handshakes. */
export const SERVER_EXTENSIONS: readonly Uint8Array[] = [
  extension('2.5.29.19', sequence(), true),
  extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
  extension('2.5.29.37', sequence(identifier('1.3.6.1.5.5.7.3.1'))),
];

/**
 * The names for which an authority may vouch (RFC 5280 §4.2.1.10), critical: who does not understand it must not
 * trust the authority at all. A host name means itself and all names below it.
 * @param names host names and addresses; an address may be a network, as in `127.0.0.0/8`
 */
export function nameConstraints(names: readonly string[]): Buffer {
  const subtrees = names.map((name) =>
    sequence(isAddress(name) ? taggedBytes(7, networkBytes(name)) : taggedBytes(2, Buffer.from(plain(name)))),
  );
  return extension('2.5.29.30', sequence(tagged(0, ...subtrees)), true);
}

/** The names of a server (RFC 5280 §4.2.1.6). A name that begins with a dot is that host, and all names below it. */
export function alternativeNames(names: readonly string[]): Buffer {
  const all = names.flatMap((name) => (name.startsWith('.') ? [plain(name), `*${name}`] : [name]));
  const written = all.map((name) =>
    isAddress(name) ? taggedBytes(7, addressBytes(name)) : taggedBytes(2, Buffer.from(name)),
  );
  return extension('2.5.29.17', sequence(...written));
}

function plain(name: string): string {
  return name.replace(/^\./, '');
}

function pem(der: Uint8Array): string {
  const lines = Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}
