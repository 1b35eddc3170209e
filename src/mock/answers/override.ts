import {
  type CompiledOperation,
  type Contract,
  type Operation,
  responseFor,
  ruleFault,
  whyUnsendable,
} from '../../contract/index.js';
import {
  InputError,
  isObject,
  isTooDeep,
  type JsonObject,
  type JsonValue,
  MAX_DEPTH,
  type Range,
  readJson,
  readRange,
  writeJson,
} from '../../model/index.js';
import { errorStatuses, type InjectedFault, readInjectedFault } from '../faults/faults.js';
import { usualStatus } from '../negotiate.js';
import { NO_PREFERENCES, type Preferences } from '../preferences.js';
import { type RequestFacts, ruleOf } from '../rule.js';

/** An answer that takes the place of the one that the mock would choose. Every member may be left out. */
export interface AnswerOverride {
  /** A status that the operation documents. */
  readonly status?: number;
  /** The same, in the word of `Prefer: code=404`. */
  readonly code?: number;
  /** The name of a documented example; without `status`, of whichever response has it. */
  readonly example?: string;
  /** Whether the body is generated from its schema. */
  readonly dynamic?: boolean;
  /** The seed of what is generated. */
  readonly seed?: string;
  /** The body: a JSON value, written as its media type is; bytes are sent as they are. It is judged like others. */
  readonly body?: JsonValue | Uint8Array;
  /** Header fields, in place of the documented ones of these names. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Milliseconds before the answer: `300`, or `'200..800'`. */
  readonly delay?: number | string;
  /** What goes wrong: the connection, the speed, any documented error, or the error of a status. */
  readonly fault?: 'reset' | 'slow' | 'error' | number;
  /** Only for requests that have these values: the rule of `x-docproof-when`. */
  readonly when?: JsonObject;
  /** Whether `status` may be one that the operation does not document. The answer is reported as a violation. */
  readonly undocumented?: boolean;
}

/** A rule, made ready for an operation of the contract that answers now. */
export interface PreparedRule {
  readonly when: JsonObject;
  readonly compiled: CompiledOperation;
  readonly fits: (facts: RequestFacts) => boolean;
}

/** An override as the stages use it. */
export interface PreparedOverride {
  /** As it was set. */
  readonly given: AnswerOverride;
  readonly preferences: Preferences;
  readonly body: JsonValue | Uint8Array | undefined;
  readonly headers: Readonly<Record<string, string | string[]>> | undefined;
  readonly rule: PreparedRule | undefined;
  readonly isUndocumented: boolean;
}

/** Each member, and what is wrong with a value, in words. */
const MEMBERS: Readonly<Record<keyof AnswerOverride, (value: unknown) => string | undefined>> = {
  status: statusFault,
  code: statusFault,
  example: (value) => (typeof value === 'string' ? undefined : 'write the name of an example'),
  dynamic: booleanFault,
  seed: (value) => (typeof value === 'string' ? undefined : 'write a text'),
  body: bodyFault,
  headers: headersFault,
  delay: (value) => (delayOf(value) ? undefined : "write milliseconds, such as 300 or '200..800'; ten minutes at most"),
  fault: (value) => (faultOf(value) ? undefined : "write 'reset', 'slow', 'error' or a status, such as 503"),
  when: (value) =>
    isObject(value) ? ruleFault(value) : 'write what requests have, such as { body: { /colour: red } }',
  undocumented: booleanFault,
};

/**
 * Checks an override of an operation, and prepares it.
 * @throws InputError `bad-option` for members with wrong names or values, and for what the operation does not document;
 * `no-code-generation` for a rule whose schema has no validator where code may not be generated
 */
export function prepareOverride(contract: Contract, operation: Operation, given: AnswerOverride): PreparedOverride {
  for (const [name, value] of Object.entries(given)) checkMember(operation, name, value);
  const override = copied(given);
  const { example, dynamic, seed, body, when, headers, undocumented = false } = override;
  const status = statusOf(operation, override);
  const fault = settledFault(operation, override);
  const isStatusFault = fault?.kind === 'status';
  for (const asked of [status, isStatusFault ? fault.status : undefined]) {
    if (asked !== undefined && !(undocumented && asked === status)) assertDocumented(operation, asked);
  }
  const compiled = contract.compile(operation);
  const code = status ?? (example === undefined ? undefined : statusOfExample(compiled, example));
  const delay = override.delay === undefined ? undefined : delayOf(override.delay);
  const preferences: Preferences = {
    ...(code === undefined ? {} : { code }),
    ...(example === undefined ? {} : { example }),
    ...(dynamic === undefined ? {} : { dynamic }),
    ...(seed === undefined ? {} : { seed }),
    ...(delay ? { delay } : {}),
    ...(fault ? { fault } : {}),
  };
  return {
    given: override,
    preferences: Object.keys(preferences).length === 0 ? NO_PREFERENCES : preferences,
    body,
    headers: headers && copiedFields(headers),
    rule: when && preparedRule(when, compiled),
    isUndocumented: undocumented,
  };
}

/** The rule, for the operation as the contract has it now. */
export function preparedRule(when: JsonObject, compiled: CompiledOperation): PreparedRule {
  return { when, compiled, fits: ruleOf(when, compiled) };
}

function checkMember({ id }: Operation, name: string, value: unknown): void {
  const faultIn = Object.hasOwn(MEMBERS, name) ? MEMBERS[name as keyof AnswerOverride] : undefined;
  if (!faultIn) {
    throw new InputError('bad-option', `an answer of ${id} has no member "${name}"`, {
      cure: `There are ${Object.keys(MEMBERS).join(', ')}.`,
    });
  }
  const cure = value === undefined ? undefined : faultIn(value);
  if (cure === undefined) return;
  throw new InputError('bad-option', `the ${name} of an answer of ${id} cannot be used`, {
    cure: `${cure.charAt(0).toUpperCase()}${cure.slice(1)}.`,
  });
}

function statusOf({ id }: Operation, { status, code }: AnswerOverride): number | undefined {
  if (status === undefined || code === undefined || status === code) return status ?? code;
  throw new InputError('bad-option', `an answer of ${id} has the status ${status} and the code ${code}`, {
    cure: 'Both mean the same: write one of them.',
  });
}

function assertDocumented(operation: Operation, status: number): void {
  if (responseFor(operation, status)) return;
  throw new InputError('bad-option', `${operation.id} documents no response ${status}`, {
    cure: `It documents ${[...operation.responses.keys()].join(', ') || 'none'}. Document ${status}, or write "undocumented: true" beside the status of the answer.`,
  });
}

/** Any error becomes the first that the operation documents. */
function settledFault(operation: Operation, { fault: given }: AnswerOverride): InjectedFault | undefined {
  const fault = given === undefined ? undefined : faultOf(given);
  if (fault?.kind !== 'any-error') return fault;
  const [status] = errorStatuses(operation);
  if (status !== undefined) return { kind: 'status', status };
  throw new InputError('bad-option', `${operation.id} documents no error`, {
    cure: 'Document one, or write "status" with "undocumented: true".',
  });
}

/** The usual response is taken where it has the example; undefined for it. */
function statusOfExample(compiled: CompiledOperation, name: string): number | undefined {
  const { operation } = compiled;
  const usual = usualStatus(operation);
  const holders = [...operation.responses].filter(([, response]) => {
    const content = compiled.responseContent(response);
    return content.keys.some((key) => content.get(key)?.examples.some((example) => example.name === name));
  });
  const statuses = holders.map(([key]) => (key === 'default' ? 500 : Number(key.replace('XX', '00'))));
  if (holders.length === 0) {
    throw new InputError('bad-option', `no response of ${operation.id} has an example "${name}"`, {
      cure: 'Take the name of an example that the document has under "examples" of this operation\'s responses.',
    });
  }
  return usual !== undefined && statuses.includes(usual) ? undefined : statuses[0];
}

function statusFault(value: unknown): string | undefined {
  const isStatus = typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599;
  return isStatus ? undefined : 'write a number from 200 to 599';
}

function booleanFault(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : 'write true or false';
}

function bodyFault(value: unknown): string | undefined {
  if (value instanceof Uint8Array) return undefined;
  const cure = `write a JSON value of at most ${MAX_DEPTH} levels, or bytes`;
  try {
    // What leads back to itself is endlessly deep.
    return isTooDeep(value as JsonValue) || JSON.stringify(value) === undefined ? cure : undefined;
  } catch {
    return cure;
  }
}

/** A value has no line breaks and no NUL (RFC 9110 §5.5), and one byte a character. */
function headersFault(value: unknown): string | undefined {
  const isValue = (text: unknown): boolean => typeof text === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
  const isField = (field: unknown): boolean => (Array.isArray(field) ? field.every(isValue) : isValue(field));
  if (!isObject(value) || !Object.values(value).every(isField))
    return 'write names with texts, such as { "Retry-After": "3" }';
  for (const name of Object.keys(value)) {
    const why = FRAMING.test(name) ? 'the server writes it' : whyUnsendable(name);
    if (why !== undefined) return `take out ${name}: ${why}`;
  }
  return undefined;
}

/** Fields that say how a message is framed (RFC 9110 §7.6.1, RFC 9112 §6). */
const FRAMING = /^(?:connection|content-length|keep-alive|transfer-encoding|upgrade)$/i;

function delayOf(value: unknown): Range | undefined {
  return typeof value === 'number' || typeof value === 'string' ? readRange(String(value)) : undefined;
}

function faultOf(value: unknown): InjectedFault | undefined {
  return typeof value === 'number' || typeof value === 'string' ? readInjectedFault(String(value)) : undefined;
}

/** A copy of a checked override: its author may change the objects later. */
function copied(override: AnswerOverride): AnswerOverride {
  const { body, headers, when, ...others } = override;
  return {
    ...others,
    ...(body === undefined ? {} : { body: body instanceof Uint8Array ? body.slice() : readJson(writeJson(body)) }),
    ...(headers ? { headers: copiedFields(headers) } : {}),
    ...(when ? { when: readJson(writeJson(when)) as JsonObject } : {}),
  };
}

function copiedFields(fields: NonNullable<AnswerOverride['headers']>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}
