import { isObject, type JsonObject, type JsonValue } from '../../../model/index.js';
import { objectsIn } from './request.js';

/** A security scheme with the name that the document gives it. */
export interface NamedScheme {
  readonly name: string;
  readonly scheme: JsonObject;
}

/** Reads `auth` of a collection, folder or request. Undefined where it asks for nothing that a document can say. */
export function schemeOf(auth: JsonValue | undefined): NamedScheme | undefined {
  if (!isObject(auth)) return undefined;
  const settings = settingsOf(auth);
  switch (auth.type) {
    case 'apikey':
      return scheme('apiKey', {
        type: 'apiKey',
        name: settings.get('key') ?? 'Authorization',
        in: settings.get('in') ?? 'header',
      });
    case 'basic':
    case 'digest':
    case 'bearer':
      return scheme(auth.type, { type: 'http', scheme: auth.type });
    case 'jwt':
      return scheme('bearer', { type: 'http', scheme: 'bearer' });
    case 'oauth2':
      return settings.get('addTokenTo') === 'queryParams'
        ? scheme('access_token', { type: 'apiKey', name: 'access_token', in: 'query' })
        : scheme('oauth2', { type: 'http', scheme: 'bearer' });
    case 'oauth1':
      return authorization('OAuth');
    case 'hawk':
      return authorization('Hawk');
    case 'ntlm':
      return authorization('NTLM');
    case 'awsv4':
      return authorization('AWS4-HMAC-SHA256');
    case 'edgegrid':
      return authorization('EG1-HMAC-SHA256');
    default:
      return undefined;
  }
}

/** Version 2.1 lists settings as entries, version 2.0 as an object. */
function settingsOf(auth: JsonObject): ReadonlyMap<string, string> {
  const settings = auth[String(auth.type)];
  const pairs: [string, JsonValue | undefined][] = isObject(settings)
    ? Object.entries(settings)
    : objectsIn(settings).map(({ key, value }) => [String(key), value]);
  return new Map(pairs.map(([name, value]) => [name, String(value)]));
}

function scheme(name: string, node: JsonObject): NamedScheme {
  return { name, scheme: node };
}

/** A scheme of the `Authorization` header that OpenAPI knows by its name only (RFC 9110 §11). */
function authorization(word: string): NamedScheme {
  return scheme(word, { type: 'http', scheme: word });
}
