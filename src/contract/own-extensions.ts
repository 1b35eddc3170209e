import { framingOf, isStream, parseMediaType } from '../http/index.js';
import {
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  type Located,
  own,
  type Pointer,
  readRange,
} from '../model/index.js';
import { faultOfOwnSchema } from '../schema/index.js';
import type { LoadWarning } from './load-warnings.js';
import { follow, type Operation } from './operation.js';

/** Extensions of Docproof, by the kind of object that has them; and what is wrong with a value, in words. */
const KNOWN = {
  operation: {},
  response: { 'x-docproof-default': (value) => (typeof value === 'boolean' ? undefined : 'write true or false') },
  media: { 'x-docproof-pace': paceFault, 'x-docproof-when': ruleFault },
  example: { 'x-docproof-when': ruleFault },
} as const satisfies Record<string, Readonly<Record<string, (value: JsonValue, key: string) => string | undefined>>>;

/** The same by name: the kinds of objects that have it. For the reference of the site. */
export const OWN_EXTENSIONS: Readonly<Record<string, readonly string[]>> = Object.entries(KNOWN).reduce<
  Record<string, string[]>
>((found, [kind, names]) => {
  for (const name of Object.keys(names)) found[name] = [...(found[name] ?? []), kind];
  return found;
}, {});

type Kind = keyof typeof KNOWN;

/**
 * Extensions named `x-docproof-…` that mean nothing: with a wrong value, with a name that there is not, or beside what
 * they do not belong to. Each is told once, of operations, responses, media types and examples.
 */
export function extensionWarnings(root: JsonObject, operations: readonly Operation[]): LoadWarning[] {
  const found = new Map<Pointer, LoadWarning>();
  const look = (kind: Kind, { node, pointer }: Located, key = ''): void => {
    for (const name of Object.keys(node)) {
      if (!name.startsWith('x-docproof-')) continue;
      const place = child(pointer, name);
      const why = whyUnusable(kind, name, node[name] ?? null, key);
      if (why === undefined) continue;
      found.set(place, {
        rule: 'unusable-extension',
        pointer: place,
        message: `${name} is left out: ${why.fault}`,
        cure: why.cure,
      });
    }
  };
  for (const operation of operations) {
    look('operation', operation);
    const { requestBody, responses } = operation;
    for (const response of responses.values()) look('response', response);
    for (const holder of [...(requestBody ? [requestBody] : []), ...responses.values()])
      for (const [key, media] of membersOf(root, holder, 'content')) {
        look('media', media, key);
        for (const [, example] of membersOf(root, media, 'examples')) look('example', example);
      }
  }
  return [...found.values()];
}

function whyUnusable(
  kind: Kind,
  name: string,
  value: JsonValue,
  key: string,
): { readonly fault: string; readonly cure: string } | undefined {
  const here: Readonly<Record<string, (value: JsonValue, key: string) => string | undefined>> = KNOWN[kind];
  const judge = Object.hasOwn(here, name) ? here[name] : undefined;
  if (judge) {
    const cure = judge(value, key);
    return cure === undefined ? undefined : { fault: 'nobody can use its value', cure: `${sentence(cure)}.` };
  }
  const homes = Object.entries(KNOWN).filter(([, names]) => Object.hasOwn(names, name));
  return homes.length === 0
    ? {
        fault: 'there is no such extension',
        cure: 'Correct its name: there are x-docproof-default, x-docproof-pace and x-docproof-when.',
      }
    : {
        fault: `it means nothing beside ${PLACES[kind]}`,
        cure: `Write it in ${homes.map(([home]) => HOMES[home] ?? '').join(' or ')}.`,
      };
}

const PLACES: Readonly<Record<Kind, string>> = {
  operation: 'the fields of an operation',
  response: 'the fields of a response',
  media: 'the fields of a media type',
  example: 'the fields of an example',
};

const HOMES: Readonly<Record<string, string>> = {
  response: 'a response',
  media: 'a media type',
  example: 'an example',
};

/** Milliseconds between two items, so that nothing else has a pace. */
function paceFault(value: JsonValue, key: string): string | undefined {
  const isTime = (typeof value === 'number' || typeof value === 'string') && readRange(String(value)) !== undefined;
  if (!isTime) return 'write milliseconds, such as 200 or 100..300, up to ten minutes: items are sent without a pace';
  const type = parseMediaType(key);
  const framing = type && framingOf(type);
  const isSequence = key.includes('*') || type?.type === 'multipart' || (framing !== undefined && isStream(framing));
  return isSequence ? undefined : `take it out: bodies of ${key} are not sent item by item`;
}

/** The parts of a request for which a rule of an example may name values. */
const ASKED: ReadonlySet<string> = new Set(['body', 'path', 'query', 'header', 'cookie']);

/** What is wrong with a rule for requests, in words. */
export function ruleFault(value: JsonValue): string | undefined {
  const isRule =
    isObject(value) && Object.entries(value).every(([part, wanted]) => ASKED.has(part) && isObject(wanted));
  if (isRule) return schemaFaultIn(value);
  return 'write what requests have, such as { body: { /riskLevel: high }, query: { top: 1 } }, with values for path, header and cookie, too';
}

/** What is wrong with the schemas of a rule: with one that cannot be used, any request would fit. */
function schemaFaultIn(rule: JsonObject): string | undefined {
  for (const wanted of Object.values(rule).flatMap((values) => (isObject(values) ? Object.values(values) : []))) {
    const schema = wanted === undefined ? undefined : wantedSchema(wanted);
    const fault = schema && faultOfOwnSchema(schema);
    if (fault !== undefined) return `write a JSON Schema that needs nothing around it: ${fault}`;
  }
  return undefined;
}

/** The schema by which a rule asks for a value; undefined where it asks for the value itself. */
export function wantedSchema(wanted: JsonValue): JsonObject | undefined {
  const isAsked = isObject(wanted) && isObject(wanted.schema) && Object.keys(wanted).length === 1;
  return isAsked && isObject(wanted.schema) ? wanted.schema : undefined;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function membersOf(root: JsonObject, { node, pointer }: Located, field: string): (readonly [string, Located])[] {
  const map = own(node, field);
  if (!isObject(map)) return [];
  return Object.keys(map).flatMap((name) => {
    const found = follow(root, map[name], child(child(pointer, field), name));
    return found ? [[name, found] as const] : [];
  });
}
