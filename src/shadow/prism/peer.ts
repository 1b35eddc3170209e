import { findPeer as find, type Peer } from '../../io/peer.js';

export type { Peer } from '../../io/peer.js';

/** Finds Prism's engine. @throws InputError as `findPeer` of io does */
export function findPeer(places?: readonly string[]): Peer {
  return find({ name: '@stoplight/prism-http', by: '--shadow prism', versions: ['5.8'] }, places);
}
