import { child, isObject, type JsonValue, MAX_DEPTH, type Pointer } from '../../model/index.js';
import { keptFrom, type Shape } from '../../schema/index.js';
import type { MediaContent } from '../compiled.js';
import type { ValueContext } from './judge-value.js';
import { addOwn } from './policy.js';

const KEPT_FROM = { request: 'readOnly', response: 'writeOnly' } as const;

/**
 * Reports members that are the other side's: `readOnly` ones in a request, `writeOnly` ones in a response (OpenAPI 3.0
 * §4.7.24.2: they should not be sent; a password that leaks is one).
 */
export function judgeSides(context: ValueContext, { schema }: MediaContent, value: JsonValue): void {
  const { schemas, direction, policy } = context;
  if (schema === undefined || policy.readWrite === 'allow' || typeof value !== 'object' || value === null) return;
  if (!schemas.mentions(schema, KEPT_FROM[direction])) return;
  const shape = schemas.shapes.of(schema);
  if (shape) visit(context, shape, value, '', 0);
}

function visit(context: ValueContext, shape: Shape, value: JsonValue, location: Pointer, depth: number): void {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const below = typeof item === 'object' ? shape.item(index) : undefined;
      if (below) visit(context, below, item, child(location, index), depth + 1);
    }
    return;
  }
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    const member = value[name];
    const below = member === undefined ? undefined : shape.property(name);
    if (!below || member === undefined) continue;
    const place = child(location, name);
    const rule = keptFrom(below, context.direction);
    if (rule === undefined) visit(context, below, member, place, depth + 1);
    else report(context, place, name, member, rule);
  }
}

function report(context: ValueContext, location: Pointer, property: string, value: JsonValue, pointer: Pointer): void {
  const { direction, findings, policy, operation } = context;
  addOwn(findings, policy, {
    in: direction,
    part: 'body',
    location,
    keyword: KEPT_FROM[direction],
    params: { property },
    value,
    pointer,
    ...(operation.provenance ? { documented: operation.provenance } : {}),
  });
}
