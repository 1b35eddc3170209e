import { BlockList, isIP } from 'node:net';

/**
 * Whether an address belongs to this machine, to its own network, or to nobody in particular: loopback, private,
 * link-local (where clouds serve credentials), shared, multicast and reserved ranges (RFC 6890), and whatever IPv6 has
 * to carry such an IPv4 address (mapped, NAT64, 6to4). Text that is not an address counts as private.
 */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 0) return true;
  if (family === 4) return reserved().check(plain, 'ipv4');
  // A block list holds an IPv4 address in IPv6's form (::ffff:a.b.c.d) against the rules of IPv4 by itself.
  if (reserved().check(plain, 'ipv6')) return true;
  const inside = carried(plain);
  return inside !== undefined && reserved().check(inside, 'ipv4');
}

const RANGES = {
  ipv4: [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
    ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
    ...['224.0.0.0/4', '240.0.0.0/4'],
  ],
  ipv6: [
    ...['::/128', '::1/128', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '3fff::/20', '5f00::/16'],
    ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
  ],
} as const;

let list: BlockList | undefined;

/** Made with the first address that is checked: most runs fetch nothing. */
function reserved(): BlockList {
  if (list) return list;
  list = new BlockList();
  for (const family of ['ipv4', 'ipv6'] as const)
    for (const range of RANGES[family]) {
      const [net = '', prefix] = range.split('/');
      list.addSubnet(net, Number(prefix), family);
    }
  return list;
}

/** The IPv4 address in an IPv6 one: `::a.b.c.d`, `64:ff9b::a.b.c.d` (RFC 6052) or `2002:ab:cd::` (RFC 3056). */
function carried(address: string): string | undefined {
  const words = wordsOf(address);
  if (words.length !== 8) return undefined;
  const [first, second] = words;
  const isLow = words.slice(0, 5).every((word) => word === 0) && (words[5] === 0 || words[5] === 0xffff);
  if (isLow || (first === 0x64 && second === 0xff9b)) return dotted(words[6], words[7]);
  return first === 0x2002 ? dotted(second, words[2]) : undefined;
}

/** The eight 16-bit numbers of an IPv6 address that is known to be one. */
function wordsOf(address: string): number[] {
  // The URL parser writes every form in one: without dots, and with the longest run of zeros left out.
  const { hostname } = new URL(`http://[${address}]/`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const parse = (text: string | undefined): number[] =>
    text ? text.split(':').map((word) => Number.parseInt(word, 16)) : [];
  const [before, after] = [parse(head), parse(tail)];
  return tail === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill(0), ...after];
}

function dotted(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
