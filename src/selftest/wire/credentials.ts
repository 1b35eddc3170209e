import { isObject, type JsonObject, own } from '../../model/index.js';
import { minorOf } from '../../schema/index.js';
import { dereference, listAt } from '../reading/schema.js';

/** Credentials that carry nothing but their form. */
export interface Credential {
  readonly place: 'header' | 'query' | 'cookie';
  /** The header, query parameter or cookie. */
  readonly name: string;
  readonly value: string;
  /** Whether its scheme is deprecated (OpenAPI 3.2 §4.27): a warning is due. */
  readonly isDeprecated?: true;
}

/** The credentials that an operation demands. */
export interface Demanded {
  /** The credentials of the first way that can be taken. */
  readonly credentials: readonly Credential[];
  /** Those of all ways. */
  readonly carriers: readonly Credential[];
  /** Whether a request without any credentials breaks the contract. */
  readonly isDemanded: boolean;
}

const HTTP: Readonly<Record<string, string>> = {
  bearer: 'Bearer docproof-selftest',
  basic: 'Basic dXNlcjpwYXNz',
  digest: 'Digest username="user", realm="realm", nonce="1", uri="/", response="0"',
};

/** The security of an operation, its own before the document's (OpenAPI 3.1 §4.8.30). */
export function credentialsFor(root: JsonObject, operation: JsonObject): Demanded {
  const holder = operation.security === undefined ? root : operation;
  const ways = listAt(holder, 'security')
    .filter(isObject)
    .map((way) => Object.keys(way).map((name) => noted(root, name)));
  const known = ways.map((way) => way.filter((credential) => credential !== undefined));
  const [first = []] = known;
  return {
    credentials: first,
    carriers: known.flat(),
    isDemanded: known.length > 0 && known.every((way) => way.length > 0),
  };
}

function noted(root: JsonObject, name: string): Credential | undefined {
  const credential = credentialFor(root, name);
  const isDeprecated = minorOf(root.openapi) >= 2 && schemeOf(root, name)?.deprecated === true;
  return credential && isDeprecated ? { ...credential, isDeprecated } : credential;
}

function schemeOf(root: JsonObject, name: string): JsonObject | undefined {
  const components = own(root, 'components');
  const schemes = isObject(components) ? own(components, 'securitySchemes') : undefined;
  return isObject(schemes) ? dereference(root, own(schemes, name), '')?.node : undefined;
}

function credentialFor(root: JsonObject, name: string): Credential | undefined {
  const scheme = schemeOf(root, name);
  if (!scheme) return undefined;
  const { type, in: place } = scheme;
  if (type === 'oauth2' || type === 'openIdConnect') return authorization('bearer');
  if (type === 'http') return authorization(String(scheme.scheme).toLowerCase());
  if (type !== 'apiKey' || typeof scheme.name !== 'string') return undefined;
  return place === 'header' || place === 'query' || place === 'cookie'
    ? { place, name: scheme.name, value: 'docproof-selftest' }
    : undefined;
}

function authorization(scheme: string): Credential | undefined {
  const value = Object.hasOwn(HTTP, scheme) ? HTTP[scheme] : undefined;
  return value === undefined ? undefined : { place: 'header', name: 'authorization', value };
}
