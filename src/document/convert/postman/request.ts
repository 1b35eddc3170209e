import { isObject, type JsonObject, type JsonValue, readJson } from '../../../model/index.js';
import { schemaOf } from './schema.js';

/** Values of `{{name}}`, by name. */
export type Variables = ReadonlyMap<string, string>;

/** Where a request goes: its path template, the server before it, and its parameters. */
export interface Target {
  readonly path: string;
  readonly server?: string;
  readonly parameters: readonly JsonObject[];
}

/** Adds the variables that a collection or a folder defines: by `key`, in version 2.0 by `id`. */
export function variablesOf(list: JsonValue | undefined, outer: Variables): Variables {
  const variables = new Map(outer);
  for (const { key, id, value } of objectsIn(list)) {
    const name = key ?? id;
    if (typeof name === 'string' && (typeof value === 'string' || typeof value === 'number'))
      variables.set(name, String(value));
  }
  return variables;
}

/** The entries of a list that are in use. */
export function objectsIn(list: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject).filter(({ disabled }) => disabled !== true) : [];
}

/**
 * Reads a URL, which is a text or an object with parts. `:id` and what stays of `{{name}}` in the path are parameters.
 */
export function targetOf(url: JsonValue | undefined, variables: Variables): Target {
  const parts = isObject(url) ? url : {};
  const raw = fill(typeof url === 'string' ? url : rawOf(parts), variables);
  const [, origin = '', path = '', query = ''] =
    /^((?:[a-z][a-z0-9+.-]*:\/\/|\{\{|(?=[^/?#]*\.))[^/?#]*)?([^?#]*)(?:\?([^#]*))?/i.exec(raw) ?? [];
  const template = (path === '' ? '/' : path).replace(/\{\{([^{}]*)\}\}/g, '{$1}').replace(/(?<=\/):([^/]+)/g, '{$1}');
  const values = new Map(objectsIn(parts.variable).map(({ key, id, value }) => [String(key ?? id), value]));
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  return {
    path: template.startsWith('/') ? template : `/${template}`,
    ...(origin === '' || origin.includes('{{') ? {} : { server: /:\/\//.test(origin) ? origin : `https://${origin}` }),
    parameters: [
      ...[...new Set(names)].map((name) => parameterOf('path', name, values.get(name))),
      ...queryOf(parts, query).map(([name, value]) => parameterOf('query', name, value)),
    ],
  };
}

function rawOf({ raw, protocol, host, port, path, query }: JsonObject): string {
  if (typeof raw === 'string' && raw !== '') return raw;
  const joined = (value: JsonValue | undefined, separator: string) =>
    Array.isArray(value)
      ? value.map((part) => (isObject(part) ? String(part.value ?? '') : String(part))).join(separator)
      : String(value ?? '');
  const origin = joined(host, '.');
  const scheme = typeof protocol === 'string' ? `${protocol}://` : origin.startsWith('{{') ? '' : 'https://';
  const pairs = objectsIn(query).map(({ key, value }) => `${String(key ?? '')}=${String(value ?? '')}`);
  const address = origin === '' ? '' : `${scheme}${origin}${port === undefined ? '' : `:${String(port)}`}`;
  return `${address}/${joined(path, '/')}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

/** The parts know which parameters are switched off; a URL that is only a text does not. */
function queryOf({ query }: JsonObject, text: string): readonly (readonly [string, JsonValue | undefined])[] {
  if (Array.isArray(query)) return objectsIn(query).map(({ key, value }) => [String(key ?? ''), value]);
  return [...new URLSearchParams(text.replace(/\{\{[^{}]*\}\}/g, ''))];
}

/** Fields that describe the body or carry credentials are not parameters (OpenAPI 3.1 §4.8.12.1). */
const NO_PARAMETERS: ReadonlySet<string> = new Set(['accept', 'content-type', 'authorization']);

/** The header fields that are parameters. Version 2.0 may write all fields as one text. */
export function headerParameters(header: JsonValue | undefined, variables: Variables): JsonObject[] {
  return fieldsOf(header)
    .filter(([name]) => !NO_PARAMETERS.has(name))
    .map(([name, value]) => parameterOf('header', name, fill(value, variables)));
}

/** The value of a header field. */
export function headerOf(header: JsonValue | undefined, name: string): string | undefined {
  return fieldsOf(header).find(([known]) => known === name)?.[1];
}

function fieldsOf(header: JsonValue | undefined): [name: string, value: string][] {
  const pairs: [string, string][] =
    typeof header === 'string'
      ? header.split(/\r?\n/).map((line) => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 1).trim()])
      : objectsIn(header).map(({ key, value }) => [String(key ?? ''), String(value ?? '')]);
  return pairs
    .map(([name, value]): [string, string] => [name.trim().toLowerCase(), value])
    .filter(([name]) => name !== '');
}

function parameterOf(place: string, name: string, value: JsonValue | undefined): JsonObject {
  const isExample = typeof value === 'string' && value !== '' && !value.includes('{{');
  return { name, in: place, required: true, schema: { type: 'string' }, ...(isExample ? { example: value } : {}) };
}

const LANGUAGES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  javascript: 'application/javascript',
};

/** The content of a request, by media type. Undefined for a request without a body. */
export function requestContent(
  body: JsonValue | undefined,
  header: JsonValue | undefined,
  variables: Variables,
): JsonObject | undefined {
  if (!isObject(body) || body.disabled === true) return undefined;
  const named = headerOf(header, 'content-type');
  switch (body.mode) {
    case 'raw':
      return rawContent(body, named, variables);
    case 'urlencoded':
      return formContent(body.urlencoded, named ?? 'application/x-www-form-urlencoded', variables);
    case 'formdata':
      return formContent(body.formdata, named ?? 'multipart/form-data', variables);
    case 'graphql':
      return {
        'application/json': {
          schema: { type: 'object', required: ['query'], properties: { query: { type: 'string' }, variables: {} } },
        },
      };
    case 'file':
      return { [named ?? 'application/octet-stream']: {} };
    default:
      return undefined;
  }
}

function rawContent(
  { raw, options }: JsonObject,
  named: string | undefined,
  variables: Variables,
): JsonObject | undefined {
  if (typeof raw !== 'string' || raw === '') return undefined;
  const { raw: rawOptions } = isObject(options) ? options : {};
  const language = isObject(rawOptions) ? String(rawOptions.language) : '';
  return textContent(fill(raw, variables), named ?? LANGUAGES[language] ?? 'text/plain', 'default');
}

/** A saved text as content with one example; JSON gets the schema that it suggests. @param key the example's name */
export function textContent(text: string, mediaType: string, key: string): JsonObject {
  if (!/^application\/(?:json|[^;]*\+json)\s*(?:;|$)/i.test(mediaType))
    return { [mediaType]: { examples: { [key]: { value: text } } } };
  const value = parsed(text);
  return { [mediaType]: value === undefined ? {} : { schema: schemaOf(value), examples: { [key]: { value } } } };
}

/** Undefined where variables keep a text from being JSON. */
function parsed(text: string): JsonValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function formContent(fields: JsonValue | undefined, mediaType: string, variables: Variables): JsonObject {
  const used = objectsIn(fields).map(({ key, value, type }) => ({
    name: String(key ?? ''),
    value: fill(String(value ?? ''), variables),
    isFile: type === 'file',
  }));
  const properties = Object.fromEntries(
    used.map(({ name, isFile }) => [
      name,
      isFile ? { contentMediaType: 'application/octet-stream' } : { type: 'string' },
    ]),
  );
  const hasFile = used.some(({ isFile }) => isFile);
  const value = Object.fromEntries(used.map(({ name, value: text }) => [name, text]));
  return {
    [mediaType]: {
      schema: { type: 'object', properties },
      ...(hasFile || used.length === 0 ? {} : { examples: { default: { value } } }),
    },
  };
}

function fill(text: string, variables: Variables): string {
  return text.replace(/\{\{([^{}]*)\}\}/g, (all, name: string) => variables.get(name.trim()) ?? all);
}
