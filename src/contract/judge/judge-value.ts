import {
  type JsonValue,
  type Part,
  type Pointer,
  type Provenance,
  tokensOf,
  type Violation,
} from '../../model/index.js';
import { type Direction, MORE_FAULTS, provenanceAt, type SchemaError, type Schemas } from '../../schema/index.js';
import type { MediaContent } from '../compiled.js';
import type { Operation } from '../operation.js';
import { judgeNames } from './judge-names.js';
import type { Observer } from './observer.js';
import { addOwn, type Findings, type Policy, severityFor } from './policy.js';

/** Where a value was found, and what it is checked against. */
export interface ValueContext {
  readonly schemas: Schemas;
  readonly operation: Operation;
  readonly direction: Direction;
  readonly policy: Policy;
  readonly findings: Findings;
  readonly observer?: Observer | undefined;
  readonly wantsUnknownMembers?: boolean | undefined;
}

/**
 * Checks a body against its media type's schema, knowing its placeholders; then looks for properties that no schema
 * names.
 * @param isExact whether exact numbers are in it; looked for where nobody knows
 * @param opened the value with the JSON that its texts hold in their place, where the schema describes that too
 * @param found what a walk over that found, where there was one
 */
export function judgeBodyValue(
  context: ValueContext,
  media: MediaContent,
  value: JsonValue,
  isExact?: boolean,
  opened = value,
  found?: number,
): void {
  if (media.schema === undefined) return;
  judgeValue(context, { schema: media.schema, part: 'body', location: undefined, media }, value, isExact);
  if (context.findings.isTooLarge) return;
  if (context.policy.undocumentedProperties === 'allow') return;
  judgeNames(context, media.schema, opened, found);
}

/** The kind of a value: a body (its location is a pointer into it), or a parameter (its location is its name). */
export interface ValuePlace {
  readonly schema: Pointer;
  readonly part: Part;
  readonly location: string | undefined;
  readonly media?: MediaContent;
  readonly documented?: Provenance;
}

/**
 * Checks any value against a schema.
 * @param isExact as of `judgeBodyValue`
 */
export function judgeValue(context: ValueContext, place: ValuePlace, value: JsonValue, isExact?: boolean): void {
  const { schemas, direction, findings } = context;
  for (const { location, keyword, schema } of schemas.toleratedNulls(place.schema, direction, value)) {
    addOwn(findings, context.policy, {
      in: direction,
      part: place.part,
      location: place.location ?? location,
      ...withinOf(place, location),
      keyword: 'tolerated-null',
      params: { keyword },
      value: null,
      pointer: schema,
    });
  }
  const verdict = schemas.verdict(place.schema, direction, value, isExact);
  if (verdict === 'valid') return;
  if (verdict === 'undecided') {
    findings.isUndecided = true;
    return;
  }
  if (verdict === 'too-large') {
    addTooLarge(context, place);
    return;
  }
  const errors = schemas.explain(place.schema, direction, value);
  if (errors.at(-1)?.keyword !== MORE_FAULTS) {
    for (const error of errors) addError(context, place, error);
    return;
  }
  // A fault behind hundreds of placeholders must not be skipped.
  if (addMany(context, place, errors)) return;
  if (addMany(context, place, schemas.explain(place.schema, direction, value, MAX_PLACEHOLDERS))) return;
  // All are placeholders, and nobody knows what the others are.
  addTooLarge(context, place);
}

/** So many faults of a value are looked at where the first ones are documented placeholders. */
const MAX_PLACEHOLDERS = 10_000;

/**
 * Adds the faults of a value that has more of them than are listed, if one of these is more than a placeholder, or if
 * all are there. Else it adds nothing.
 */
function addMany(context: ValueContext, place: ValuePlace, errors: readonly SchemaError[]): boolean {
  const { findings, policy, direction } = context;
  const { placeholdersAllowed } = findings;
  const before = findings.violations.length;
  for (const error of errors) if (error.keyword !== MORE_FAULTS) addError(context, place, error);
  const more = errors.find(({ keyword }) => keyword === MORE_FAULTS);
  if (!more) return true;
  if (!findings.violations.some(({ severity }, index) => index >= before && severity === 'error')) {
    findings.violations.length = before;
    findings.placeholdersAllowed = placeholdersAllowed;
    return false;
  }
  addOwn(findings, policy, {
    in: direction,
    part: place.part,
    location: place.location ?? '',
    keyword: MORE_FAULTS,
    params: more.params,
    pointer: place.schema,
  });
  return true;
}

/** Nothing is accepted because it is too large to be judged: either it is a fault, or it is said that nobody looked. */
function addTooLarge({ findings, policy, direction }: ValueContext, place: ValuePlace): void {
  findings.isTooLarge = true;
  addOwn(findings, policy, {
    in: direction,
    part: place.part,
    location: place.location ?? '',
    keyword: 'too-large',
    pointer: place.schema,
    ...(place.documented ? { documented: place.documented } : {}),
  });
}

function addError(context: ValueContext, place: ValuePlace, error: SchemaError): void {
  const { direction, findings, policy } = context;
  const placeholder = place.media?.placeholders()?.repeatedBy(error);
  const severity = placeholder ? severityFor(policy.placeholders) : 'error';
  if (severity === undefined) {
    findings.placeholdersAllowed += 1;
    return;
  }
  const documented = place.documented ?? documentedAt(context, place, error);
  if (context.wantsUnknownMembers && !placeholder && isEvolved(error)) {
    addOwn(findings, policy, {
      in: direction,
      part: place.part,
      location: place.location ?? error.location,
      ...withinOf(place, error.location),
      keyword: 'undocumented-enum-member',
      params: error.params,
      value: error.value,
      pointer: error.schema,
      ...(documented ? { documented } : {}),
    });
    return;
  }
  const violation: Violation = {
    in: direction,
    part: place.part,
    location: place.location ?? error.location,
    ...withinOf(place, error.location),
    keyword: placeholder ? 'placeholder' : error.keyword,
    severity,
    params: placeholder ? { ...error.params, keyword: error.keyword } : error.params,
    value: error.value,
    schema: `#${error.schema}`,
    ...(placeholder ? { breaks: error.keyword } : {}),
    ...(documented ? { documented } : {}),
  };
  findings.violations.push(violation);
}

/** The place in the value of a parameter, whose location is its name. */
function withinOf(place: ValuePlace, location: Pointer): Pick<Violation, 'within'> {
  return place.location !== undefined && location !== '' ? { within: location } : {};
}

/**
 * An evolvable enumeration names a sentinel, and may have members that the document does not list (Microsoft Graph,
 * "Evolvable enums").
 */
function isEvolved({ keyword, params, value }: SchemaError): boolean {
  const { allowedValues } = params;
  return (
    keyword === 'enum' &&
    typeof value === 'string' &&
    Array.isArray(allowedValues) &&
    allowedValues.some((member) => typeof member === 'string' && member.toLowerCase() === 'unknownfuturevalue')
  );
}

function documentedAt(
  { schemas, operation }: ValueContext,
  place: ValuePlace,
  error: SchemaError,
): Provenance | undefined {
  const { missingProperty } = error.params;
  const tokens = [...tokensOf(error.location), ...(typeof missingProperty === 'string' ? [missingProperty] : [])];
  return provenanceAt(schemas.shapes.of(place.schema), tokens, operation.provenance?.page) ?? operation.provenance;
}
