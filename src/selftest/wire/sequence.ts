import { covers, type Framing, framingOf, isStream, parseMediaType } from '../../http/index.js';
import { child, isObject, type JsonObject, type JsonValue, own, type Pointer, writeJson } from '../../model/index.js';
import { minorOf } from '../../schema/index.js';
import { dereference, listAt, type Scope } from '../reading/schema.js';

/** A sequence of three items, of which the middle one is looked at. */
export interface SequencePlan {
  readonly framing: Framing;
  /** The schema of the values: of the items, or of the JSON in the data of events. */
  readonly schema: Pointer;
  /** Where the values are in their item. */
  readonly within: { readonly item: number; readonly location: Pointer };
}

/** The item that is looked at. */
const MIDDLE = 1;

/**
 * The sequence that a media type describes by its `itemSchema` alone; undefined where it describes none, or what its
 * events hold cannot be told apart by reading alone.
 */
export function sequenceOf(
  scope: Scope,
  contentType: string,
  media: { readonly node: JsonObject; readonly pointer: Pointer },
): SequencePlan | undefined {
  const type = parseMediaType(contentType);
  const framing = type && framingOf(type);
  const items = own(media.node, 'itemSchema');
  if (framing === undefined || !isStream(framing) || items === undefined) return undefined;
  // Three items need not be what the schema of the whole body wants.
  if (own(media.node, 'schema') !== undefined || minorOf(scope.root.openapi) < 2) return undefined;
  const schema = child(media.pointer, 'itemSchema');
  if (framing === 'parts' && !takesJsonParts(scope, media)) return undefined;
  if (framing !== 'events') return { framing, schema, within: { item: MIDDLE, location: '' } };
  const content = contentOfData(scope, items, schema);
  return content === undefined ? undefined : { framing, schema: content, within: { item: MIDDLE, location: '/data' } };
}

/** Writes a sequence with the value in its middle, and a valid one before and behind it. */
export function writeSequence({ framing }: SequencePlan, value: JsonValue, valid: JsonValue): string {
  const items = [valid, value, valid].map((item) => framed(framing, writeJson(item))).join('');
  return framing === 'parts' ? `${items}--${BOUNDARY}--\r\n` : items;
}

/** Of multipart bodies. */
export const BOUNDARY = 'docproof-selftest-boundary';

/** Whether each part may be JSON, and needs no header fields of its own. */
function takesJsonParts({ root }: Scope, { node, pointer }: { readonly node: JsonObject; readonly pointer: Pointer }) {
  const prefix = child(pointer, 'prefixEncoding');
  const prefixes = listAt(node, 'prefixEncoding').map((encoding, index) => ({ encoding, at: child(prefix, index) }));
  const rest = own(node, 'itemEncoding');
  const all = rest === undefined ? prefixes : [...prefixes, { encoding: rest, at: child(pointer, 'itemEncoding') }];
  return all.every(({ encoding, at }) => {
    const found = dereference(root, encoding, at)?.node;
    if (!found || own(found, 'headers') !== undefined) return false;
    const documented = own(found, 'contentType');
    return typeof documented !== 'string' || admits(documented, JSON_TYPE);
  });
}

const JSON_TYPE = 'application/json';

/** Whether a list of media types has one for this. */
export function admits(documented: string, name: string): boolean {
  const type = parseMediaType(name);
  return documented
    .split(',')
    .map(parseMediaType)
    .some((range) => range !== undefined && type !== undefined && covers(range, type));
}

function framed(framing: Framing, json: string): string {
  if (framing === 'events') return `data: ${json}\n\n`;
  if (framing === 'parts') return `--${BOUNDARY}\r\nContent-Type: ${JSON_TYPE}\r\n\r\n${json}\r\n`;
  return framing === 'records' ? `\u001e${json}\n` : `${json}\n`;
}

/** The schema of the JSON in `data`, where an event needs nothing else. */
function contentOfData(scope: Scope, items: JsonValue, pointer: Pointer): Pointer | undefined {
  const event = dereference(scope.root, items, pointer);
  if (!event || ['oneOf', 'anyOf', 'allOf', 'if'].some((keyword) => own(event.node, keyword) !== undefined))
    return undefined;
  if (listAt(event.node, 'required').some((name) => name !== 'data')) return undefined;
  const members = own(event.node, 'properties');
  const data = isObject(members) ? own(members, 'data') : undefined;
  return data === undefined ? undefined : contentIn(scope, data, child(child(event.pointer, 'properties'), 'data'));
}

function contentIn(scope: Scope, schema: JsonValue, pointer: Pointer): Pointer | undefined {
  const found = dereference(scope.root, schema, pointer);
  if (!found) return undefined;
  if (own(found.node, 'contentSchema') !== undefined) return child(found.pointer, 'contentSchema');
  for (const keyword of ['oneOf', 'anyOf'])
    for (const [index, branch] of listAt(found.node, keyword).entries()) {
      const content = contentIn(scope, branch, child(child(found.pointer, keyword), index));
      if (content !== undefined) return content;
    }
  return undefined;
}
