import { type Contract, type Example, mediaExamples, parameterExamples } from '../../contract/index.js';
import { isJsonType, parseMediaType } from '../../http/index.js';
import { child, isObject, type JsonValue, own, type Pointer } from '../../model/index.js';
import type { Direction } from '../../schema/index.js';
import { around, nameOf, type Place, type Places } from './places.js';

/** A documented value, and the schema that it has to satisfy. */
export interface Sample {
  /** `GET /parcels, parameter limit, example default`. */
  readonly where: string;
  readonly value: JsonValue;
  readonly pointer: Pointer;
  readonly schema: Pointer;
  /** Both where it may be part of a request and of a response: it is right if it fits either. */
  readonly directions: readonly Direction[];
}

const EITHER = ['response', 'request'] as const satisfies readonly Direction[];

/** The examples beside parameters and headers, of media types, and in schemas, at any place of the document. */
export function* samplesIn(contract: Contract, places: Places): Generator<Sample> {
  for (const place of places.of('MediaType')) {
    for (const example of mediaExamples(contract, place, place.key))
      if (isJudged(example, place.key))
        yield* sampleOf(place, `example ${example.name}`, example.value, example.pointer);
  }
  for (const place of [...places.of('Parameter'), ...places.of('Header')]) {
    const name = typeof place.node.name === 'string' ? place.node.name : place.key;
    const word = place.kind === 'Parameter' ? 'parameter' : 'header';
    for (const example of parameterExamples(contract, place))
      if (!example.bytes && example.unreadable === undefined)
        yield* sampleOf(place, `${word} ${name}, example ${example.name}`, example.value, example.pointer);
  }
  for (const place of places.of('Schema')) yield* inSchema(place);
}

/** A text that its media type, or the style of its parameter, cannot read. */
export interface BrokenText {
  readonly where: string;
  readonly pointer: Pointer;
  readonly detail: string;
}

/** The `serializedValue`s that cannot be read. */
export function* brokenTexts(contract: Contract, places: Places): Generator<BrokenText> {
  const all = [
    ...places.of('MediaType').map((place) => ({ place, examples: mediaExamples(contract, place, place.key) })),
    ...[...places.of('Parameter'), ...places.of('Header')].map((place) => ({
      place,
      examples: parameterExamples(contract, place),
    })),
  ];
  for (const { place, examples } of all)
    for (const { name, unreadable, pointer } of examples)
      if (unreadable !== undefined) yield { where: `${nameOf(place)}, example ${name}`, pointer, detail: unreadable };
}

/**
 * Whether an example says what its schema describes: its data (`dataValue`), a text that is read, or a value beside
 * JSON. Beside other media types a value may be the text that is sent.
 */
export function isJudged({ bytes, unreadable, isData, serialized }: Example, mediaType: string): boolean {
  if (isData) return true;
  if (bytes || unreadable !== undefined) return false;
  const type = parseMediaType(mediaType);
  return type !== undefined && (isJsonType(type) || serialized !== undefined);
}

/** The defaults of schemas. */
export function* defaultsIn(places: Places): Generator<Sample> {
  for (const place of places.of('Schema')) {
    const value = own(place.node, 'default');
    if (value === undefined) continue;
    yield {
      where: 'default',
      value,
      pointer: child(place.pointer, 'default'),
      schema: place.pointer,
      directions: EITHER,
    };
  }
}

function* sampleOf(place: Place, what: string, value: JsonValue, pointer: Pointer): Generator<Sample> {
  if (!isObject(place.node.schema)) return;
  yield {
    where: `${nameOf(place)}, ${what}`,
    value,
    pointer,
    schema: child(place.pointer, 'schema'),
    directions: directionsOf(place),
  };
}

function* inSchema(place: Place): Generator<Sample> {
  const { example, examples } = place.node;
  const common = { schema: place.pointer, directions: EITHER, where: 'example' };
  if (example !== undefined) yield { ...common, value: example, pointer: child(place.pointer, 'example') };
  if (!Array.isArray(examples)) return;
  for (const [index, value] of examples.entries())
    yield { ...common, value, pointer: child(child(place.pointer, 'examples'), index) };
}

function directionsOf(place: Place): readonly Direction[] {
  if (around(place, 'RequestBody') || place.kind === 'Parameter') return ['request'];
  return around(place, 'Response') ? ['response'] : EITHER;
}
