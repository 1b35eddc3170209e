import {
  child,
  type Headers,
  headerValue,
  isObject,
  type JsonObject,
  type Located,
  own,
  type Pointer,
} from '../../model/index.js';
import { hasRedacted } from '../../redact/index.js';
import { minorOf } from '../../schema/index.js';
import { follow, type Operation } from '../operation.js';
import { cookieValue } from '../parameters/cookies.js';
import type { Fields } from '../parameters/fields.js';

/** Where a request carries credentials. */
export interface CredentialSources {
  readonly headers: Headers;
  readonly query: Fields;
}

/** A security scheme, ready to look for its credentials. */
interface Scheme {
  readonly name: string;
  /** The header, query parameter or cookie that carries it. */
  readonly carrier: string;
  /** The value of `WWW-Authenticate` (RFC 9110 §11.6.1); absent for API keys. */
  readonly challenge?: string;
  readonly isSatisfied: (sources: CredentialSources) => boolean;
}

/** The security of an operation. Credentials are looked for, never verified: a mock knows no user. */
export interface Security {
  /** Names of the schemes that would do, for the message. */
  readonly schemes: readonly string[];
  readonly challenges: readonly string[];
  /** The header, parameter or cookie that carries the first scheme. */
  readonly carrier: string;
  /** All of them, of any scheme that would do. */
  readonly carriers: readonly string[];
  isSatisfied(sources: CredentialSources): boolean;
  /** The deprecated schemes whose credentials a request carries (OpenAPI 3.2 §4.27), with their place. */
  deprecatedIn(sources: CredentialSources): readonly { readonly carrier: string; readonly pointer: Pointer }[];
}

/**
 * The security that an operation demands, its own before the document's; undefined where it demands none (OpenAPI 3.1
 * §4.8.30).
 */
export function compileSecurity(root: JsonObject, operation: Operation): Security | undefined {
  const requirements = own(operation.node, 'security') ?? own(root, 'security');
  if (!Array.isArray(requirements) || requirements.length === 0) return undefined;
  const alternatives = requirements
    .filter(isObject)
    .map((requirement) => Object.keys(requirement).map((name) => compileScheme(root, name) ?? closed(root, name)));
  const known = alternatives.map((schemes) => schemes.filter((scheme) => scheme !== undefined));
  if (known.some((schemes) => schemes.length === 0)) return undefined;
  const all = known.flat();
  const [first] = all;
  if (!first) return undefined;
  const deprecated = minorOf(root.openapi) < 2 ? [] : all.flatMap((scheme) => whereDeprecated(root, scheme));
  return {
    schemes: [...new Set(all.map(({ name }) => name))],
    challenges: [...new Set(all.map(({ challenge }) => challenge).filter((challenge) => challenge !== undefined))],
    carrier: first.carrier,
    carriers: all.map(({ carrier }) => carrier),
    deprecatedIn: (sources) => deprecated.filter(({ isSatisfied }) => isSatisfied(sources)),
    isSatisfied: (sources) => known.some((schemes) => schemes.every((scheme) => scheme.isSatisfied(sources))),
  };
}

function whereDeprecated(root: JsonObject, scheme: Scheme) {
  const found = schemeNamed(root, scheme.name);
  return found?.node.deprecated === true ? [{ ...scheme, pointer: found.pointer }] : [];
}

/**
 * The scheme that a requirement names: a component, or the target of a local reference (OpenAPI 3.2 §4.30). A name that
 * is both is the component.
 */
export function schemeNamed(root: JsonObject, name: string): Located | undefined {
  const components = own(root, 'components');
  const schemes = isObject(components) ? own(components, 'securitySchemes') : undefined;
  const named = isObject(schemes) ? own(schemes, name) : undefined;
  if (named !== undefined) return follow(root, named, child('/components/securitySchemes', name));
  return name.startsWith('#/') && minorOf(root.openapi) >= 2 ? follow(root, { $ref: name }, '') : undefined;
}

function compileScheme(root: JsonObject, name: string): Scheme | undefined {
  const scheme = schemeNamed(root, name)?.node;
  if (!scheme) return undefined;
  if (scheme.type === 'apiKey') return apiKey(name, scheme);
  if (scheme.type === 'oauth2' || scheme.type === 'openIdConnect') return authorization(name, 'Bearer', /^Bearer +\S/i);
  if (scheme.type === 'http') return httpScheme(name, String(scheme.scheme).toLowerCase());
  return undefined;
}

/** The types of schemes whose credentials may be of a kind that cannot be seen in a request. */
const UNSEEN: ReadonlySet<unknown> = new Set(['mutualTLS', 'http', 'oauth2', 'openIdConnect']);

/**
 * A scheme that is not described, or not so that its credentials could be found, can never be met: a misspelt name must
 * not open an operation. Undefined for one whose credentials cannot be seen, which is taken as met.
 */
function closed(root: JsonObject, name: string): Scheme | undefined {
  const scheme = schemeNamed(root, name)?.node;
  if (scheme && UNSEEN.has(scheme.type)) return undefined;
  return { name: `${name} (which the document does not describe)`, carrier: 'authorization', isSatisfied: () => false };
}

function httpScheme(name: string, scheme: string): Scheme | undefined {
  if (scheme === 'bearer') return authorization(name, 'Bearer', /^Bearer +\S/i);
  if (scheme === 'basic') {
    return {
      ...authorization(name, 'Basic realm="*"', /^Basic +\S/i),
      isSatisfied: ({ headers }) => isBasic(headerValue(headers, 'authorization') ?? ''),
    };
  }
  if (scheme === 'digest') {
    return {
      ...authorization(name, 'Digest realm="*", nonce="abc123"', /^Digest /i),
      isSatisfied: ({ headers }) => isDigest(headerValue(headers, 'authorization') ?? ''),
    };
  }
  return undefined;
}

function authorization(name: string, challenge: string, pattern: RegExp): Scheme {
  return {
    name,
    carrier: 'authorization',
    challenge,
    isSatisfied: ({ headers }) => pattern.test(headerValue(headers, 'authorization') ?? ''),
  };
}

/** `Basic` and base64 of `user:password` (RFC 7617 §2), or what a recorder put in its place. */
function isBasic(value: string): boolean {
  if (hasRedacted(value)) return true;
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(value)?.[1];
  return encoded !== undefined && atob(encoded.padEnd(Math.ceil(encoded.length / 4) * 4, '=')).includes(':');
}

/** `Digest` with the parameters that every response to a challenge has (RFC 7616 §3.4). */
function isDigest(value: string): boolean {
  if (!/^Digest +\S/i.test(value)) return false;
  if (hasRedacted(value)) return true;
  return ['username', 'realm', 'nonce', 'uri', 'response'].every((parameter) =>
    new RegExp(`[\\s,]${parameter}\\*?=`, 'i').test(value),
  );
}

function apiKey(name: string, scheme: JsonObject): Scheme | undefined {
  if (typeof scheme.name !== 'string') return undefined;
  const key = scheme.name;
  const read: Readonly<Record<string, (sources: CredentialSources) => string | undefined>> = {
    header: ({ headers }) => headerValue(headers, key.toLowerCase()),
    query: ({ query }) => query.get(key)?.[0],
    cookie: ({ headers }) => cookieValue(headers, key),
  };
  const readKey = read[String(scheme.in)];
  return readKey && { name, carrier: key, isSatisfied: (sources) => (readKey(sources) ?? '') !== '' };
}
