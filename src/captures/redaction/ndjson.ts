import {
  explainJsonError,
  isObject,
  isUnread,
  type JsonObject,
  type JsonValue,
  readJsonAsSpelled,
  writeJson,
} from '../../model/index.js';
import {
  knowingPathOf,
  type Redactor,
  redactBody,
  redactContent,
  redactField,
  redactMembers,
  redactUrl,
} from '../../redact/index.js';
import { readLine } from '../formats/ndjson.js';
import { readLines } from '../lines.js';
import { redactObject } from './members.js';

/**
 * NDJSON exchanges with their secrets replaced, line by line; members that are not ours stay too.
 * @param onLeftOut is called with what cannot be searched and so is not in what comes out
 */
export async function* redactNdjson(
  redactor: Redactor,
  chunks: AsyncIterable<Uint8Array>,
  onLeftOut: (detail: string) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const { bytes, number, isWhole } of readLines(chunks)) {
    const text = decoder.decode(bytes);
    if (text.trim() === '') continue;
    const item = readLine(text, { source: '', index: 0, number, isWhole: true });
    if (isWhole && isUnread(item)) {
      // What a check could not read has no place in a capture.
      onLeftOut(item.detail);
      continue;
    }
    try {
      yield `${writeJson(redactLine(redactor, readJsonAsSpelled(text)))}\n`;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      onLeftOut(isWhole ? `line ${number} is not JSON: ${explainJsonError(error)}` : `line ${number} is cut`);
    }
  }
}

function redactLine(redactor: Redactor, line: JsonValue): JsonValue {
  const request = isObject(line) ? line.request : undefined;
  const knowing = knowingPathOf(redactor, isObject(request) && typeof request.url === 'string' ? request.url : '');
  const message = (value: JsonValue): JsonValue => redactMessage(knowing, value);
  return isObject(line)
    ? redactObject(knowing, line, { request: message, response: message })
    : redactMembers(line, redactor);
}

function redactMessage(redactor: Redactor, message: JsonValue): JsonValue {
  if (!isObject(message)) return redactMembers(message, redactor);
  const type = contentType(message.headers);
  return redactObject(redactor, message, {
    url: (url) => (typeof url === 'string' ? redactUrl(redactor, url) : redactMembers(url, redactor)),
    headers: (headers) => redactFields(redactor, headers),
    body: (body) => redactContentOf(redactor, body, type),
  });
}

function redactFields(redactor: Redactor, headers: JsonValue): JsonValue {
  if (!isObject(headers)) return redactMembers(headers, redactor);
  const clean: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(headers)) {
    const value = headers[name] ?? null;
    const redact = (each: JsonValue): JsonValue =>
      typeof each === 'string' ? redactField(redactor, name, each) : redactMembers(each, redactor, name);
    clean[name] = Array.isArray(value) ? value.map(redact) : redact(value);
  }
  return clean;
}

function redactContentOf(redactor: Redactor, body: JsonValue, type: string): JsonValue {
  if (typeof body === 'string') return redactContent(redactor, body, type);
  if (!isObject(body) || typeof body.base64 !== 'string') return redactMembers(body, redactor);
  const clean = redactBody(redactor, { state: 'present', content: Buffer.from(body.base64, 'base64') }, type);
  return clean.state === 'present' ? base64(clean.content) : null;
}

function base64(content: string | Uint8Array): JsonObject {
  return { base64: Buffer.from(content).toString('base64') };
}

function contentType(headers: JsonValue | undefined): string {
  if (!isObject(headers)) return '';
  const name = Object.keys(headers).find((each) => each.toLowerCase() === 'content-type');
  const value = name === undefined ? undefined : headers[name];
  return typeof value === 'string' ? value : '';
}
