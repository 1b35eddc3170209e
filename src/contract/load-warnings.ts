import type { Document } from '../document/index.js';
import { child, isObject, type JsonObject, own, type Pointer, writeJson } from '../model/index.js';
import type { Defect } from '../schema/index.js';
import {
  fieldValue,
  headerExample,
  headerRoom,
  isSendable,
  LONGEST_HEADERS,
  MOST_HEADERS,
  mostSent,
  SerializedHeader,
  whyUnsendable,
} from './header-example.js';
import { follow, type Operation } from './operation.js';

/** Something that a document gets wrong, and without which the rest of it is used all the same. */
export interface LoadWarning {
  /** The rule of `docproof lint` that finds it, too. */
  readonly rule:
    | 'unusable-schema'
    | 'oversized-schema'
    | 'circular-reference'
    | 'unsendable-header'
    | 'missing-example'
    | 'path-without-slash'
    | 'unusable-parameter'
    | 'undefined-security-scheme'
    | 'unusable-operation'
    | 'unreceived-method'
    | 'unsupported-field'
    | 'undivided-items'
    | 'unusable-extension';
  readonly pointer: Pointer;
  /** `the schema cannot be used: type must be …` */
  readonly message: string;
  /** How to fix it, and how Docproof treats it until then. */
  readonly cure: string;
}

/** Keywords of schemas that cannot be used. */
export function schemaWarnings(unusable: readonly Defect[]): LoadWarning[] {
  return unusable.map(({ pointer, detail, isCircle }) => ({
    rule: isCircle ? 'circular-reference' : 'unusable-schema',
    pointer,
    message: `the schema cannot be used: ${detail}`,
    cure: 'Correct the schema: the keyword is left out, and what depends on it cannot be judged.',
  }));
}

/** Schemas that are too large for values to be judged by them. */
export function sizeWarnings(oversized: readonly Defect[]): LoadWarning[] {
  return oversized.map(({ pointer, detail }) => ({
    rule: 'oversized-schema',
    pointer,
    message: `the schema is too large: ${detail}`,
    cure: 'Make it smaller, or refer to parts of it: values that cannot be judged are refused by a mock, and inconclusive in a check.',
  }));
}

/** Examples whose files could not be read. */
export function exampleWarnings({ absent = [] }: Pick<Document, 'absent'>): LoadWarning[] {
  return absent.map(({ pointer, reference, problem, cure, places }) => ({
    rule: 'missing-example',
    pointer,
    message: `the example ${reference} is left out: ${problem}${places > 1 ? ` (named in ${places} places)` : ''}`,
    cure,
  }));
}

/** Documented response headers that cannot be sent, each once, however many operations refer to it. */
export function headerWarnings(root: JsonObject, operations: readonly Operation[]): LoadWarning[] {
  const found = new Map<Pointer, LoadWarning>();
  const warn = (pointer: Pointer, message: string, cure: string): void => {
    found.set(pointer, { rule: 'unsendable-header', pointer, message, cure });
  };
  for (const { responses } of operations)
    for (const { node, pointer } of responses.values()) {
      const place = child(pointer, 'headers');
      const described = own(node, 'headers');
      if (!isObject(described)) continue;
      const headers = Object.keys(described).map((name) => {
        const header = follow(root, described[name], child(place, name))?.node ?? {};
        return { name, node: header, required: header.required === true };
      });
      for (const { name } of headers) {
        const why = whyUnsendable(name);
        if (why === undefined) continue;
        const message = `the response header ${JSON.stringify(name)} cannot be sent: ${why}`;
        warn(child(place, name), message, 'Correct its name, or take it out: it is left out of answers.');
      }
      const fits = headerRoom();
      const leftOut: string[] = [];
      for (const { name, node: header } of mostSent(headers)) {
        const length = leastLength(root, header);
        if (fits(length)) continue;
        if (length <= LONGEST_HEADERS) leftOut.push(JSON.stringify(name));
        else
          warn(
            child(place, name),
            `the response header ${JSON.stringify(name)} is left out of answers: it has ${length} characters, and clients take few`,
            `Give it at most ${LONGEST_HEADERS}.`,
          );
      }
      const sent = headers.filter(({ name }) => isSendable(name)).length;
      if (sent > MOST_HEADERS) leftOut.unshift(`all but ${MOST_HEADERS} of ${sent}, as many as clients take`);
      if (leftOut.length > 0)
        warn(
          place,
          `headers of the response are left out of answers, which have ${LONGEST_HEADERS} characters of them at most: ${leftOut.join(', ')}`,
          'Shorten examples, or take headers out: those that are required are sent first.',
        );
    }
  return [...found.values()];
}

/** How long a header's example is when it is sent; if none exists, how long its schema wants it at least. */
function leastLength(root: JsonObject, header: JsonObject): number {
  const example = headerExample(header);
  if (example === undefined) return Number(follow(root, own(header, 'schema'), '')?.node.minLength ?? 0);
  const text = example instanceof SerializedHeader ? example.text : example;
  return fieldValue(typeof text === 'string' ? text : writeJson(text)).length;
}
