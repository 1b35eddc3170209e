import type { CompiledOperation, Located } from '../contract/index.js';
import { isObject, type JsonObject, type JsonValue, own } from '../model/index.js';

/** Headers of responses, which do not change. */
const written = new WeakMap<Located, Readonly<Record<string, string>>>();

/** The documented response headers that have an example or a fixed value, as text. */
export function documentedHeaders(compiled: CompiledOperation, response: Located): Readonly<Record<string, string>> {
  const known = written.get(response) ?? readHeaders(compiled, response);
  written.set(response, known);
  return known;
}

function readHeaders(compiled: CompiledOperation, response: Located): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, node } of compiled.responseHeaders(response)) {
    const value = exampleOf(node);
    const text = typeof value === 'object' ? undefined : String(value);
    if (value !== undefined && text !== undefined && /^[\t\x20-\x7e\x80-\xff]*$/.test(text)) headers[name] = text;
  }
  return headers;
}

function exampleOf(node: JsonObject): JsonValue | undefined {
  const named = own(node, 'examples');
  const first = isObject(named) ? Object.values(named)[0] : undefined;
  const schema = own(node, 'schema');
  const { example, default: usual, const: only, enum: members, examples } = isObject(schema) ? schema : {};
  const candidates = [
    own(node, 'example'),
    isObject(first) ? first.value : undefined,
    example,
    listFirst(examples),
    usual,
    only,
    listFirst(members),
  ];
  return candidates.find((candidate) => candidate !== undefined && candidate !== null);
}

function listFirst(list: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}
