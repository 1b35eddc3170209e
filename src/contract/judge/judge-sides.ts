import { child, isObject, type JsonObject, type JsonValue, MAX_DEPTH, type Pointer } from '../../model/index.js';
import { KEPT_FROM, type Shape } from '../../schema/index.js';
import type { MediaContent } from '../compiled.js';
import type { ValueContext } from './judge-value.js';
import { addOwn } from './policy.js';

/**
 * Reports members that are the other side's: `readOnly` ones in a request, `writeOnly` ones in a response (OpenAPI 3.0
 * §4.7.24.2: they should not be sent; a password that leaks is one).
 */
export function judgeSides(context: ValueContext, { schema }: MediaContent, value: JsonValue): void {
  const { schemas, direction, policy } = context;
  if (schema === undefined || policy.readWrite === 'allow' || typeof value !== 'object' || value === null) return;
  const shape = schemas.shapes.of(schema);
  if (shape && schemas.sides.mayCarry(shape, direction, value)) visit(context, shape, value, undefined, 0);
}

type JsonHolder = JsonObject | readonly JsonValue[];

/** Where a member is: a pointer is made of it only where there is something to report. */
interface Place {
  readonly above: Place | undefined;
  readonly token: string | number;
}

function visit(context: ValueContext, shape: Shape, value: JsonHolder, above: Place | undefined, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (!isObject(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item !== 'object' || item === null) continue;
      const below = shape.item(index);
      if (below) visit(context, below, item, { above, token: index }, depth + 1);
    }
    return;
  }
  const kept = context.schemas.sides.of(shape, context.direction);
  for (const name of Object.keys(value)) {
    const member = value[name];
    if (member === undefined) continue;
    const rule = kept.ruleOf(name);
    if (rule !== undefined) report(context, pointerOf({ above, token: name }), name, member, rule);
    else if (typeof member === 'object' && member !== null) {
      const below = shape.property(name);
      if (below) visit(context, below, member, { above, token: name }, depth + 1);
    }
  }
}

function pointerOf({ above, token }: Place): Pointer {
  return child(above ? pointerOf(above) : '', token);
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
