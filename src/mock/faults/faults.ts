import { type Contract, type Operation, responseFor } from '../../contract/index.js';
import {
  headerValue,
  InputError,
  latin1Bytes,
  latin1Text,
  type Range,
  utf8Bytes,
  utf8Text,
} from '../../model/index.js';
import type { Call } from '../answer.js';
import { timeAt } from './delay.js';

/** A fault: a documented error, any of them, a connection that is cut, or a body that is sent slowly. */
export type InjectedFault =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'any-error' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'slow' };

/** How often something goes wrong, and where. */
export interface FaultRule {
  /** `POST /users/{id}`; absent for every operation. */
  readonly operation?: string;
  /** From 0 to 1. */
  readonly probability: number;
  readonly fault: InjectedFault;
  /** Headers of that answer, such as `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it was written, for messages. */
  readonly text: string;
}

/** The fault and the delay that are injected into one call; either may be missing. */
export interface Injection {
  /** Sent with the response: a client that sends it back gets the same draw. */
  readonly token: string;
  readonly fault?: InjectedFault;
  readonly headers: Readonly<Record<string, string>>;
  /** In milliseconds. */
  readonly delay: number;
}

/** Draws what to inject. A promise only where another process counts the calls. */
export type Injector = (call: Call, operation: Operation) => Injection | Promise<Injection>;

/** The header that carries the token, both ways. */
export const DRAW_HEADER = 'Docproof-Draw';

/** Reads `reset`, `slow`, `error` or a status. */
export function readInjectedFault(text: string): InjectedFault | undefined {
  if (text === 'reset' || text === 'slow') return { kind: text };
  if (text === 'error') return { kind: 'any-error' };
  return /^[1-5]\d\d$/.test(text) ? { kind: 'status', status: Number(text) } : undefined;
}

/**
 * Reads `POST /auditLogs/signIns: 10% 429 Retry-After=3`; without method and path the rule is for every operation.
 * @throws InputError `bad-option`
 */
export function readFaultRule(text: string): FaultRule {
  const [, operation, percent = '', what = '', rest = ''] =
    /^\s*(?:([\w!#$%&'*+.^`|~-]+ \/\S*):\s+|\*:\s+)?(\d+(?:\.\d+)?)%\s+(\w+)((?:\s+[\w-]+=\S+)*)\s*$/.exec(text) ?? [];
  const fault = readInjectedFault(what);
  const probability = Number(percent) / 100;
  if (!fault || probability > 1) {
    throw new InputError('bad-option', `"${text}" is not a fault`, {
      cure: "Write --fault 'POST /path: 10% 429 Retry-After=3'; instead of a status: reset, slow, or error for any documented one.",
    });
  }
  const headers = Object.fromEntries(
    [...rest.matchAll(/([\w-]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
  return { probability, fault, headers, text, ...(operation ? { operation } : {}) };
}

/** Whether a rule names the operation. The case of a method counts only where the document has both. */
export function isNamed(id: string | undefined, operation: Operation, { operations }: Contract): boolean {
  if (id === undefined || id === operation.id) return true;
  const upper = id.replace(/^\S+/, (method) => method.toUpperCase());
  return upper === operation.id && !operations.some((other) => other.id === id);
}

/**
 * An injector. Fault and delay depend on nothing but the seed, the operation and the number of the call.
 * @param count gives the number of this call, from 0, by key
 * @throws InputError `bad-option` for operations and statuses that the contract does not have
 */
export function createInjector(
  contract: Contract,
  { faults, delay, seed }: { faults: readonly FaultRule[]; delay?: Range; seed: string },
  count: (key: string, call: Call) => number | Promise<number>,
): Injector {
  for (const rule of faults) assertDocumented(contract, rule);
  const injectionFor = (operation: Operation, from: string, number: number): Injection => {
    const key = `${from} ${operation.id} ${number}`;
    const rule = drawRule(
      faults.filter((candidate) => isNamed(candidate.operation, operation, contract)),
      drawOf(`${key} fault`),
    );
    const fault = rule && settle(rule.fault, operation, drawOf(`${key} error`));
    return {
      token: `${number}.${encodeToken(from)}`,
      headers: rule?.headers ?? {},
      delay: delay ? timeAt(delay, drawOf(`${key} delay`)) : 0,
      ...(fault ? { fault } : {}),
    };
  };
  return (call, operation) => {
    const [, number, from] =
      /^(\d{1,15})\.([\w-]*)$/.exec(headerValue(call.headers, DRAW_HEADER.toLowerCase()) ?? '') ?? [];
    if (number !== undefined && from !== undefined) return injectionFor(operation, decodeToken(from), Number(number));
    const counted = count(`calls ${operation.id}`, call);
    return counted instanceof Promise
      ? counted.then((value) => injectionFor(operation, seed, value))
      : injectionFor(operation, seed, counted);
  };
}

function assertDocumented(contract: Contract, { operation: id, fault, text }: FaultRule): void {
  const operations = contract.operations.filter((known) => isNamed(id, known, contract));
  if (operations.length === 0) {
    throw new InputError('bad-option', `--fault "${text}" names an operation that the document does not have`, {
      cure: `Write it as the document does, such as "${contract.operations[0]?.id}: 10% 503".`,
    });
  }
  if (fault.kind === 'reset' || fault.kind === 'slow') return;
  const able = operations.filter((operation) =>
    fault.kind === 'status' ? responseFor(operation, fault.status) : errorStatuses(operation).length > 0,
  );
  if (able.length > 0) return;
  const [first] = operations;
  throw new InputError('bad-option', `--fault "${text}" asks for an answer that is not documented`, {
    cure: `${first?.id} documents ${[...(first?.responses.keys() ?? [])].join(', ')}. Document the error, or choose one that is documented.`,
  });
}

function drawRule(rules: readonly FaultRule[], draw: number): FaultRule | undefined {
  let reached = 0;
  return rules.find(({ probability }) => {
    reached += probability;
    return draw < reached;
  });
}

/** Any error becomes one of those that the operation documents; nothing where it documents no error. */
function settle(fault: InjectedFault, operation: Operation, draw: number): InjectedFault | undefined {
  if (fault.kind === 'status') return responseFor(operation, fault.status) ? fault : undefined;
  if (fault.kind !== 'any-error') return fault;
  const statuses = errorStatuses(operation);
  const status = statuses[Math.floor(draw * statuses.length)];
  return status === undefined ? undefined : { kind: 'status', status };
}

/** The error statuses that an operation documents; a range gives its first status, `default` gives 500. */
export function errorStatuses({ responses }: Operation): number[] {
  return [...responses.keys()]
    .filter((key) => /^[45]/.test(key) || key === 'default')
    .map((key) => (key === 'default' ? 500 : Number(key.replace('XX', '00'))));
}

/** A number from 0 to below 1, the same for the same text (FNV-1a, finished as in MurmurHash3). */
export function drawOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** Base64 for URLs, without padding (RFC 4648 §5). */
export function encodeToken(text: string): string {
  return btoa(latin1Text(utf8Bytes(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function decodeToken(text: string): string {
  // No base64 has one character more than a multiple of four: it holds no whole byte.
  const whole = text.length % 4 === 1 ? text.slice(0, -1) : text;
  return utf8Text(latin1Bytes(atob(whole.replaceAll('-', '+').replaceAll('_', '/'))));
}

/** A UUID (version 4 in form) that is the same for the same text. */
export function seededId(text: string): string {
  const hex = [0, 1, 2, 3]
    .map((part) =>
      Math.floor(drawOf(`${text} ${part}`) * 0x1_0000_0000)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
