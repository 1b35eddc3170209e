import { isIP, isIPv4 } from 'node:net';

/** Names and networks of this very machine, for which the usual authority may vouch. */
export const OWN_NETWORKS: readonly string[] = ['localhost', '127.0.0.0/8', '::1/128', '0.0.0.0/32', '::/128'];

/** The names that each server certificate has. */
export const OWN_NAMES: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** Whether it is an IP address, or a network such as `127.0.0.0/8`. */
export function isAddress(name: string): boolean {
  return isIP(name.split('/')[0] ?? '') !== 0;
}

/** Whether the usual authority vouches for a name. */
export function isOwn(name: string): boolean {
  if (isIPv4(name)) return name.startsWith('127.') || name === '0.0.0.0';
  if (!isAddress(name)) return name === 'localhost' || name.endsWith('.localhost');
  const bytes = addressBytes(name);
  return bytes.subarray(0, -1).every((byte) => byte === 0) && (bytes.at(-1) ?? 2) < 2;
}

/** The bytes of an IP address, in the order of the network: 4, or 16. */
export function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  // A URL writes an IPv6 address in its shortest form, the last four bytes in hexadecimal digits too.
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, '')}]`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const words = (part: string | undefined): number[] =>
    part ? part.split(':').map((word) => Number.parseInt(word, 16)) : [];
  const [before, after] = [words(head), words(tail)];
  const all = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 0xff]));
}

/** An address and its mask, as name constraints have them. An address without a length is a network of one. */
export function networkBytes(network: string): Buffer {
  const [address = '', length] = network.split('/');
  const bytes = addressBytes(address);
  const ones = length === undefined ? bytes.length * 8 : Number(length);
  const mask = Array.from(bytes, (_, at) => 0xff & (0xff00 >> Math.min(8, Math.max(0, ones - at * 8))));
  return Buffer.concat([bytes, Buffer.from(mask)]);
}
