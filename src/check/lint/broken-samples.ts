import type { Content, Contract, MediaContent } from '../../contract/index.js';
import { at, describe, isNumeric, type Pointer } from '../../model/index.js';
import type { Direction } from '../../schema/index.js';
import type { Places } from './places.js';
import type { Broken, BrokenSamples } from './rule.js';
import { createSampleJudge, SAMPLE_STEPS, type SampleFaults } from './sample-judge.js';
import { defaultsIn, isJudged, type Sample, samplesIn } from './samples.js';

/**
 * Holds the examples and defaults of a document against their schemas.
 * @param steps the work that is done for that
 */
export function brokenSamples(contract: Contract, places: Places, steps = SAMPLE_STEPS): BrokenSamples {
  const { faultsOf } = createSampleJudge(contract, steps);
  let count = 0;
  let first: Pointer | undefined;
  const judge: Judge = (sample, what) => {
    const faults = faultsOf(sample);
    if (faults) return faultsIn(sample, faults, what);
    count += 1;
    first ??= sample.pointer;
    return [];
  };
  let examples: readonly Broken[] | undefined;
  let defaults: readonly Broken[] | undefined;
  return {
    examples() {
      examples ??= [...brokenExamples(contract, places, judge)];
      return examples;
    },
    defaults() {
      defaults ??= [...brokenDefaults(places, judge)];
      return defaults;
    },
    unjudged: () => ({ count, first }),
  };
}

/** Of an example with more faults, only the first ones are reported. */
const MAX_FAULTS = 20;

type SampleKind = 'example' | 'default';

type Judge = (sample: Sample, what: SampleKind) => Iterable<Broken>;

interface Documented {
  readonly media: MediaContent;
  readonly direction: Direction;
  /** `POST /users, response 201`. */
  readonly where: string;
}

function* brokenDefaults(places: Places, judge: Judge): Generator<Broken> {
  for (const sample of defaultsIn(places)) yield* judge(sample, 'default');
}

/** The violations of examples against the schemas beside them. */
function* brokenExamples(contract: Contract, places: Places, judge: Judge): Generator<Broken> {
  const seen = new Set<Pointer>();
  for (const { media, direction, where } of documented(contract)) {
    const { schema, item } = media;
    yield* brokenItems(contract, judge, item, direction, where, seen);
    if (schema === undefined) continue;
    for (const example of media.examples) {
      const { name, value, pointer } = example;
      if (!isJudged(example, media.key) || seen.has(pointer)) continue;
      seen.add(pointer);
      const sample = { where: `${where}, example ${name}`, value, pointer, schema, directions: [direction] };
      yield* judge(sample, 'example');
    }
  }
  for (const sample of samplesIn(contract, places)) {
    if (seen.has(sample.pointer)) continue;
    seen.add(sample.pointer);
    yield* judge(sample, 'example');
  }
}

/** The violations of the items of a sequence's examples. */
function* brokenItems(
  contract: Contract,
  judge: Judge,
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
    // What is inside a text has no separate place.
    for (const each of judge(sample, 'example'))
      yield isInItem(pointer, contract) ? each : { ...each, found: { ...each.found, pointer } };
  }
}

/** Whether the document has an item as a value, and not as a part of a text. */
function isInItem(pointer: Pointer, { document }: Contract): boolean {
  return typeof at(document.root, pointer) !== 'string';
}

function* faultsIn(
  { where, pointer }: Sample,
  { direction, errors }: SampleFaults,
  what: SampleKind,
): Generator<Broken> {
  for (const error of errors.slice(0, MAX_FAULTS)) {
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
function cureOf({ keyword, value, params }: Broken['error'], what: SampleKind): string {
  const isScalar = isNumeric(value) || typeof value === 'boolean' || value === null;
  if (keyword === 'type' && isScalar && /\bstring\b/.test(String(params.type)))
    return `Write it in quotes, '${String(value)}', or correct the schema.`;
  return `Correct the ${what}, or the schema.`;
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
