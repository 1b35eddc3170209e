import { child, isObject, type JsonObject, own, type Pointer } from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import { type BaseReferences, type Choice, createBaseReferences } from './bases.js';
import type { Defect } from './defects.js';
import { inPlace, listOf } from './in-place.js';
import { targetOf } from './place.js';
import { TYPES } from './types.js';

/** Finds references that lead back to the schema that has them, without a step into the value. */
export interface Circles {
  /** What is wrong with the `$ref` of a schema: to follow it would have no end. Undefined for others. */
  defectOf(node: JsonObject, pointer: Pointer): Defect | undefined;
  /** Whether its `$ref` means a base without the choice that lists this schema among others. */
  isOfBase(node: JsonObject): boolean;
  /** The lists of alternatives that such a reference to this schema leaves out. */
  choicesOf(node: JsonObject): readonly Choice[];
}

/** Circles among the schemas below `root`. */
export function createCircles(root: JsonObject, dialect: SchemaDialect): Circles {
  const asWritten = createComponents((node) => inPlace(node, root, dialect));
  // Only schemas that lead back to themselves are looked at more closely.
  const bases = createBaseReferences(root, dialect);
  const withBases = createComponents((node) => inPlaceOf(node, root, dialect, bases));
  const isCircle = (node: JsonObject): boolean => {
    const target = targetIn(node, root);
    return target !== undefined && asWritten.areOne(node, target);
  };
  return {
    isOfBase: (node) => isCircle(node) && bases.has(node),
    choicesOf: bases.choicesOf,
    defectOf(node, pointer) {
      const target = targetIn(node, root);
      if (!target || !asWritten.areOne(node, target)) return undefined;
      const meant = bases.has(node) ? bases.baseOf(target) : target;
      if (!withBases.areOne(node, meant)) return undefined;
      const detail = `the reference ${node.$ref} leads back to itself without end`;
      return { keyword: '$ref', pointer: child(pointer, '$ref'), detail, types: TYPES, isCircle: true };
    },
  };
}

function targetIn(node: JsonObject, root: JsonObject): JsonObject | undefined {
  const reference = own(node, '$ref');
  const target = typeof reference === 'string' ? targetOf(root, reference)?.schema : undefined;
  return isObject(target) ? target : undefined;
}

/** Groups of schemas that lead to each other. */
interface Components {
  areOne(a: JsonObject, b: JsonObject): boolean;
}

/** Tarjan's components of the graph of schemas that apply to the same value. */
function createComponents(edges: (node: JsonObject) => readonly JsonObject[]): Components {
  const component = new Map<JsonObject, number>();
  const order = new Map<JsonObject, number>();
  const stack: JsonObject[] = [];

  /** Gives a component to this schema, and to all that are reached from it. Without recursion: chains have no end. */
  const visit = (start: JsonObject): void => {
    const open = [enter(start)];
    for (let here = open.at(-1); here; here = open.at(-1)) {
      const next = here.next.pop();
      if (next === undefined) {
        open.pop();
        const above = open.at(-1);
        if (above) above.low = Math.min(above.low, here.low);
        if (here.low === here.order) close(here);
        continue;
      }
      const known = order.get(next);
      if (known === undefined) open.push(enter(next));
      else if (!component.has(next)) here.low = Math.min(here.low, known);
    }
  };
  const enter = (node: JsonObject): Entered => {
    const mine = order.size;
    order.set(node, mine);
    stack.push(node);
    return { node, order: mine, low: mine, next: [...edges(node)].reverse() };
  };
  const close = ({ node, order: number }: Entered): void => {
    for (let member = stack.pop(); member; member = stack.pop()) {
      component.set(member, number);
      if (member === node) break;
    }
  };
  return {
    areOne(a, b) {
      if (!order.has(a)) visit(a);
      return component.get(a) === component.get(b);
    },
  };
}

/** The schemas that apply to the same value as this one, where references to bases mean these without their choice. */
function inPlaceOf(node: JsonObject, root: JsonObject, dialect: SchemaDialect, bases: BaseReferences): JsonObject[] {
  const base = bases.withChoice(node);
  const found = inPlace(base ?? node, root, dialect);
  if (base)
    return found.filter((next) => !bases.choicesOf(base).some((keyword) => listOf(base, keyword).includes(next)));
  const target = bases.has(node) ? targetIn(node, root) : undefined;
  return target ? found.map((next) => (next === target ? bases.baseOf(target) : next)) : found;
}

/** A schema on the way. */
interface Entered {
  readonly node: JsonObject;
  readonly order: number;
  /** The earliest schema that is reached from here and has no component yet. */
  low: number;
  /** The schemas that are still to be looked at from here, the next one last. */
  readonly next: JsonObject[];
}
