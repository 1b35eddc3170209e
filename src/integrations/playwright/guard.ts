import { rmSync } from 'node:fs';
import type { Request, TestInfo } from '@playwright/test';
import { createRecorder, type Recorder } from '../../api/index.js';
import type { Contract } from '../../contract/index.js';
import type { AnswerOverride } from '../../mock/index.js';
import { count, type Judgement, type LiveExchange, type OutOfScope, type ViolationRecord } from '../../model/index.js';
import { INCONCLUSIVE_WORDS } from '../../report/words.js';
import { callExchange } from './call-exchange.js';
import { COVERAGE_ATTACHMENT, coveragePart } from './coverage-part.js';
import type { DocumentReference } from './document.js';
import { createJudging, hasCookieCredentials, type Judging } from './judging.js';
import { type NotJudged, notJudgedText, violationsText } from './messages.js';
import type { DocproofTestOptions } from './options.js';
import { pageExchange, urlOf } from './page-exchange.js';
import { refusedByMock } from './refused.js';
import type { Fields, Listener } from './tap.js';

/** Members of a violation; of those that are given, all must be equal. */
export type ViolationPattern = {
  readonly [Name in 'operation' | 'status' | 'in' | 'part' | 'location' | 'keyword']?:
    | ViolationRecord[Name]
    | undefined;
};

/** The fixture `contractGuard`: it judges what a test's pages and requests exchange with the API. */
export interface ContractGuard {
  /** Violations so far that count: those of severity `error` fail the test. */
  readonly violations: readonly ViolationRecord[];
  /** Exchanges so far that could not be judged in full. */
  readonly notJudged: readonly NotJudged[];
  /** Lets violations of this kind pass in this test, as where it sends what is wrong on purpose. */
  accept(pattern: ViolationPattern): void;
}

/** The guard as the other fixtures use it. */
export interface Guard extends ContractGuard {
  readonly listener: Listener;
  readonly judging: Judging;
  /** Hears of each exchange in scope, as it was and as it was judged. @returns what ends that */
  hear(listener: (exchange: LiveExchange, outcome: Judgement | OutOfScope) => void): () => void;
  /** Lets a test set a status that the operation does not document: it said so. */
  expect(operation: string, answer: AnswerOverride): void;
  /** What `context.request` and `request` send in addition, by the URL. */
  headersFor: (url: string) => Readonly<Record<string, string>>;
  /** Attaches what was found. @throws Error which fails the test, where the options say so */
  end(): Promise<void>;
}

/** What a guard is for. */
export interface Guarded {
  readonly contract: Contract;
  readonly reference: DocumentReference;
  readonly options: DocproofTestOptions;
  readonly testInfo: TestInfo;
  /** What Playwright adds to requests of `request`: its options of these names. */
  readonly client: {
    readonly baseURL: string | undefined;
    readonly headers: Fields;
    /** Whether it knows a name and a password, which it sends when it is asked. */
    readonly hasCredentials: boolean;
  };
}

/** Resources that code asks for; pages load the others by themselves. */
const CALLS = new Set(['fetch', 'xhr', 'eventsource', 'ping', 'other']);

/** A guard of one test. @throws InputError `bad-option` for rules that cannot be used */
export function createGuard({ contract, reference, options, testInfo, client }: Guarded): Guard {
  const source = testInfo.titlePath.join(' › ');
  const judging = createJudging(contract, options.contractRules, source);
  if (options.apiUrl !== undefined) judging.addBase(options.apiUrl);
  const isOff = options.contractViolations === 'off';
  const hasCookies = hasCookieCredentials(contract);
  const accepted: ViolationPattern[] = [];
  const found: ViolationRecord[] = [];
  const notJudged: NotJudged[] = [];
  const outcomes: (Judgement | OutOfScope)[] = [];
  const listeners = new Set<(exchange: LiveExchange, outcome: Judgement | OutOfScope) => void>();
  const harPath = testInfo.outputPath('contract.har');
  let har: Promise<Recorder> | undefined;

  const isCounted = (violation: ViolationRecord): boolean => !accepted.some((pattern) => fits(violation, pattern));
  const add = async (read: LiveExchange): Promise<void> => {
    // A mock that refuses a request says nothing of the service: the request is judged alone.
    const exchange = refusedByMock(read)
      ? { ...read, caveats: [...(read.caveats ?? []), 'answered-by-proxy' as const] }
      : read;
    const outcome = judging.judge(exchange);
    outcomes.push(outcome);
    if ('verdict' in outcome) {
      for (const violation of outcome.violations) found.push(violation);
      const reasons = outcome.reasons
        .filter((reason) => reason !== 'answered-by-proxy')
        .map((reason) => INCONCLUSIVE_WORDS[reason]);
      if (reasons.length > 0) notJudged.push({ operation: outcome.operation, status: outcome.status, reasons });
    }
    for (const hear of listeners) hear(exchange, outcome);
    if (options.contractHar !== 'off' && exchange.response.status > 0) {
      har ??= createRecorder(harPath, { contract, onNotice: () => undefined });
      (await har).record(exchange);
    }
  };
  const concerns = (request: Request): boolean =>
    !isOff && judging.isInScope(request.method(), urlOf(request), CALLS.has(request.resourceType()));
  const listener: Listener = {
    concerns: (request) => concerns(request) && request.resourceType() !== 'eventsource',
    async ended(request, how) {
      if (concerns(request)) await add(await pageExchange(request, how, hasCookies));
    },
    async call(fetch, own, target, given = {}) {
      const more = guard.headersFor(addressOf(target, client.baseURL));
      const headers = { ...given.headers, ...more };
      const response = await fetch(target, Object.keys(more).length > 0 ? { ...given, headers } : given);
      if (isOff || !judging.isInScope('GET', response.url(), true)) return response;
      const call = { ...given, headers: { ...(own ?? client.headers), ...headers } };
      const read = await callExchange(response, target, call, client.hasCredentials || hasCookies);
      if (isRedirected(response.url(), addressOf(target, client.baseURL))) notJudged.push(redirected(read));
      else await add(read);
      return response;
    },
  };
  const guard: Guard = {
    listener,
    judging,
    get violations() {
      return found.filter(isCounted);
    },
    notJudged,
    accept: (pattern) => void accepted.push(pattern),
    hear(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    expect(name, { status, code, undocumented }) {
      if (!undocumented) return;
      const operation = contract.operations.find(({ id, operationId }) => operationId === name || id === name);
      if (operation) accepted.push({ operation: operation.id, status: status ?? code, keyword: 'undocumented-status' });
    },
    headersFor: () => ({}),
    async end() {
      const { violations } = guard;
      await attachCoverage();
      const failures = [await attachViolations(violations), await attachNotJudged()].filter(
        (text) => text !== undefined,
      );
      const isFailed = failures.length > 0 || testInfo.status !== testInfo.expectedStatus;
      await attachHar(options.contractHar === 'on' || isFailed);
      if (failures.length > 0) throw failure(failures.join('\n\n'));
    },
  };
  return guard;

  async function attachCoverage(): Promise<void> {
    if (outcomes.length === 0) return;
    const body = coveragePart({ reference, source: testInfo.file, outcomes, counts: judging.counts() });
    await testInfo.attach(COVERAGE_ATTACHMENT, { body, contentType: 'application/json' });
  }

  async function attachHar(isWanted: boolean): Promise<void> {
    if (!har) return;
    (await har).close();
    if (isWanted) await testInfo.attach('contract-har', { path: harPath, contentType: 'application/json' });
    rmSync(harPath, { force: true });
  }

  async function attachViolations(violations: readonly ViolationRecord[]): Promise<string | undefined> {
    if (violations.length === 0) return undefined;
    const text = await violationsText(contract, violations);
    await attach('contract-violations', text, violations);
    const errors = violations.filter(({ severity }) => severity === 'error');
    if (errors.length === 0 || options.contractViolations !== 'fail') return undefined;
    return `${count(errors.length, 'violation')} of the contract\n\n${await violationsText(contract, errors)}`;
  }

  async function attachNotJudged(): Promise<string | undefined> {
    if (notJudged.length === 0) return undefined;
    const text = notJudgedText(notJudged);
    await attach('contract-not-judged', text, notJudged);
    return options.contractInconclusive === 'fail'
      ? `${count(notJudged.length, 'exchange')} could not be judged in full\n\n${text}`
      : undefined;
  }

  async function attach(name: string, text: string, value: unknown): Promise<void> {
    await testInfo.attach(name, { body: text, contentType: 'text/plain' });
    await testInfo.attach(`${name}.json`, { body: JSON.stringify(value, null, 2), contentType: 'application/json' });
  }
}

/** The URL that a call names; empty where Playwright will say that it is none. */
function addressOf(target: string | Request, base: string | undefined): string {
  if (typeof target !== 'string') return target.url();
  return URL.canParse(target, base) ? new URL(target, base).href : '';
}

function isRedirected(url: string, asked: string): boolean {
  if (asked === '') return false;
  const [a, b] = [new URL(url), new URL(asked)];
  return a.origin !== b.origin || a.pathname !== b.pathname;
}

function redirected({ request, response }: LiveExchange): NotJudged {
  const operation = `${request.method} ${new URL(request.url).pathname}`;
  return {
    operation,
    status: response.status,
    reasons: ['the call was redirected, and its last request is not known'],
  };
}

function fits(violation: ViolationRecord, pattern: ViolationPattern): boolean {
  const names = ['operation', 'status', 'in', 'part', 'location', 'keyword'] as const;
  return names.every((name) => pattern[name] === undefined || pattern[name] === violation[name]);
}

/** An error whose message says all: its stack would lead into Docproof. */
function failure(message: string): Error {
  const error = new Error(message);
  error.stack = '';
  return error;
}
