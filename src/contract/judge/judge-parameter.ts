import { type JsonValue, type Pointer, provenanceOf, type Writable } from '../../model/index.js';
import type { CompiledParameter, ParameterSources } from '../parameters/compile.js';
import { judgeValue, type ValueContext, type ValuePlace } from './judge-value.js';
import { addOwn } from './policy.js';

/** Checks one parameter of a request, or one documented header of a response or a part. */
export function judgeParameter(context: ValueContext, parameter: CompiledParameter, sources: ParameterSources): void {
  const { sent, value: likely, otherwise, isEmpty = false, isUnread = false } = parameter.read(sources);
  if (sent && context.direction === 'request') context.observer?.parameter(parameter);
  const documented = provenanceOf(parameter.node) ?? context.operation.provenance;
  if (sent && context.direction === 'request' && parameter.node.deprecated === true) {
    addOwn(context.findings, context.policy, {
      in: 'request',
      part: parameter.place,
      location: parameter.name,
      keyword: 'deprecated',
      pointer: parameter.pointer,
      ...(documented ? { documented } : {}),
    });
  }
  if (isEmpty) return;
  if (isUnread) {
    context.findings.isUnread = true;
    return;
  }
  if (likely !== undefined) {
    if (parameter.schema === undefined) return;
    const value = likelier(context, parameter.schema, likely, otherwise);
    const place: Writable<ValuePlace> = { schema: parameter.schema, part: parameter.place, location: parameter.name };
    // Not by spreading: every documented field of every message comes by here.
    if (documented) place.documented = documented;
    judgeValue(context, place, value);
    return;
  }
  if (!sent && !parameter.required) return;
  addOwn(context.findings, context.policy, {
    in: context.direction,
    part: parameter.place,
    location: parameter.name,
    keyword: 'missing-parameter',
    params: {
      name: parameter.name,
      style: sent,
      ...(parameter.node.in === 'querystring' ? { isQueryString: true } : {}),
      ...(sent && parameter.node.content !== undefined ? { isContent: true } : {}),
    },
    pointer: parameter.pointer,
    ...(documented ? { documented } : {}),
  });
}

/** Of several readings the first, unless only another one is valid. */
function likelier(
  { schemas, direction }: ValueContext,
  schema: Pointer,
  first: JsonValue,
  others: readonly JsonValue[] | undefined,
): JsonValue {
  if (others === undefined || schemas.isValid(schema, direction, first) !== false) return first;
  return others.find((other) => schemas.isValid(schema, direction, other)) ?? first;
}
