import type { Contract, Operation } from '../../contract/index.js';
import { InputError, isObject, type JsonValue, NO_BODY, readRange } from '../../model/index.js';
import type { Eventually } from '../answer.js';
import type { MockSettings } from '../settings.js';
import { createInjector, DRAW_HEADER, encodeToken, isNamed, readFaultRule } from './faults.js';

/** What goes wrong, and by which draw. The same plan, in the words of the options `--fault` and `--delay`. */
export interface FaultPlan {
  /** `POST /users: 10% 429 Retry-After=3`; those of one operation share its calls. */
  readonly faults: readonly string[];
  /** Milliseconds: `300`, or `200..800`. */
  readonly delay?: string;
  /** Fault and delay of a call depend on it, on the operation and on the number of the call alone. */
  readonly seed: string;
}

/** Changes what goes wrong while a mock runs. */
export interface FaultControl {
  plan(): FaultPlan;
  /** Whether it is not the plan of the start. */
  isChanged(): boolean;
  /** The calls are counted from 0 again. @throws InputError `bad-option` for what the document does not have */
  set(plan: FaultPlan): Eventually<void>;
  /** Takes up the plan of the start. */
  reset(): Eventually<void>;
  /** What the plan does to the first calls of the operations for which it has a fault. */
  draws(): readonly OperationDraws[];
}

/** What happens to one call. */
export interface Draw {
  /** `429`, `reset` or `slow`; absent where the call is answered. */
  readonly fault?: string;
  /** In milliseconds. */
  readonly delay: number;
}

/** What happens to the first calls of an operation. */
export interface OperationDraws {
  /** `POST /users`. */
  readonly operation: string;
  readonly calls: readonly Draw[];
}

/** The plan that settings have. */
export function planOf({ faults, delay, drawSeed, seed }: MockSettings): FaultPlan {
  return {
    faults: faults.map(({ text }) => text),
    ...(delay ? { delay: delay[0] === delay[1] ? String(delay[0]) : delay.join('..') } : {}),
    seed: drawSeed ?? seed ?? '',
  };
}

/** Settings with another plan. @throws InputError `bad-option` */
export function withPlan({ delay: _, ...settings }: MockSettings, { faults, delay, seed }: FaultPlan): MockSettings {
  const range = delay === undefined ? undefined : readRange(delay);
  if (delay !== undefined && !range) throw wrong(`"${delay}" is not a time in milliseconds`);
  return { ...settings, faults: faults.map(readFaultRule), ...(range ? { delay: range } : {}), drawSeed: seed };
}

/**
 * Reads `{ faults, delay, seed }`, each of which may be left out.
 * @param newSeed gives the seed where the plan has none
 * @throws InputError `bad-option` for what is not a plan
 */
export function readFaultPlan(given: JsonValue, newSeed: () => string): FaultPlan {
  const { faults = [], delay, seed, ...others } = isObject(given) ? given : { given };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw wrong(isObject(given) ? `a plan has no "${unknown}"` : 'this is not a plan');
  if (!Array.isArray(faults) || !faults.every((each) => typeof each === 'string'))
    throw wrong('"faults" is not a list of texts');
  if (delay !== undefined && typeof delay !== 'string' && typeof delay !== 'number')
    throw wrong('"delay" is neither a number nor a text');
  if (seed !== undefined && (typeof seed !== 'string' || seed.length > 200))
    throw wrong('"seed" is not a text of at most 200 characters');
  return {
    faults: faults.filter((each) => typeof each === 'string'),
    ...(delay === undefined ? {} : { delay: String(delay) }),
    seed: seed ?? newSeed(),
  };
}

function wrong(message: string): InputError {
  return new InputError('bad-option', message, {
    cure: 'Send { "faults": ["POST /path: 10% 429 Retry-After=3"], "delay": "200..800", "seed": "a" }; each may be left out.',
  });
}

/** So many calls are drawn ahead, of so many operations. */
const AHEAD = { calls: 20, operations: 50 };

/** What a plan does to the first calls of the operations for which it has a fault. */
export function drawsIn(contract: Contract, settings: MockSettings): OperationDraws[] {
  const { faults, delay, drawSeed = '' } = settings;
  const plan = { faults, ...(delay ? { delay } : {}), seed: drawSeed };
  // No call is counted: each names the draw that it wants.
  const inject = createInjector(contract, plan, () => 0);
  const token = encodeToken(drawSeed);
  const drawOf = (operation: Operation, number: number): Draw => {
    const headers = { [DRAW_HEADER.toLowerCase()]: `${number}.${token}` };
    const injection = inject({ method: operation.method, target: '/', headers, body: NO_BODY, origin: '' }, operation);
    if (injection instanceof Promise) throw new Error('a draw by its number waits for nothing');
    const { fault, delay: wait } = injection;
    if (!fault) return { delay: wait };
    return { fault: fault.kind === 'status' ? String(fault.status) : fault.kind, delay: wait };
  };
  return contract.operations
    .filter((operation) => faults.some((rule) => isNamed(rule.operation, operation, contract)))
    .slice(0, AHEAD.operations)
    .map((operation) => ({
      operation: operation.id,
      calls: Array.from({ length: AHEAD.calls }, (_, number) => drawOf(operation, number)),
    }));
}
