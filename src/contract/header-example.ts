import { isObject, type JsonObject, type JsonValue, own } from '../model/index.js';

/** The one entry of a header's `content` (OpenAPI 3.1 §4.8.21). */
export function headerContent(node: JsonObject): { key: string; media: JsonObject } | undefined {
  const content = own(node, 'content');
  const [first] = isObject(content) ? Object.entries(content) : [];
  return first && isObject(first[1]) ? { key: first[0], media: first[1] } : undefined;
}

/** A header as an example writes it (OpenAPI 3.2 §4.19, `serializedValue`). */
export class SerializedHeader {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The value that an example of a header gives. */
export type HeaderValue = JsonValue | SerializedHeader;

/** What an Example Object says; its text wins, because that is what is sent. */
function valueIn(example: JsonValue | undefined): HeaderValue | undefined {
  if (!isObject(example)) return undefined;
  const { serializedValue, dataValue, value } = example;
  return typeof serializedValue === 'string' ? new SerializedHeader(serializedValue) : (dataValue ?? value);
}

/** The first value that a Header Object or its schema shows; undefined where it shows none. */
export function headerExample(header: JsonObject): HeaderValue | undefined {
  const node = headerContent(header)?.media ?? header;
  const named = own(node, 'examples');
  const first = isObject(named) ? Object.values(named)[0] : undefined;
  const schema = own(node, 'schema');
  const { example, default: usual, const: only, enum: members, examples } = isObject(schema) ? schema : {};
  const candidates = [
    own(node, 'example'),
    valueIn(first),
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
