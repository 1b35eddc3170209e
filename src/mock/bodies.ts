import type { Contract, MediaContent } from '../contract/index.js';
import type { Obstacle } from '../generate/index.js';
import { framingOf, isJsonType, isStream, isXmlType, parseMediaType } from '../http/index.js';
import { isTooDeep, type JsonValue, type Violation } from '../model/index.js';
import type { Call, Eventually } from './answer.js';
import type { MockContext } from './context.js';
import type { Choice } from './negotiate.js';
import type { Preferences } from './preferences.js';
import { makeItems } from './streams/made-items.js';

/** The body that comes closest to a schema which no generated body could keep, and the rules that it breaks. */
export class ClosestBody {
  readonly value: JsonValue;
  readonly violations: readonly Violation[];
  /** For the log. */
  readonly note: string;
  /** Whether there is nothing worth sending, because a budget ended the making. */
  readonly isTooLarge: boolean;

  constructor(value: JsonValue, violations: readonly Violation[], note: string, isTooLarge = false) {
    this.value = value;
    this.violations = violations;
    this.note = note;
    this.isTooLarge = isTooLarge;
  }
}

/**
 * Makes the body of a response. Undefined where the response has none.
 * A promise only where something is generated.
 */
export type BodyMaker = (
  choice: Choice,
  call: Call,
  preferences: Preferences,
) => Eventually<JsonValue | ClosestBody | undefined>;

/** Tells the seed of what is generated for a request: the same for the same request where a seed is given. */
export function createSeeds(
  settings: MockContext['settings'],
  sources: MockContext['sources'],
): (call: Call, preferences: Preferences) => string {
  return (call, preferences) => {
    const seed = preferences.seed ?? settings.seed;
    return seed === undefined ? sources.newId() : `${seed} ${call.method} ${call.target}`;
  };
}

/** Makes bodies as the settings say: documented, completed or generated. */
export function createBodyMaker({ contract, generator, settings, sources, values }: MockContext): BodyMaker {
  const seedFor = createSeeds(settings, sources);
  const generate = async (media: MediaContent, choice: Choice, call: Call, preferences: Preferences) => {
    const plain = choice.dynamic ? undefined : await generator.sample(media);
    if (plain !== undefined) return plain;
    const made = await generator.invent(media, seedFor(call, preferences));
    if ('value' in made) return made.value;
    if (made.isTooLarge) return tooLarge(media);
    const { keyword, pointer } = made.impossible;
    const note = `no body that is valid against #${media.schema} was found, so that the closest is sent: see ${keyword} at #${pointer}`;
    return new ClosestBody(made.closest, violationsOf(contract, media, made.closest, made.impossible), note);
  };
  const generateItems = async (media: MediaContent, item: MediaContent, choice: Choice, seed: string) => {
    const seedOf = choice.dynamic ? (index: number): string => `${seed} item ${index}` : undefined;
    const made = await makeItems({ contract, generator, media, item }, seedOf);
    if ('items' in made) return made.items;
    const { index, failed } = made;
    if (failed.isTooLarge) return tooLarge(item);
    const { keyword, pointer } = failed.impossible;
    const note = `no item that is valid against #${item.schema} was found, so that the closest is sent: see ${keyword} at #${pointer}`;
    const violations = violationsOf(contract, item, failed.closest, failed.impossible);
    return new ClosestBody(
      [failed.closest],
      violations.map((violation) => ({ ...violation, item: index })),
      note,
    );
  };
  const make = (media: MediaContent, choice: Choice, call: Call, preferences: Preferences) => {
    if (media.item) return generateItems(media, media.item, choice, seedFor(call, preferences));
    return media.schema === undefined ? anyBody(media) : generate(media, choice, call, preferences);
  };
  const complete = async ({ item, ...media }: MediaContent, value: JsonValue, seed: string): Promise<JsonValue> => {
    if (!item) return generator.complete(media, value, seed);
    if (!Array.isArray(value)) return value;
    const items: JsonValue[] = [];
    for (const each of value) items.push(await generator.complete(item, each, seed));
    return items;
  };
  return (choice, call, preferences) => {
    const { media, example } = choice;
    if (!media) return undefined;
    if (!example) return make(media, choice, call, preferences);
    const value = values.readable(media, example);
    if (!settings.fill || example.bytes || (media.schema ?? media.item) === undefined) return value;
    return complete(media, value, seedFor(call, { seed: 'fill', ...preferences }));
  };
}

/**
 * The body of a media type of which nothing more is documented: what its clients can read, since an empty body is not
 * JSON, and not XML.
 */
function anyBody({ key }: MediaContent): JsonValue {
  const type = parseMediaType(key);
  const framing = type && framingOf(type);
  if (framing && isStream(framing)) return framing === 'events' ? ['string'] : [{}];
  return !type || isJsonType(type) || isXmlType(type) || type.subtype === '*' ? {} : 'string';
}

/** There is no body, since what the schema demands costs more than a body may. */
function tooLarge({ schema }: MediaContent): ClosestBody {
  const note = `what #${schema} demands is more than a generated body may cost: give the response an example, or make its schema smaller`;
  return new ClosestBody(null, [], note, true);
}

/** The faults of deeper values are not told: there may be too many of them. */
const EXPLAINED = 10;

/** Of a body with more faults, only the first ones are reported. */
const MAX_FAULTS = 20;

/** The rules that a body breaks; where they cannot be told, the one that made its making fail. */
function violationsOf(contract: Contract, { schema = '' }: MediaContent, value: JsonValue, impossible: Obstacle) {
  const told = isTooDeep(value, EXPLAINED) ? [] : contract.schemas.explain(schema, 'response', value);
  const { keyword, pointer } = impossible;
  const errors =
    told.length > 0 ? told.slice(0, MAX_FAULTS) : [{ location: '', keyword, params: {}, schema: pointer, value }];
  return errors.map(
    (error): Violation => ({
      in: 'response',
      part: 'body',
      location: error.location,
      keyword: error.keyword,
      severity: 'error',
      params: error.params,
      value: error.value,
      schema: `#${error.schema}`,
    }),
  );
}
