import { isObject, type JsonObject, own } from '../../model/index.js';
import { follow, type Operation } from '../operation.js';
import { afterBasePath, basePathIn, firstServerUrl, type Server, serversOf } from './servers.js';

/** Where a path was sent: below this server, to a host that the document does not name, or nobody knows where. */
export type Whereabouts = Server | 'elsewhere' | 'unknown';

/** A path that may be meant, after the base path of the server. */
export interface Candidate {
  readonly path: string;
  readonly at: Whereabouts;
}

/** Every operation and every server will do. */
export const ANYWHERE = (): boolean => true;

/** The base path below which an operation is served: that of its first server; empty where it has none. */
export function basePathOf(root: JsonObject, operation: Operation): string {
  return basePathIn(operation.node, itemOf(root, operation), root);
}

/** The URL below which an operation is served, as `basePathOf`; it may be relative. */
export function serverUrlOf(root: JsonObject, operation: Operation): string {
  return firstServerUrl(operation.node, itemOf(root, operation), root);
}

/** The path item of an operation. */
function itemOf(root: JsonObject, { pathTemplate }: Operation): JsonObject {
  const paths = own(root, 'paths');
  return (isObject(paths) ? follow(root, own(paths, pathTemplate), '')?.node : undefined) ?? {};
}

/** The rest of the path after each server's base path that fits. */
export function* stripped(
  servers: readonly Server[],
  path: string,
  isMeant: (server: Server) => boolean = ANYWHERE,
): Generator<Candidate & { readonly at: Server }> {
  for (const server of servers) {
    const rest = isMeant(server) ? afterBasePath(server, path) : undefined;
    if (rest !== undefined) yield { path: rest, at: server };
  }
}

/**
 * The servers of the document, of path items and of operations, each once; and whether an operation is served at one,
 * where not all are served at all.
 */
export function placesOf(
  root: JsonObject,
  operations: readonly Operation[],
): {
  readonly servers: readonly Server[];
  readonly isHere?: (operation: Operation, at: Server | 'elsewhere') => boolean;
} {
  const known = new Map<string, Server>();
  const once = (server: Server): Server => {
    const before = known.get(server.id) ?? server;
    known.set(server.id, before);
    return before;
  };
  const shared = serversOf(root).map(once);
  const overriding = new Map<Operation, ReadonlySet<Server>>();
  for (const operation of operations) {
    const found = serversOf(operation.node, itemOf(root, operation)).map(once);
    if (found.length > 0) overriding.set(operation, new Set(found));
  }
  const servers = [...known.values()];
  if (overriding.size === 0) return { servers };
  const usual = new Set(shared);
  return {
    servers,
    // Servers of an operation override those of its path item, and these the document's (OpenAPI 3.1 §4.8.10.1).
    isHere(operation, at) {
      const ofIt = overriding.get(operation) ?? usual;
      if (at !== 'elsewhere') return ofIt.has(at) || (ofIt.size === 0 && at.origin === undefined);
      return ![...ofIt].some(({ origin }) => origin);
    },
  };
}
