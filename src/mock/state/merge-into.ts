import type { Contract, Example, MediaContent } from '../../contract/index.js';
import { isObject, type JsonObject, type JsonValue, tokensOf } from '../../model/index.js';
import { readableValue } from '../write-only.js';

/** Members that are the service's to give even where the document forgets to call them readOnly. */
const SERVICES_OWN = /^(?:id|created(?:DateTime|At|On|_at)?|@odata\..*)$/;

type Shape = ReturnType<Contract['schemas']['shapes']['of']>;

/**
 * What was sent, laid over the documented answer: writable, documented members come back as they were sent, the others stay the service's.
 * @returns a value with no other faults than the documented answer has itself
 */
export function layOver(contract: Contract, media: MediaContent, base: JsonObject, sent: JsonObject): JsonObject {
  const shape = media.schema === undefined ? undefined : contract.schemas.shapes.of(media.schema);
  const laid = lay(base, sent, shape);
  const kept: Record<string, JsonValue | undefined> = { ...laid };
  // What would make the answer invalid is left as it is documented: first the members at fault, then all that was sent.
  for (const name of faultyMembers(contract, media, laid)) {
    if (Object.hasOwn(base, name)) kept[name] = base[name];
    else delete kept[name];
  }
  return faultyMembers(contract, media, kept).length === 0 ? kept : base;
}

function lay(base: JsonObject, sent: JsonObject, shape: Shape): JsonObject {
  const laid: Record<string, JsonValue | undefined> = { ...base };
  for (const [name, value] of Object.entries(sent)) {
    const below = shape?.property(name);
    const isDocumented = below !== undefined || !shape?.namesProperties || shape.welcomesOthers;
    if (value === undefined || !isDocumented || isServices(name, below)) continue;
    const before = laid[name];
    laid[name] = isObject(before) && isObject(value) ? lay(before, value, below) : value;
  }
  return laid;
}

/** Whether a member is assigned by the service, or kept from its answers. */
export function isServices(name: string, shape: Shape): boolean {
  return (
    SERVICES_OWN.test(name) ||
    (shape?.schemas.some(({ node }) => node.readOnly === true || node.writeOnly === true) ?? false)
  );
}

/** The members of an object in which it breaks its schema, other than by repeating a placeholder; `''` where the object itself does. */
function faultyMembers(contract: Contract, media: MediaContent, value: JsonObject): string[] {
  if (media.schema === undefined || contract.schemas.isValid(media.schema, 'response', value) !== false) return [];
  const faults = contract.schemas
    .explain(media.schema, 'response', value)
    .filter((error) => media.placeholders()?.repeatedBy(error) === undefined);
  return [...new Set(faults.map(({ location }) => tokensOf(location)[0] ?? ''))];
}

/** The example to build on: the one that was asked for, else the first that keeps its own schema, else the first. */
function baseExample(contract: Contract, media: MediaContent, wanted: Example | undefined): Example | undefined {
  const { schema } = media;
  if (wanted && wanted !== media.examples[0]) return wanted;
  if (schema === undefined) return media.examples[0];
  return (
    media.examples.find(({ value }) => contract.schemas.isValid(schema, 'response', value) === true) ??
    media.examples[0]
  );
}

/** The answer to build on, as a client may see it: that of `baseExample`, without what is only written. Undefined where nothing is documented. */
export function baseValue(contract: Contract, media: MediaContent, wanted?: Example): JsonValue | undefined {
  const example = baseExample(contract, media, wanted);
  return example && readableValue(contract, media, example);
}
