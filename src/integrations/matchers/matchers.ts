import type { Contract, Operation } from '../../contract/index.js';
import type { GivenRequest } from '../../core/index.js';
import { InputError, printable } from '../../model/index.js';
import { recordCoverage } from '../coverage/record.js';
import { told } from '../told.js';
import { colorsOf, type MatcherContext, type MatcherResult } from './context.js';
import { type Finding, isDocumentedError, operationIs, satisfies } from './findings.js';
import { createJudge, type Judge, type JudgingRules } from './judging.js';
import { operationNamed } from './operations.js';
import { untilEnded } from './pending.js';
import { missingRequest } from './requests.js';

export type { MatcherContext, MatcherResult } from './context.js';

/** How strict matchers are, as checks and `judge` are, and what they do where something could not be judged. */
export interface MatcherOptions extends JudgingRules {
  /**
   * Whether a response passes of which a part could not be judged, such as a body that nobody kept. What was judged of
   * it holds.
   * @default 'fail'
   */
  readonly inconclusive?: 'fail' | 'allow';
}

/** What a matcher may be given beside the response. */
export interface GivenWith {
  /** The request, where the response does not know it: those of `fetch`, undici and Playwright's APIResponse do not. */
  readonly request?: GivenRequest;
  /** @default the option of all matchers */
  readonly inconclusive?: 'fail' | 'allow';
}

/**
 * Matchers for `expect.extend`, which wants a type that is not an interface. They take what `exchangeOf` takes, or a
 * pair of a response and its request.
 */
export type ContractMatchers = {
  toSatisfyContract(this: MatcherContext, received: unknown, given?: GivenWith): Promise<MatcherResult>;
  toBeDocumentedError(
    this: MatcherContext,
    received: unknown,
    status?: number | GivenWith,
    given?: GivenWith,
  ): Promise<MatcherResult>;
  toMatchOperation(
    this: MatcherContext,
    received: unknown,
    operation: string,
    given?: GivenWith,
  ): Promise<MatcherResult>;
};

/** A contract that was loaded, and the rules that came with it; those of the matchers win. */
export interface LoadedContract {
  readonly contract: Contract;
  readonly rules?: JudgingRules;
}

/** A contract, or what loads it when a matcher is first used. */
export type ContractSource = Contract | (() => Promise<LoadedContract>);

/**
 * Matchers that hold responses against a contract.
 * @throws InputError `bad-option` for an option that cannot be used
 */
export function createMatchers(source: ContractSource, options: MatcherOptions = {}): ContractMatchers {
  const { inconclusive: always = 'fail', ...rules } = options;
  assertInconclusive(always);
  let loaded: Promise<{ readonly contract: Contract; readonly judge: Judge }> | undefined;
  const load = async () => {
    const found: LoadedContract = typeof source === 'function' ? await source() : { contract: source };
    const { contract } = found;
    return { contract, judge: createJudge(contract, { ...found.rules, ...rules }) };
  };
  const record = recordCoverage();
  const match = async (
    context: MatcherContext,
    name: string,
    received: unknown,
    { request, inconclusive = always }: GivenWith,
    find: (at: FindingAt) => Finding,
  ): Promise<MatcherResult> => {
    assertInconclusive(inconclusive);
    loaded ??= load();
    const { contract, judge } = await loaded.catch((error: unknown) => {
      throw told(error);
    });
    const judged = await judge(received, request).catch((error: unknown) => {
      throw missingRequest(error, name);
    });
    record(contract, judged, context.testPath);
    const { isNot = false } = context;
    const finding = find({ contract, judged, allows: inconclusive === 'allow' });
    // What could not be judged is not a pass, and the opposite of it is none either.
    const pass = finding.holds ?? isNot;
    const text = pass === isNot ? await finding.text(colorsOf(context)) : '';
    return { pass, message: () => `${hintOf(context, name)}\n\n${text}` };
  };
  return {
    async toSatisfyContract(received, given = {}) {
      return untilEnded(match(this, 'toSatisfyContract', received, given, satisfies));
    },
    async toBeDocumentedError(received, status, given = {}) {
      const isStatus = typeof status !== 'object';
      if (isStatus) assertErrorStatus(status);
      const find = (at: FindingAt): Finding => isDocumentedError(at, isStatus ? status : undefined);
      return untilEnded(match(this, 'toBeDocumentedError', received, isStatus ? given : status, find));
    },
    async toMatchOperation(received, name, given = {}) {
      if (typeof name !== 'string')
        throw new InputError(
          'bad-option',
          "toMatchOperation needs the name of an operation: toMatchOperation('createUser'), or toMatchOperation('POST /users')",
        );
      const find = (at: FindingAt): Finding => operationIs(at, wantedOperation(at.contract, name));
      return untilEnded(match(this, 'toMatchOperation', received, given, find));
    },
  };
}

/** @throws InputError whose message has the names that are nearest */
function wantedOperation(contract: Contract, name: string): Operation {
  try {
    return operationNamed(contract, name);
  } catch (error) {
    throw told(error);
  }
}

/** What a finding is made of. */
type FindingAt = Parameters<typeof satisfies>[0];

function assertErrorStatus(value: unknown): void {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599)) return;
  const given = printable(JSON.stringify(value) ?? String(value));
  throw new InputError('bad-option', `${given} is not the status of an error; it must be a number from 400 to 599`);
}

function assertInconclusive(value: unknown): void {
  if (value === 'fail' || value === 'allow') return;
  throw new InputError('bad-option', `inconclusive is ${printable(String(value))}; it must be 'fail' or 'allow'`);
}

/** `expect(response).not.toSatisfyContract()`, in the tool's own colours. */
function hintOf({ utils, isNot = false, promise = '' }: MatcherContext, name: string): string {
  const plain = `expect(response)${promise === '' ? '' : `.${promise}`}${isNot ? '.not' : ''}.${name}()`;
  return utils?.matcherHint?.(name, 'response', '', { isNot, promise }) ?? plain;
}
