import { decodeContent } from '../../http/index.js';
import { decodeLater } from '../../io/content-decoders.js';
import { isObject, isUtf8, type JsonValue } from '../../model/index.js';
import {
  isRedacted,
  knowingPathOf,
  type Redactor,
  redactBody,
  redactContent,
  redactField,
  redactMembers,
  redactParameters,
  redactText,
  redactUrl,
} from '../../redact/index.js';
import { chunkedBytes } from '../formats/har-body.js';
import { redactObject } from './members.js';

/** The largest body that is decompressed to be searched, in bytes. */
const MAX_DECODED = 64 * 1024 * 1024;

/** An entry of a HAR with its secrets replaced; all other fields stay, including unknown ones. */
export async function redactHarEntry(redactor: Redactor, entry: JsonValue): Promise<JsonValue> {
  if (!isObject(entry)) return redactMembers(entry, redactor);
  const url = isObject(entry.request) && typeof entry.request.url === 'string' ? entry.request.url : '';
  const knowing = knowingPathOf(redactor, url);
  const request = await redactMessage(knowing, entry.request ?? null);
  const response = await redactMessage(knowing, entry.response ?? null);
  return redactObject(knowing, entry, { request: () => request, response: () => response });
}

async function redactMessage(redactor: Redactor, message: JsonValue): Promise<JsonValue> {
  if (!isObject(message)) return redactMembers(message, redactor);
  const coding = fieldOf(message.headers, 'content-encoding');
  const postData = await redactPayload(redactor, message.postData ?? null, coding);
  const content = await redactPayload(redactor, message.content ?? null, coding);
  const url = (value: JsonValue): JsonValue =>
    typeof value === 'string' ? redactUrl(redactor, value) : redactMembers(value, redactor);
  return redactObject(redactor, message, {
    url,
    _target: url,
    redirectURL: url,
    headers: (list) => listOf(redactor, list, (name, value) => redactField(redactor, name, value)),
    queryString: (list) => parametersOf(redactor, list, 'query'),
    cookies: (list) => cookiesOf(redactor, list),
    postData: () => postData,
    content: () => content,
  });
}

/** `[{ "name": …, "value": … }]`: each value by its name. */
function listOf(redactor: Redactor, list: JsonValue, redact: (name: string, value: string) => string): JsonValue {
  if (!Array.isArray(list)) return redactMembers(list, redactor);
  return list.map((item: JsonValue) => {
    if (!isObject(item) || typeof item.name !== 'string' || typeof item.value !== 'string')
      return redactMembers(item, redactor);
    const { name, value } = item;
    return redactObject(redactor, item, {
      name: () => redactText(redactor, name),
      value: () => (isRedacted(value) ? value : redact(name, value)),
    });
  });
}

/** A cookie that has no value had no name: then that is the secret. */
function cookiesOf(redactor: Redactor, list: JsonValue): JsonValue {
  if (!Array.isArray(list)) return redactMembers(list, redactor);
  return list.map((item: JsonValue) => {
    if (!isObject(item) || typeof item.name !== 'string') return redactMembers(item, redactor);
    const { name, value } = item;
    if (redactor.isKept(name)) return redactMembers(item, redactor);
    const isNameless = value === '' || value === undefined;
    return redactObject(redactor, item, {
      name: () => (isNameless ? redactor.replace(name, 'cookie') : redactText(redactor, name)),
      value: (text) => (typeof text === 'string' ? redactor.replace(text, 'cookie') : redactMembers(text, redactor)),
    });
  });
}

/** Parameters are judged together: what one is may depend on the others. */
function parametersOf(redactor: Redactor, list: JsonValue, place?: 'query'): JsonValue {
  if (!Array.isArray(list)) return redactMembers(list, redactor);
  const pairs = list.map((item: JsonValue): [string, string] =>
    isObject(item) ? [String(item.name ?? ''), String(item.value ?? '')] : ['', ''],
  );
  const clean = redactParameters(redactor, pairs, place);
  return list.map((item: JsonValue, index) => {
    const [name = '', value = ''] = clean[index] ?? [];
    if (!isObject(item)) return redactMembers(item, redactor);
    const { fileName, contentType, value: written } = item;
    const isFile = typeof fileName === 'string' && typeof written === 'string';
    return redactObject(redactor, item, {
      name: () => name,
      value: () => (isFile ? redactContent(redactor, written, String(contentType ?? '')) : value),
    });
  });
}

/** `postData` and `content`: text or base64, and the fields of a form. */
async function redactPayload(redactor: Redactor, payload: JsonValue, coding: string | undefined): Promise<JsonValue> {
  if (!isObject(payload)) return redactMembers(payload, redactor);
  const { text, mimeType, encoding, _encoding, _isBinary } = payload;
  const rules = { params: (list: JsonValue) => parametersOf(redactor, list) };
  if (text === undefined || text === null) return redactObject(redactor, payload, rules);
  const isBase64 = encoding === 'base64' || _encoding === 'base64';
  const type = typeof mimeType === 'string' ? mimeType : '';
  const written = encoding ?? _encoding;
  const isChunked = (typeof written === 'string' && written !== '') || _isBinary === true;
  const chunks = isChunked && typeof text === 'string' ? chunkedBytes(text, written) : undefined;
  const clean = await redactPayloadText(redactor, text, { type, isBase64, coding, chunks });
  if (!clean) return { ...redactObject(redactor, payload, { ...rules, text: () => '' }), _omitted: 'body-undecodable' };
  const isChanged = clean.text !== text;
  return redactObject(redactor, isBase64 || !clean.isBase64 ? payload : { ...payload, encoding: 'base64' }, {
    ...rules,
    text: () => clean.text,
    size: (size) => (isChanged && typeof size === 'number' && size >= 0 ? clean.size : size),
  });
}

interface PayloadKind {
  readonly type: string;
  readonly isBase64: boolean;
  readonly coding: string | undefined;
  /** The bytes of a body that the text has in pieces. */
  readonly chunks: Uint8Array | undefined;
}

interface Payload {
  readonly text: string;
  readonly isBase64: boolean;
  /** In bytes. */
  readonly size: number;
}

/** @returns undefined for what cannot be searched */
async function redactPayloadText(
  redactor: Redactor,
  text: JsonValue,
  { type, isBase64, coding = 'identity', chunks }: PayloadKind,
): Promise<Payload | undefined> {
  const bytes = chunks ?? bytesOf(text, isBase64);
  if (!bytes) {
    if (typeof text !== 'string') return undefined;
    const clean = redactContent(redactor, text, type);
    return { text: clean, isBase64: false, size: Buffer.byteLength(clean) };
  }
  // Some recorders name the coding of bodies that they have decoded already.
  const decoded =
    coding === 'identity' || isUtf8(bytes) ? { bytes } : await decodeContent(decodeLater, bytes, coding, MAX_DECODED);
  if (!decoded.bytes && isCompressed(bytes)) return undefined;
  const clean = redactBody(redactor, { state: 'present', content: decoded.bytes ?? bytes }, type);
  if (clean.state !== 'present') return undefined;
  const content = Buffer.from(clean.content);
  if (typeof text === 'string' && content.equals(bytes)) return { text, isBase64: true, size: bytes.length };
  return { text: content.toString('base64'), isBase64: true, size: content.length };
}

/** Bytes in base64, or as `JSON.stringify` writes a Buffer; undefined for text. */
function bytesOf(text: JsonValue, isBase64: boolean): Uint8Array | undefined {
  if (typeof text === 'string') return isBase64 ? Buffer.from(text, 'base64') : undefined;
  const list = isObject(text) ? text.data : undefined;
  return Array.isArray(list) ? Uint8Array.from(list, Number) : undefined;
}

/** gzip and zstd show by their first bytes; of other codings there is nothing to see. */
function isCompressed([first, second]: Uint8Array): boolean {
  return (first === 0x1f && second === 0x8b) || (first === 0x28 && second === 0xb5);
}

function fieldOf(headers: JsonValue | undefined, name: string): string | undefined {
  if (!Array.isArray(headers)) return undefined;
  const field = headers.find(
    (item: JsonValue) => isObject(item) && typeof item.name === 'string' && item.name.toLowerCase() === name,
  );
  return isObject(field) && typeof field.value === 'string' ? field.value : undefined;
}
