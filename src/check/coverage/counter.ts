import type { CompiledOperation, CompiledParameter, Contract, MediaContent, Observer } from '../../contract/index.js';
import { canonicalJson, ExactNumber, isContainer, isObject, type JsonValue, readJson } from '../../model/index.js';
import {
  createMemberTable,
  type Direction,
  type MemberSlot,
  type MemberTable,
  type Shape,
} from '../../schema/index.js';
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
  counts(): Counts;
}

/** The counts of one shape. */
interface ShapeCount {
  readonly shape: Shape;
  count: number;
  /** Of the enumeration's members only: what else traffic holds in their place has no end. */
  readonly members: Members | undefined;
  /** The counts of its members, so that shapes are asked for each name once. */
  readonly below: MemberTable<ShapeCount | undefined>;
}

/** Bodies are followed so far down; nothing is documented deeper. */
const MAX_DEPTH = 200;

/** Counts for the operations of this contract. */
export function countCoverage(contract: Contract): CoverageCounter {
  const counts = noCounts();
  const shapes = { request: new Map<Shape, ShapeCount>(), response: new Map<Shape, ShapeCount>() };
  let operation = '';
  let status = '';

  const countBody = (
    direction: Direction,
    media: MediaContent,
    value: JsonValue | undefined,
    isOtherType: boolean,
  ): void => {
    if (!isOtherType)
      addOne(mapAt(counts.mediaTypes, operation), `${direction === 'request' ? 'request' : status} ${media.key}`);
    const shape =
      value === undefined || media.schema === undefined ? undefined : contract.schemas.shapes.of(media.schema);
    if (shape && value !== undefined) countValue(shapes[direction], countOf(shapes[direction], shape), value, 0);
  };
  const observer: Observer = {
    parameter: ({ place, name }: CompiledParameter) => addOne(mapAt(counts.parameters, operation), `${place} ${name}`),
    status(key) {
      status = key;
    },
    requestBody: (media, value, isOtherType) => countBody('request', media, value, isOtherType),
    responseBody: (media, value, isOtherType) => countBody('response', media, value, isOtherType),
    item(direction, { key, schema }, value) {
      addOne(mapAt(counts.items, operation), `${direction === 'request' ? 'request' : status} ${key}`);
      const shape = schema === undefined ? undefined : contract.schemas.shapes.of(schema);
      if (shape) countValue(shapes[direction], countOf(shapes[direction], shape), value, 0);
    },
  };
  return {
    observe(compiled) {
      operation = compiled.operation.id;
      return observer;
    },
    counts() {
      for (const direction of ['request', 'response'] as const) {
        for (const [shape, { count, members }] of shapes[direction])
          if (count > 0) flush(counts, direction, shape, count, members);
        shapes[direction].clear();
      }
      return counts;
    },
  };
}

function countValue(known: Map<Shape, ShapeCount>, of: ShapeCount, value: JsonValue, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index];
      const below = of.shape.item(index);
      if (below && item !== undefined) countPlace(known, countOf(known, below), item, depth);
    }
  } else if (isObject(value)) {
    // Without a list of the members: every body comes by here.
    let slot: MemberSlot<ShapeCount | undefined> | undefined;
    for (const name in value) {
      const member = value[name];
      slot = of.below.after(slot, name);
      if (slot.of && member !== undefined) countPlace(known, slot.of, member, depth);
    }
  }
}

function countPlace(known: Map<Shape, ShapeCount>, place: ShapeCount, value: JsonValue, depth: number): void {
  place.count += 1;
  if (typeof value === 'object' && isContainer(value)) countValue(known, place, value, depth + 1);
  else if (place.members) {
    const member = place.members.get(keyOf(value));
    if (member) member.times += 1;
  }
}

function countOf(known: Map<Shape, ShapeCount>, shape: Shape): ShapeCount {
  const before = known.get(shape);
  if (before) return before;
  const below = createMemberTable((name) => {
    const member = shape.property(name);
    return member && countOf(known, member);
  });
  const place: ShapeCount = { shape, count: 0, members: membersOf(shape), below };
  known.set(shape, place);
  return place;
}

function membersOf(shape: Shape): Members | undefined {
  const members = enumOf(shape);
  return members.length === 0 ? undefined : new Map(members.map((text) => [keyOf(readJson(text)), { text, times: 0 }]));
}

/** A scalar by itself; equal numbers share one key. */
function keyOf(value: JsonValue): JsonValue {
  return value instanceof ExactNumber ? `number ${canonicalJson(value)}` : value;
}

function flush(counts: Counts, direction: Direction, shape: Shape, count: number, members: Members | undefined): void {
  for (const { pointer } of shape.declared) {
    add(counts.properties, `${direction} ${pointer}`, count);
    if (!members) continue;
    for (const { text, times } of members.values())
      if (times > 0) add(counts.enumMembers, `${direction} ${pointer} ${text}`, times);
  }
}

/** How often each member of an enumeration was met, by its key; its text is JSON. */
type Members = Map<JsonValue, { readonly text: string; times: number }>;

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
