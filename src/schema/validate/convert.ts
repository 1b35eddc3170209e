import {
  at,
  child,
  holdsExact,
  isNumeric,
  isObject,
  type JsonObject,
  type JsonValue,
  type Pointer,
  pointerOfFragment,
  tokensOf,
} from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import type { Direction } from '../direction.js';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from '../keywords.js';
import { createCircles } from '../read/circles.js';
import { type Defect, defectOfPlace } from '../read/defects.js';
import { type NormalSchema, normalise, placeOfKeyword, refersLocally } from '../read/normal.js';
import { targetOf } from '../read/place.js';
import type { Shapes } from '../shape.js';
import { admitNull, isNotOfNull, isTolerant } from './adjust.js';
import { type ConvertedSchema, type Converter, keyOf, type Reference, type Use } from './converted.js';
import { applyDiscriminator, type Members } from './discriminator.js';
import { matchProto, namesInherited } from './inherited-names.js';
import { saysSomething } from './judging.js';
import { createExcuses, type Excuses, type SchemaSpot, spotOf } from './other-side.js';
import { requireRoom, tooLargeFor } from './size-limits.js';
import { atMostOne, opposite, type Stance, standIn } from './stance.js';

export { createSides } from '../sides.js';

const NO_NAMES: readonly string[] = [];

/** The data that one conversion carries along. */
interface Pass {
  /** The schema that is converted. */
  readonly root: Pointer;
  readonly direction: Direction;
  readonly stance: Stance;
  readonly excused: readonly string[];
  readonly isBase: boolean;
  readonly readsContents: boolean;
  readonly references: Map<string, Reference>;
  readonly defects: Defect[];
  readonly tolerated: { count: number };
  readonly keywords: { count: number };
  readonly excuses: Excuses;
  namesInherited: boolean;
  readonly exact: { isNamed: boolean };
}

/** A converter for the schemas below `root`. */
export function createConverter(root: JsonObject, dialect: SchemaDialect, shapes: Shapes): Converter {
  const origins = new WeakMap<object, Pointer>();
  const known = new Map<string, ConvertedSchema>();
  const circles = createCircles(root, dialect);
  const ids = new Map<string, string>();
  const written = new WeakMap<object, Readonly<Record<string, string>>>();
  const dependent = new Map<string, boolean>();

  const resolve = (reference: string): JsonValue | undefined => targetOf(root, reference)?.schema;

  const idOf = (key: string): string => {
    const id = ids.get(key) ?? `docproof:/${ids.size}`;
    ids.set(key, id);
    return id;
  };

  const refer = (pass: Pass, node: JsonObject, pointer: Pointer, spot: SchemaSpot): string => {
    const { stance, direction } = pass;
    const reference = {
      pointer,
      stance,
      excused: pass.excuses.behind(pointer, spot, direction),
      isBase: circles.isOfBase(node),
      readsContents: pass.readsContents,
    };
    const id = idOf(keyOf(pointer, { direction, ...reference }));
    pass.references.set(id, reference);
    return id;
  };

  /** `outer` is the schema that applies to the same place and holds this one through `allOf` and the like. */
  const convertNode = (node: JsonValue, pointer: Pointer, pass: Pass, outer = pointer): JsonValue => {
    if (typeof node === 'boolean') return node;
    const members: Members = Object.create(null);
    if (!isObject(node)) {
      const defect = defectOfPlace(node, pointer);
      if (defect) pass.defects.push(defect);
      return pass.stance !== 'harsh';
    }
    pass.keywords.count += 1 + Object.keys(node).length;
    requireRoom(pass.keywords.count);
    const schema = normalise(node, pointer, dialect);
    for (const [name, value] of Object.entries(schema.keywords)) {
      if (value !== undefined && saysSomething(name, dialect, pass.readsContents)) {
        members[name] = COUNTS.has(name) && isNumeric(value) ? Number(value) : value;
        pass.exact.isNamed ||= COMPARING.has(name) && holdsExact(value);
      }
    }
    const circle = circles.defectOf(node, pointer);
    const spot = spotOf(node, pointer, outer, outer === pass.root ? pass.excused : NO_NAMES);
    if (circle === undefined && refersLocally(schema.keywords))
      members.$ref = refer(pass, node, pointerOfFragment(schema.keywords.$ref), spot);
    if (pass.isBase && pointer === pass.root) for (const choice of circles.choicesOf(node)) delete members[choice];
    const rivals = convertChildren(members, schema, pass, outer);
    const plain = (keyword: 'oneOf' | 'anyOf', branches: JsonValue): JsonObject => {
      if (keyword === 'anyOf' || !rivals) return { [keyword]: branches };
      if (pass.stance === 'harsh') return { allOf: [{ oneOf: branches }, atMostOne(rivals)] };
      const choice = { anyOf: branches };
      origins.set(choice, pointer);
      written.set(choice, { anyOf: 'oneOf' });
      return choice;
    };
    const mark = (made: object): unknown => origins.set(made, child(pointer, 'discriminator'));
    applyDiscriminator(members, node, mark, resolve, plain, dialect);
    if (rivals && members.oneOf !== undefined) {
      push(members, plain('oneOf', members.oneOf));
      delete members.oneOf;
    }
    const defects = circle ? [...schema.defects, circle] : schema.defects;
    if (defects.length > 0) {
      for (const each of defects) pass.defects.push(each);
      standIn(members, defects.filter(isNotOfNull), pass.stance);
    }
    pass.excuses.excuse(members, spot, pass.direction);
    if (schema.admitsNull) {
      pass.tolerated.count += isTolerant(schema) ? 1 : 0;
      if (pass.stance !== 'textual') admitNull(members, (part) => origins.set(part, pointer));
      else if (members.enum !== undefined && node.enum !== undefined) members.enum = node.enum;
    }
    if (schema.defects.length > 0)
      standIn(
        members,
        schema.defects.filter((defect) => !isNotOfNull(defect)),
        pass.stance,
      );
    pass.namesInherited ||= namesInherited(members);
    origins.set(members, pointer);
    return members;
  };

  /**
   * @returns where the alternatives of its `oneOf` depend on keywords that cannot be used: the alternatives as they
   * count against each other
   */
  const convertChildren = (
    members: Members,
    schema: NormalSchema,
    pass: Pass,
    outer: Pointer,
  ): readonly JsonValue[] | undefined => {
    let rivals: readonly JsonValue[] | undefined;
    for (const key of SCHEMA_KEYWORDS) {
      const value = members[key];
      const place = placeOfKeyword(schema, key);
      if (!isObject(value)) continue;
      const inner = key === 'not' ? { ...pass, stance: opposite(pass.stance) } : pass;
      members[key] = convertNode(value, place, inner, key === 'then' || key === 'else' ? outer : place);
    }
    for (const key of SCHEMA_LIST_KEYWORDS) {
      const value = members[key];
      if (!Array.isArray(value)) continue;
      requireRoom(pass.keywords.count + value.length);
      const isInPlace = key !== 'prefixItems';
      const list = placeOfKeyword(schema, key);
      const convertAll = (inner: Pass): JsonValue[] =>
        value.map((item, index) => {
          const place = child(list, index);
          return convertNode(item, place, inner, isInPlace ? outer : place);
        });
      if (key !== 'oneOf' || pass.stance === 'plain') {
        members[key] = convertAll(pass);
        continue;
      }
      const inner: Pass = { ...pass, references: new Map(), defects: [] };
      members[key] = convertAll(inner);
      for (const [id, reference] of inner.references) pass.references.set(id, reference);
      for (const each of inner.defects) pass.defects.push(each);
      if (inner.defects.length > 0 || [...inner.references.values()].some((each) => depends(each.pointer, pass)))
        rivals = convertAll({ ...pass, stance: opposite(pass.stance), defects: [] });
    }
    for (const key of [...SCHEMA_MAP_KEYWORDS, 'dependencies']) {
      const value = members[key];
      if (!isObject(value)) continue;
      requireRoom(pass.keywords.count + Object.keys(value).length);
      const converted: Members = Object.create(null);
      const map = placeOfKeyword(schema, key);
      for (const [name, item] of Object.entries(value)) {
        if (item === undefined) continue;
        const isListOfNames = key === 'dependencies' && Array.isArray(item);
        const place = child(map, name);
        const isInPlace = key === 'dependencies' || key === 'dependentSchemas';
        converted[name] = isListOfNames ? item : convertNode(item, place, pass, isInPlace ? outer : place);
      }
      members[key] = converted;
    }
    matchProto(members);
    if (pass.stance !== 'plain') settle(members, schema, { ...pass, stance: opposite(pass.stance), defects: [] });
    return rivals;
  };

  /**
   * A condition that holds counts for its `then` and against its `else`, an item that holds for `minContains` and
   * against `maxContains`: each side gets the stance in which it is certain.
   */
  const settle = (members: Members, schema: NormalSchema, against: Pass): void => {
    const { if: test, then: yes, else: no, maxContains } = members;
    const { keywords } = schema;
    if (test !== undefined && (yes !== undefined || no !== undefined)) {
      const opposed = convertNode(keywords.if ?? true, placeOfKeyword(schema, 'if'), against);
      for (const name of ['if', 'then', 'else']) delete members[name];
      push(members, { if: opposed, then: yes ?? true }, { if: test, else: no ?? true });
    }
    if (members.contains !== undefined && maxContains !== undefined) {
      const opposed = convertNode(keywords.contains ?? true, placeOfKeyword(schema, 'contains'), against);
      const most = { contains: opposed, minContains: 0, maxContains };
      origins.set(most, schema.pointer);
      delete members.maxContains;
      push(members, most);
    }
  };

  /** Whether a schema, or one to which it refers, has a keyword that cannot be used. */
  const depends = (pointer: Pointer, { direction }: Pick<Pass, 'direction'>): boolean => {
    const key = `${direction} ${pointer}`;
    const before = dependent.get(key);
    if (before !== undefined) return before;
    const seen = new Set([pointer]);
    let found = false;
    for (const each of seen) {
      const { defects, references } = converter.convert(each, direction);
      found ||= defects.length > 0;
      for (const reference of references.values()) seen.add(reference.pointer);
    }
    dependent.set(key, found);
    return found;
  };
  const converter: Converter = {
    convert(pointer, direction, { stance, excused = NO_NAMES, isBase = false, readsContents = false } = PLAIN) {
      const key = keyOf(pointer, { direction, stance, excused, isBase, readsContents });
      const id = idOf(key);
      const before = known.get(id);
      if (before) return before;
      const keywords = { count: 0 };
      const pass: Pass = {
        root: pointer,
        direction,
        stance,
        excused,
        isBase,
        readsContents,
        references: new Map(),
        defects: [],
        tolerated: { count: 0 },
        keywords,
        excuses: createExcuses(root, shapes, keywords),
        namesInherited: false,
        exact: { isNamed: false },
      };
      const schema = convertNode(at(root, pointer) ?? true, pointer, pass);
      const { references, defects, tolerated, namesInherited, exact } = pass;
      const facts = {
        namesInherited,
        namesExact: exact.isNamed,
        isTolerant: tolerated.count > 0,
        size: Math.ceil(keywords.count),
      };
      const converted = { id, key, pointer, schema, references, defects, ...facts };
      known.set(id, converted);
      return converted;
    },
    byId: (id) => known.get(id),
    isTooLarge: tooLargeFor(root),
    follow(id) {
      const converted = known.get(id);
      return converted && { schema: converted.schema, name: tokensOf(converted.pointer).at(-1) ?? '' };
    },
    originOf: (node) => origins.get(node),
    keywordOf: (node, keyword) => written.get(node)?.[keyword] ?? keyword,
  };
  return converter;
}

/** Fulfilled when schemas can be converted: here at once. */
export async function loadConverter(): Promise<void> {}

const PLAIN: Use = { stance: 'plain' };

/** Keywords that compare with a size. No size is too large for a double. */
const COUNTS = new Set(
  'minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties'.split(' '),
);

/** Keywords that compare values and numbers. */
const COMPARING = new Set('const enum multipleOf minimum maximum exclusiveMinimum exclusiveMaximum'.split(' '));

function push(members: Members, ...parts: readonly JsonValue[]): void {
  members.allOf = [...(Array.isArray(members.allOf) ? members.allOf : []), ...parts];
}
