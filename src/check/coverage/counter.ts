import {
  bodyWalk,
  type CompiledOperation,
  type CompiledParameter,
  type Contract,
  type MediaContent,
  type Observer,
} from '../../contract/index.js';
import { canonicalJson, ExactNumber, type JsonValue, readJson } from '../../model/index.js';
import type { BodyWalk, CountedMember, CountedPlace, Direction, Shape } from '../../schema/index.js';
import { enumOf } from './declared.js';

/** How often each documented thing was seen, as plain data that adds up. */
export interface Counts {
  /** By operation, then as its coverage names them: `request application/json`, `query top`. */
  readonly mediaTypes: Map<string, Map<string, number>>;
  readonly parameters: Map<string, Map<string, number>>;
  /** Of media types whose items are described: the items. By operation, then as `mediaTypes`. */
  readonly items: Map<string, Map<string, number>>;
  /** By direction and pointer: `response /components/schemas/user/properties/name`. */
  readonly properties: Map<string, number>;
  /** By direction, pointer and the member as JSON text. */
  readonly enumMembers: Map<string, number>;
}

/** No counts. */
export function noCounts(): Counts {
  return {
    mediaTypes: new Map(),
    parameters: new Map(),
    items: new Map(),
    properties: new Map(),
    enumMembers: new Map(),
  };
}

/** Adds `more` to `sum`. */
export function addCounts(sum: Counts, more: Counts): void {
  addAll(sum.properties, more.properties);
  addAll(sum.enumMembers, more.enumMembers);
  for (const kind of ['mediaTypes', 'parameters', 'items'] as const)
    for (const [operation, counts] of more[kind]) addAll(mapAt(sum[kind], operation), counts);
}

/** Gives, for each exchange, an observer that counts what the exchange uses of its operation. */
export interface CoverageCounter {
  observe(compiled: CompiledOperation): Observer;
  /** The walk of its observers. */
  readonly walk: BodyWalk;
  counts(): Counts;
  /** The counts so far, which begin again at nothing. */
  taken(): Counts;
}

/** Counts for the operations of this contract. */
export function countCoverage(contract: Contract): CoverageCounter {
  let counts = noCounts();
  const walk = bodyWalk(contract.schemas, { membersOf, keyOf });
  let operation = '';
  let status = '';

  const countBody = (
    direction: Direction,
    media: MediaContent,
    value: JsonValue | undefined,
    isOtherType: boolean,
    isWalked: boolean,
  ): void => {
    if (!isOtherType)
      addOne(mapAt(counts.mediaTypes, operation), `${direction === 'request' ? 'request' : status} ${media.key}`);
    if (!isWalked && value !== undefined) countValue(direction, media, value);
  };
  const countValue = (direction: Direction, { schema }: MediaContent, value: JsonValue): void => {
    const shape = schema === undefined ? undefined : contract.schemas.shapes.of(schema);
    if (shape) walk.over(shape, direction, value);
  };
  const observer: Observer = {
    walk,
    parameter: ({ place, name }: CompiledParameter) => addOne(mapAt(counts.parameters, operation), `${place} ${name}`),
    status(key) {
      status = key;
    },
    requestBody: (media, value, isOtherType, isWalked) => countBody('request', media, value, isOtherType, isWalked),
    responseBody: (media, value, isOtherType, isWalked) => countBody('response', media, value, isOtherType, isWalked),
    item(direction, item, value) {
      addOne(mapAt(counts.items, operation), `${direction === 'request' ? 'request' : status} ${item.key}`);
      countValue(direction, item, value);
    },
  };
  const soFar = (): Counts => {
    for (const direction of ['request', 'response'] as const)
      for (const place of walk.counted(direction)) flush(counts, direction, place);
    return counts;
  };
  return {
    observe(compiled) {
      operation = compiled.operation.id;
      return observer;
    },
    walk,
    counts: soFar,
    taken() {
      const taken = soFar();
      counts = noCounts();
      return taken;
    },
  };
}

/** Of the enumeration's members only: what else traffic holds in their place has no end. */
function membersOf(shape: Shape): readonly CountedMember[] {
  return enumOf(shape).map((text) => {
    const member = readJson(text);
    return { key: member instanceof ExactNumber ? keyOf(member) : member, text, times: 0 };
  });
}

/** Equal numbers share one key. */
function keyOf(value: ExactNumber): JsonValue {
  return `number ${canonicalJson(value)}`;
}

function flush(counts: Counts, direction: Direction, { shape, count, members }: CountedPlace): void {
  for (const { pointer } of shape.declared) {
    add(counts.properties, `${direction} ${pointer}`, count);
    for (const { text, times } of members)
      if (times > 0) add(counts.enumMembers, `${direction} ${pointer} ${text}`, times);
  }
}

function addOne(counts: Map<string, number>, key: string): void {
  add(counts, key, 1);
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function addAll(sum: Map<string, number>, more: ReadonlyMap<string, number>): void {
  for (const [key, count] of more) add(sum, key, count);
}

function mapAt(maps: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const known = maps.get(key);
  if (known) return known;
  const fresh = new Map<string, number>();
  maps.set(key, fresh);
  return fresh;
}
