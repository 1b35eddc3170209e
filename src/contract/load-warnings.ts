import type { Document } from '../document/index.js';
import { child, isObject, type JsonObject, OWN_FIELDS, own, type Pointer, writeJson } from '../model/index.js';
import type { Defect } from '../schema/index.js';
import { headerExample, SerializedHeader } from './header-example.js';
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
  for (const { responses } of operations)
    for (const { node, pointer } of responses.values()) {
      const headers = own(node, 'headers');
      if (!isObject(headers)) continue;
      let sent = 0;
      for (const name of Object.keys(headers)) {
        const place = child(child(pointer, 'headers'), name);
        const why = whyUnsendable(name);
        if (why === undefined) {
          sent += 1;
          const long = tooLong(follow(root, headers[name], place)?.node);
          if (long)
            found.set(place, {
              rule: 'unsendable-header',
              pointer: place,
              message: `the response header ${JSON.stringify(name)} is left out of answers: its example has ${long} characters, and clients take few`,
              cure: `Give it an example of at most ${LONGEST_HEADERS} characters.`,
            });
          continue;
        }
        found.set(place, {
          rule: 'unsendable-header',
          pointer: place,
          message: `the response header ${JSON.stringify(name)} cannot be sent: ${why}`,
          cure: 'Correct its name, or take it out: it is left out of answers.',
        });
      }
      if (sent > MOST_HEADERS)
        found.set(child(pointer, 'headers'), {
          rule: 'unsendable-header',
          pointer: child(pointer, 'headers'),
          message: `the response documents ${sent} headers, and many clients refuse answers with more than ${MOST_HEADERS}`,
          cure: `Take some out: ${MOST_HEADERS} of them are sent, those that are required first.`,
        });
    }
  return [...found.values()];
}

/**
 * So many documented headers of a response are sent. Python's client refuses more than 100 fields, and Node's more than
 * 16 KB of them; an answer has up to 20 others.
 */
export const MOST_HEADERS = 80;

/** So many characters of documented headers an answer has, all together: Node's client refuses more than 16 KB. */
export const LONGEST_HEADERS = 8_192;

/** The length of an example that no answer can have; undefined for others. */
function tooLong(header: JsonObject | undefined): number | undefined {
  const example = header && headerExample(header);
  if (example === undefined) return undefined;
  const text = example instanceof SerializedHeader ? example.text : example;
  const { length } = typeof text === 'string' ? text : writeJson(text);
  return length > LONGEST_HEADERS ? length : undefined;
}

/** Why no answer can have a header of this name; undefined where one can. */
export function whyUnsendable(name: string): string | undefined {
  if (name === '') return 'it has no name';
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return 'HTTP allows no such name (RFC 9110 §5.1)';
  if (OWN_FIELDS.has(name.toLowerCase())) return 'Docproof says something of the exchange by it';
  return name.toLowerCase() === 'trailer' ? 'it announces trailers, and the mock sends none' : undefined;
}
