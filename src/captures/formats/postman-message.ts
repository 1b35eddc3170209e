import { sentMethod } from '../../http/index.js';
import {
  type Body,
  type Headers,
  headersOf,
  isObject,
  type JsonObject,
  type JsonValue,
  NO_BODY,
  type RequestMessage,
  type ResponseMessage,
} from '../../model/index.js';
import { jsonText } from '../json-text.js';

/**
 * A message that is not a request or response. `message` is a pointer below the saved response, and what is wrong
 * there.
 */
export class MalformedMessage extends Error {}

/** Values of `{{name}}`. */
export type Variables = ReadonlyMap<string, string>;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  javascript: 'application/javascript',
  text: 'text/plain',
};

/** Adds the variables that a collection or folder defines: by `key`, in version 2.0 by `id`. */
export function variablesOf(list: JsonValue | undefined, outer: Variables): Variables {
  if (!Array.isArray(list) || list.length === 0) return outer;
  const variables = new Map(outer);
  for (const variable of list) {
    const name = isObject(variable) ? (variable.key ?? variable.id) : undefined;
    if (isObject(variable) && typeof name === 'string' && variable.value !== undefined && variable.value !== null)
      variables.set(name, scalarText(variable.value));
  }
  return variables;
}

/** @throws MalformedMessage */
export function postmanRequest(node: JsonValue | undefined, variables: Variables): RequestMessage {
  const request: JsonValue | undefined = typeof node === 'string' ? { url: node } : node;
  if (!isObject(request)) throw new MalformedMessage('/originalRequest is missing or no object');
  const url = fill(urlOf(request.url), variables);
  if (url === '') throw new MalformedMessage('/originalRequest/url is missing');
  const { body, mediaType } = bodyOf(request.body, variables);
  const headers = headersFrom(request.header, variables);
  const isTyped = mediaType === undefined || headers['content-type'] !== undefined;
  return {
    method: typeof request.method === 'string' && request.method !== '' ? sentMethod(request.method) : 'GET',
    // A variable of an environment, which is not in the collection, mostly means the service.
    url: url.replace(/^\{\{[^}]*\}\}(?=\/)/, ''),
    headers: isTyped ? headers : headersOf([...pairsOf(request.header, variables), ['content-type', mediaType]]),
    body,
  };
}

/** @throws MalformedMessage */
export function postmanResponse({ code, header, body }: JsonObject, variables: Variables): ResponseMessage {
  if (typeof code !== 'number' || !Number.isInteger(code))
    throw new MalformedMessage('/code is missing or no whole number');
  if (body !== undefined && body !== null && typeof body !== 'string') throw new MalformedMessage('/body is not text');
  return {
    status: code,
    headers: headersFrom(header, variables),
    body: body ? { state: 'present', content: body } : NO_BODY,
  };
}

function urlOf(url: JsonValue | undefined): string {
  if (typeof url === 'string') return url;
  if (!isObject(url)) return '';
  const raw = typeof url.raw === 'string' && url.raw !== '' ? url.raw : joined(url);
  const values = variablesOf(url.variable, new Map());
  const [, before = '', path = '', after = ''] = /^([a-z]+:\/\/[^/?#]*)?([^?#]*)(.*)$/is.exec(raw) ?? [];
  // `/orders/:id`, its value in `variable`.
  return before + path.replace(/(?<=\/):([^/]+)/g, (all, name) => values.get(name) || all) + after;
}

function joined({ protocol, host, port, path, query }: JsonObject): string {
  const origin = `${protocol ? `${scalarText(protocol)}://` : ''}${partsOf(host).join('.')}${port ? `:${scalarText(port)}` : ''}`;
  const segments = partsOf(path);
  const fields = pairsOf(query, new Map()).map(([name, value]) => `${name}=${value}`);
  return `${origin}${segments.length > 0 ? `/${segments.join('/').replace(/^\//, '')}` : ''}${fields.length > 0 ? `?${fields.join('&')}` : ''}`;
}

function partsOf(value: JsonValue | undefined): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map((part) => scalarText(isObject(part) ? (part.value ?? '') : part));
}

/** A list of fields, or their lines as one text. */
function headersFrom(header: JsonValue | undefined, variables: Variables): Headers {
  return headersOf(pairsOf(header, variables));
}

function pairsOf(list: JsonValue | undefined, variables: Variables): [string, string][] {
  if (typeof list === 'string') {
    return list
      .split(/\r?\n/)
      .map((line): [string, string] => [
        line.slice(0, Math.max(0, line.indexOf(':'))).trim(),
        line.slice(line.indexOf(':') + 1).trim(),
      ])
      .filter(([name]) => name !== '')
      .map(([name, value]) => [name, fill(value, variables)]);
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((field): [string, string][] =>
    isObject(field) && typeof field.key === 'string' && field.key !== '' && field.disabled !== true
      ? [[fill(field.key, variables), fill(scalarText(field.value ?? ''), variables)]]
      : [],
  );
}

/** A body, and the media type that Postman gives it where no header does. */
function bodyOf(node: JsonValue | undefined, variables: Variables): { body: Body; mediaType?: string } {
  if (!isObject(node) || node.disabled === true) return { body: NO_BODY };
  switch (node.mode) {
    case 'raw': {
      const mediaType = languageOf(node.options);
      const content = fill(scalarText(node.raw ?? ''), variables);
      return { body: content === '' ? NO_BODY : filledBody(content), ...(mediaType ? { mediaType } : {}) };
    }
    case 'urlencoded': {
      const content = new URLSearchParams(pairsOf(node.urlencoded, variables)).toString();
      const body = content === '' ? NO_BODY : filledBody(decodeURIComponent(content), content);
      return { body, mediaType: 'application/x-www-form-urlencoded' };
    }
    case 'graphql':
      return { body: { state: 'present', content: scalarText(node.graphql ?? {}) }, mediaType: 'application/json' };
    case 'formdata':
      return { body: { state: 'unknown', reason: 'body-omitted' }, mediaType: 'multipart/form-data' };
    case 'file':
      return { body: { state: 'unknown', reason: 'body-elsewhere' } };
    default:
      return { body: NO_BODY };
  }
}

/** Values of an environment are not in the collection: with one of them missing, nobody knows what was sent. */
function filledBody(text: string, content = text): Body {
  return /\{\{[^{}]*\}\}/.test(text) ? { state: 'unknown', reason: 'body-omitted' } : { state: 'present', content };
}

function languageOf(options: JsonValue | undefined): string | undefined {
  const raw = isObject(options) ? options.raw : undefined;
  const language = isObject(raw) ? raw.language : undefined;
  return typeof language === 'string' && Object.hasOwn(MEDIA_TYPES, language) ? MEDIA_TYPES[language] : undefined;
}

/** Values, filled in, make a text longer by this at most. */
const MAX_FILLED = 1024 * 1024;

/** Puts values in the place of `{{name}}`, also of those in values, a few deep. */
function fill(text: string, variables: Variables): string {
  let filled = text;
  let room = MAX_FILLED;
  for (let depth = 0; depth < 5 && filled.includes('{{'); depth += 1) {
    filled = filled.replace(/\{\{([^{}]*)\}\}/g, (all, name: string) => {
      const value = variables.get(name.trim());
      room -= value?.length ?? 0;
      return value === undefined || room < 0 ? all : value;
    });
  }
  return filled;
}

function scalarText(value: JsonValue): string {
  return typeof value === 'string' ? value : (jsonText(value) ?? '');
}
