import type { CompiledOperation, Contract, Example, MediaContent } from '../contract/index.js';
import { isObject, type JsonObject, type JsonValue, type Located } from '../model/index.js';
import { enumerationsIn, type Shape } from '../schema/index.js';
import { codeLike, reasonOf, speaksOf, speaksOfAny } from './error-words.js';

/** A documented response and the status with which it is sent. */
interface Answered {
  readonly status: number;
  readonly response: Located;
}

/**
 * Whether a response is documented for several statuses, as a range, as `default` or by a shared reference: then its
 * body says nothing of the one that is sent.
 */
export function isShared({ operation }: CompiledOperation, { status, response }: Answered): boolean {
  if (status < 400) return false;
  if (operation.responses.get(String(status)) !== response) return true;
  const sharers = [...operation.responses.values()].filter((each: Located) => each.pointer === response.pointer);
  return sharers.length > 1;
}

/** The example that speaks of the status, by its name, its code or its number; undefined where none does. */
export function exampleFor(examples: readonly Example[], status: number): Example | undefined {
  if (examples.length < 2) return undefined;
  return examples.find(({ name, value, bytes }) => !bytes && (speaksOf(name, status) || agrees(value, status)));
}

/**
 * The body of an error of this status: code, number and title that name another status, or none, are replaced where the
 * schema lets one tell, and so is the message beside them. The same object where nothing is to be replaced.
 * @param codeOf the code that services of a known family send for the status
 */
export function fittedError(
  contract: Contract,
  { schema }: MediaContent,
  status: number,
  value: JsonValue,
  codeOf?: (status: number) => string | undefined,
): JsonValue {
  if (reasonOf(status) === undefined) return value;
  const shape = schema === undefined ? undefined : contract.schemas.shapes.of(schema);
  const fitted = fitValue(value, shape, { status, codeOf: codeOf ?? (() => undefined) }, 0);
  if (fitted === value || schema === undefined) return fitted;
  const { isValid } = contract.schemas;
  return isValid(schema, 'response', fitted) === false && isValid(schema, 'response', value) !== false ? value : fitted;
}

const STATUSES = new Set(['status', 'statusCode', 'status_code', 'httpStatus', 'http_status', 'code']);
const CODES = new Set(['code', 'errorCode', 'error_code']);
/** Members that may name the status, and may as well say something else. */
const TITLES = new Set(['reason', 'error', 'type', 'title']);
const MESSAGES = new Set(['message', 'detail', 'description', 'error_description', 'errorMessage', 'error_message']);
const INNER = new Set(['error', 'errors', 'fault', 'problem']);

interface Wanted {
  readonly status: number;
  readonly codeOf: (status: number) => string | undefined;
}

function fitValue(value: JsonValue, shape: Shape | undefined, wanted: Wanted, depth: number): JsonValue {
  if (depth > 3) return value;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => fitValue(item, shape?.item(index), wanted, depth + 1));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isObject(value)) return value;
  const made: Record<string, JsonValue | undefined> = { ...value };
  let hasChanged = false;
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const below = shape?.property(name);
    const next =
      typeof member === 'object' && INNER.has(name)
        ? fitValue(member, below, wanted, depth + 1)
        : fitScalar(name, member, below, wanted);
    if (next !== member) hasChanged = true;
    made[name] = next;
  }
  if (!hasChanged) return value;
  for (const name of MESSAGES) {
    const message = made[name];
    if (typeof message === 'string' && !speaksOf(message, wanted.status)) made[name] = reasonOf(wanted.status);
  }
  return made;
}

function fitScalar(name: string, member: JsonValue, shape: Shape | undefined, { status, codeOf }: Wanted): JsonValue {
  if (STATUSES.has(name) && isOtherStatus(name, member, status))
    return typeof member === 'number' ? status : String(status);
  if (typeof member !== 'string' || !(CODES.has(name) || TITLES.has(name)) || speaksOf(member, status)) return member;
  const [allowed] = enumerationsIn(shape);
  if (allowed) return allowed.find((each) => typeof each === 'string' && speaksOf(each, status)) ?? member;
  // A number, a URL or a sentence is a name of the service's own: nothing tells which other there are.
  if (!/^[A-Za-z]+(?:[ _.-][A-Za-z]+){0,4}$/.test(member)) return member;
  if (TITLES.has(name) && !speaksOfAny(member) && !(member === 'string' && name !== 'type')) return member;
  if (name === 'title') return reasonOf(status) ?? member;
  return codeOf(status) ?? codeLike(member, status) ?? member;
}

/** A number that is a status, but another one; a generated 0 is none. */
function isOtherStatus(name: string, member: JsonValue, status: number): boolean {
  if (typeof member !== 'number' && typeof member !== 'string') return false;
  const isStatus = /^[1-5]\d\d$/.test(String(member));
  return (isStatus || (member === 0 && name !== 'code')) && Number(member) !== status;
}

function agrees(value: JsonValue, status: number): boolean {
  if (!isObject(value)) return false;
  const isNamed = ([name, member]: [string, JsonValue | undefined]): boolean =>
    ((CODES.has(name) || TITLES.has(name)) && typeof member === 'string' && speaksOf(member, status)) ||
    (STATUSES.has(name) && String(member) === String(status));
  const inner: (JsonObject | undefined)[] = [value, isObject(value.error) ? value.error : undefined];
  return inner.some((each) => each !== undefined && Object.entries(each).some(isNamed));
}
