import { type Contract, examplesOf } from '../../contract/index.js';
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
  const { root, binaries } = contract.document;
  for (const place of places.of('MediaType')) {
    const type = parseMediaType(place.key);
    if (!type || !isJsonType(type)) continue;
    for (const { name, value, bytes, pointer } of examplesOf(root, place, binaries))
      if (!bytes) yield* sampleOf(place, `example ${name}`, value, pointer);
  }
  for (const place of [...places.of('Parameter'), ...places.of('Header')]) {
    const name = typeof place.node.name === 'string' ? place.node.name : place.key;
    const word = place.kind === 'Parameter' ? 'parameter' : 'header';
    for (const example of examplesOf(root, place, binaries))
      if (!example.bytes)
        yield* sampleOf(place, `${word} ${name}, example ${example.name}`, example.value, example.pointer);
  }
  for (const place of places.of('Schema')) yield* inSchema(place);
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
