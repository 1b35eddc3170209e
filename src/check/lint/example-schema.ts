import type { Content, Contract, MediaContent } from '../../contract/index.js';
import { at, describe, isNumeric, type Pointer, placeholderForm, tokensOf } from '../../model/index.js';
import type { Direction } from '../../schema/index.js';
import type { Places } from './places.js';
import type { DocumentRule, Found } from './rule.js';
import { brokenTexts, defaultsIn, isJudged, type Sample, samplesIn } from './samples.js';

type SchemaError = ReturnType<Contract['schemas']['explain']>[number];

/** Of an example with more faults, only the first ones are reported. */
const MAX_FAULTS = 20;

interface Documented {
  readonly media: MediaContent;
  readonly direction: Direction;
  /** `POST /users, response 201`. */
  readonly where: string;
}

interface Broken {
  readonly error: SchemaError;
  readonly found: Found;
  /** `POST /users, response 201, example new: /state`. */
  readonly place: string;
}

export const exampleSchema: DocumentRule = {
  id: 'example-schema',
  severity: 'error',
  finds: 'An example that breaks the schema beside it.',
  example: '`example: { grams: heavy }` beside `type: integer`.',
  *check(contract, places) {
    for (const { error, found } of broken(contract, places)) if (!isPlaceholder(error)) yield found;
    for (const { where, pointer, detail } of brokenTexts(contract, places))
      yield { pointer, message: `${where}: its text cannot be read: ${detail}`, suggestion: 'Correct the text.' };
  },
};

export const examplePlaceholder: DocumentRule = {
  id: 'example-placeholder',
  severity: 'warning',
  finds:
    'A placeholder in an example that the schema beside it does not allow; told once for each rule that it breaks.',
  example: '`example: { state: String }` beside `enum: [packed, sent]`.',
  *check(contract, places) {
    const groups = new Map<string, Repeated>();
    for (const each of broken(contract, places)) {
      const { error, found, place } = each;
      if (!isPlaceholder(error)) continue;
      const key = `${error.schema} ${String(error.value)}`;
      const known = groups.get(key);
      if (!known) groups.set(key, { found, count: 1, also: [] });
      else {
        known.count += 1;
        if (known.also.length < NAMED - 1) known.also.push(place);
      }
    }
    for (const { found, count, also } of groups.values()) {
      const more = count > also.length + 1 ? ' …' : '';
      const message = count === 1 ? found.message : `${found.message} (${count} times, also ${also.join('; ')}${more})`;
      yield { ...found, message };
    }
  },
};

/** So many places of a placeholder that repeats are named. */
const NAMED = 3;

/** A placeholder, and where it is again: the same text against the same rule. */
interface Repeated {
  readonly found: Found;
  count: number;
  /** The next places after the first. */
  readonly also: string[];
}

export const defaultSchema: DocumentRule = {
  id: 'default-schema',
  severity: 'error',
  finds: 'A default that breaks its own schema.',
  example: '`{ type: integer, default: ten }`.',
  *check(contract, places) {
    for (const sample of defaultsIn(places)) for (const { found } of faultsIn(contract, sample, 'default')) yield found;
  },
};

/** The violations of examples against the schemas beside them. */
function* broken(contract: Contract, places: Places): Generator<Broken> {
  const seen = new Set<Pointer>();
  for (const { media, direction, where } of documented(contract)) {
    const { schema, item } = media;
    yield* brokenItems(contract, item, direction, where, seen);
    if (schema === undefined) continue;
    for (const example of media.examples) {
      const { name, value, pointer } = example;
      if (!isJudged(example, media.key) || seen.has(pointer)) continue;
      seen.add(pointer);
      const sample = { where: `${where}, example ${name}`, value, pointer, schema, directions: [direction] };
      yield* faultsIn(contract, sample, 'example');
    }
  }
  for (const sample of samplesIn(contract, places)) {
    if (seen.has(sample.pointer)) continue;
    seen.add(sample.pointer);
    yield* faultsIn(contract, sample, 'example');
  }
}

/** The violations of the items of a sequence's examples. */
function* brokenItems(
  contract: Contract,
  item: MediaContent | undefined,
  direction: Direction,
  where: string,
  seen: Set<Pointer>,
): Generator<Broken> {
  const { schema, examples = [] } = item ?? {};
  if (schema === undefined) return;
  const counts = new Map<string, number>();
  for (const { name, value, pointer } of examples) {
    const index = counts.get(name) ?? 0;
    counts.set(name, index + 1);
    const key = `${pointer} ${index}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const sample = {
      where: `${where}, example ${name}, item ${index}`,
      value,
      pointer,
      schema,
      directions: [direction],
    };
    // What is in a text has no place of its own.
    for (const each of faultsIn(contract, sample, 'example'))
      yield isInItem(pointer, contract) ? each : { ...each, found: { ...each.found, pointer } };
  }
}

/** Whether the document has an item as a value, and not as a part of a text. */
function isInItem(pointer: Pointer, { document }: Contract): boolean {
  return typeof at(document.root, pointer) !== 'string';
}

function* faultsIn(
  { schemas }: Contract,
  { where, value, pointer, schema, directions }: Sample,
  what: string,
): Generator<Broken> {
  let fewest: readonly SchemaError[] | undefined;
  let direction: Direction = 'response';
  for (const each of directions) {
    const errors = schemas.explain(schema, each, value);
    if (errors.length === 0) return;
    if (fewest && errors.length >= fewest.length) continue;
    fewest = errors;
    direction = each;
  }
  for (const error of (fewest ?? []).slice(0, MAX_FAULTS)) {
    const { location } = error;
    const place = `${where}: ${location === '' ? 'it' : location}`;
    const message = describe({ ...error, in: direction, part: 'body', severity: 'error' });
    const found = {
      pointer: `${pointer}${location}`,
      message: `${place} ${message}`,
      suggestion: cureOf(error, what),
      against: error.schema,
    };
    yield { error, found, place };
  }
}

/** Of a scalar where text is wanted, the quotes were forgotten in all likelihood. */
function cureOf({ keyword, value, params }: SchemaError, what: string): string {
  const isScalar = isNumeric(value) || typeof value === 'boolean' || value === null;
  if (keyword === 'type' && isScalar && /\bstring\b/.test(String(params.type)))
    return `Write it in quotes, '${String(value)}', or correct the schema.`;
  return `Correct the ${what}, or the schema.`;
}

function isPlaceholder({ location, value }: SchemaError): boolean {
  const name = tokensOf(location).findLast((token) => !/^\d+$/.test(token)) ?? '';
  return typeof value === 'string' && placeholderForm(name, value) !== undefined;
}

/** The bodies that a document describes, each with its content. */
function* documented(contract: Contract): Generator<Documented> {
  for (const operation of contract.operations) {
    const { requestContent, responseContent } = contract.compile(operation);
    if (requestContent) yield* each(requestContent, 'request', `${operation.id}, request`);
    for (const [status, response] of operation.responses)
      yield* each(responseContent(response), 'response', `${operation.id}, response ${status}`);
  }
}

function* each(content: Content, direction: Direction, where: string): Generator<Documented> {
  for (const key of content.keys) {
    const media = content.get(key);
    if (media) yield { media, direction, where };
  }
}
