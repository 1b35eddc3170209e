import {
  type CompiledOperation,
  type Contract,
  judgeRequest,
  judgeResponse,
  type Match,
  type MessageJudgement,
  type ParameterSources,
  type Policy,
  sourcesOf,
} from '../contract/index.js';
import { headerValue, isObject, type JsonValue, type RequestMessage, type Violation } from '../model/index.js';
import {
  type Answer,
  type Call,
  type Eventually,
  eventually,
  type Failure,
  failure,
  isFailure,
  locationOf,
} from './answer.js';
import type { Bodies } from './bodies.js';
import { callbacksOf } from './callbacks.js';
import type { Chooser } from './choose.js';
import { timeAt } from './faults/delay.js';
import { DRAW_HEADER, drawOf, type Fault, type FaultPlanner, type Plan } from './faults/faults.js';
import type { WrittenHeaders } from './headers.js';
import type { Choice } from './negotiate.js';
import { type Preferences, readPreferences } from './preferences.js';
import { refusalFor } from './refusal.js';
import { contentTypeOf, serialize } from './serialize.js';
import type { MockSettings } from './settings.js';
import { openToAnyone } from './stages/cors.js';
import { baseValue, layOver } from './state/merge-into.js';
import type { State } from './state/state.js';
import type { Manners } from './styles/api-style.js';

/** What an answer is made with: put together once, at start. */
export interface Kitchen {
  readonly contract: Contract;
  readonly settings: MockSettings;
  readonly manners: Manners | undefined;
  readonly choose: Chooser;
  readonly bodies: Bodies;
  readonly headers: (compiled: CompiledOperation, choice: Choice) => Eventually<WrittenHeaders>;
  readonly state: State | undefined;
  readonly faults: FaultPlanner | undefined;
  readonly fail: (
    call: Call,
    failed: Failure,
    compiled?: CompiledOperation,
    preferences?: Preferences,
  ) => Eventually<Answer>;
  /** The `sl-violations` header, where there is anything to say. */
  readonly tell: (violations: readonly Violation[]) => string;
}

/** A request on its way to its answer. */
interface Order {
  readonly call: Call;
  readonly match: Match;
  readonly compiled: CompiledOperation;
  readonly preferences: Preferences;
  readonly violations: readonly Violation[];
  readonly body: JsonValue | undefined;
  readonly sources: ParameterSources;
}

/** Properties that no one documented are none of the mock's business. */
const REQUEST_POLICY: Policy = {
  placeholders: 'warn',
  undocumented: 'error',
  undocumentedProperties: 'allow',
  undocumentedHeaders: 'allow',
  credentials: 'error',
  unexpectedBodies: 'error',
  otherJson: 'warn',
  deepBodies: 'error',
};
const OPEN_POLICY: Policy = { ...REQUEST_POLICY, credentials: 'allow' };
/** What the document itself says wrongly in its examples is no news to the client. */
const RESPONSE_POLICY: Policy = { ...REQUEST_POLICY, placeholders: 'allow' };

const NOTHING_JUDGED: MessageJudgement = { violations: [], placeholdersAllowed: 0, unjudged: [] };

/** Answers a request for an operation: security and request validation, choice, body, headers (Prism's order, so that anyone can switch). */
export function answerOperation(kitchen: Kitchen, call: Call, match: Match): Eventually<Answer> {
  const compiled = kitchen.contract.compile(match.operation);
  const preferences = readPreferences(call);
  // What the documented errors say is about the API, not about wishes to a mock.
  if (isFailure(preferences)) return kitchen.fail(call, preferences);
  const message = { method: call.method, url: call.target, headers: call.headers, body: call.body };
  const sources = sourcesOf(message, match.pathValues);
  const { violations, body } = judge(kitchen, message, compiled, preferences, sources);
  const refusal = violations.length > 0 ? refusalFor(violations, compiled) : undefined;
  if (!kitchen.faults && !preferences.fault && !preferences.delay) {
    if (refusal) return kitchen.fail(call, refusal, compiled, preferences);
    return prepare(kitchen, { call, match, compiled, preferences, sources, violations, body });
  }
  return eventually(planFor(kitchen, call, match, preferences), (plan) => {
    const wanted = plan.fault?.kind === 'status' ? withCode(preferences, plan.fault.status) : preferences;
    const answer =
      refusal && plan.fault?.kind !== 'status'
        ? kitchen.fail(call, refusal, compiled, preferences)
        : prepare(kitchen, { call, match, compiled, preferences: wanted, sources, violations, body });
    return eventually(answer, (made) => delivered(made, plan));
  });
}

function judge(
  { contract, settings }: Kitchen,
  message: RequestMessage,
  compiled: CompiledOperation,
  preferences: Preferences,
  sources: ParameterSources,
): MessageJudgement {
  const validation = preferences.validateRequest ?? settings.validateRequest;
  const policy = (preferences.auth ?? settings.auth) ? REQUEST_POLICY : OPEN_POLICY;
  const judged = judgeRequest({ schemas: contract.schemas, compiled, policy }, message, sources.pathValues, sources);
  if (validation === 'error') return judged;
  if (validation === 'off') return { ...NOTHING_JUDGED, ...(judged.body === undefined ? {} : { body: judged.body }) };
  return { ...judged, violations: judged.violations.map((violation) => ({ ...violation, severity: 'warning' })) };
}

function planFor({ faults }: Kitchen, call: Call, { operation }: Match, preferences: Preferences): Eventually<Plan> {
  const drawn: Eventually<Plan> = faults ? faults(call, operation) : { token: '', headers: {}, delay: 0 };
  return eventually(drawn, (plan) => {
    const { fault, delay } = preferences;
    return {
      ...plan,
      ...(fault ? { fault: settled(fault, plan) } : {}),
      ...(delay ? { delay: timeAt(delay, drawOf(`${plan.token} ${call.target}`)) } : {}),
    };
  });
}

/** A wish for any error is a wish for the one that would have been drawn, or for 500. */
function settled(fault: Fault, { fault: drawn }: Plan): Fault {
  if (fault.kind !== 'any-error') return fault;
  return drawn?.kind === 'status' ? drawn : { kind: 'status', status: 500 };
}

function withCode({ example: _, ...preferences }: Preferences, code: number): Preferences {
  return { ...preferences, code };
}

function delivered(answer: Answer, { token, fault, headers, delay }: Plan): Answer {
  const cut = fault?.kind === 'reset' || fault?.kind === 'slow' ? fault.kind : undefined;
  return {
    ...answer,
    headers: { ...answer.headers, ...(fault ? headers : {}), ...(token === '' ? {} : { [DRAW_HEADER]: token }) },
    ...(delay > 0 || cut ? { delivery: { delay, ...(cut ? { fault: cut } : {}) } } : {}),
  };
}

function prepare(kitchen: Kitchen, order: Order): Eventually<Answer> {
  const { call, compiled, preferences } = order;
  const choice = kitchen.choose(compiled, preferences, headerValue(call.headers, 'accept'), order);
  if (isFailure(choice)) return kitchen.fail(call, choice, compiled, preferences);
  return eventually(kitchen.bodies.of(choice, call, preferences), (value) => {
    if (isFailureValue(value)) return kitchen.fail(call, value, compiled, preferences);
    const isSuccess = choice.status < 300 && (preferences.code === undefined || preferences.code < 300);
    if (kitchen.state && isSuccess) return remember(kitchen, kitchen.state, order, choice, value);
    if (kitchen.settings.echo && isSuccess) return compose(kitchen, order, choice, echo(kitchen, order, choice, value));
    return compose(kitchen, order, choice, value);
  });
}

/** Tells a failure from a body: bodies are plain JSON and never of this class of object. */
function isFailureValue(value: JsonValue | Failure | undefined): value is Failure {
  return value instanceof Object && 'violations' in value && 'code' in value && 'detail' in value && 'headers' in value;
}

function echo(
  { contract }: Kitchen,
  { body }: Order,
  { media, example }: Choice,
  value: JsonValue | undefined,
): JsonValue | undefined {
  if (!media || !isObject(body)) return value;
  const base = baseValue(contract, media, example) ?? value;
  return isObject(base) ? layOver(contract, media, base, body) : value;
}

async function remember(
  kitchen: Kitchen,
  state: State,
  order: Order,
  choice: Choice,
  value: JsonValue | undefined,
): Promise<Answer> {
  const { call, compiled, match, body, preferences } = order;
  const { media, example } = choice;
  const documented = media ? (baseValue(kitchen.contract, media, example) ?? value) : value;
  const outcome = await state({ match, body, media, documented });
  if (!outcome)
    return compose(kitchen, order, choice, kitchen.settings.echo ? echo(kitchen, order, choice, value) : value);
  if (isFailure(outcome)) return kitchen.fail(call, outcome, compiled, preferences);
  const location = outcome.created === undefined ? undefined : { Location: locationOf(call, outcome.created) };
  return compose(kitchen, order, choice, outcome.value, location);
}

function compose(
  kitchen: Kitchen,
  order: Order,
  asked: Choice,
  value: JsonValue | undefined,
  more?: Readonly<Record<string, string>>,
): Eventually<Answer> {
  const { call, compiled, preferences } = order;
  const { manners } = kitchen;
  const isMinimal =
    manners !== undefined && preferences.minimal === true && (asked.status === 200 || asked.status === 201);
  const choice = isMinimal ? { ...asked, status: 204 } : asked;
  return eventually(kitchen.headers(compiled, choice), (documented) => {
    const { media, example, status } = choice;
    const isEmpty = status < 200 || status === 204 || status === 304;
    const shaped = media && value !== undefined && manners ? manners.shape(value, choice, call, preferences) : value;
    const body =
      media && shaped !== undefined && !isEmpty ? serialize(kitchen.contract, media, shaped, example) : undefined;
    const isFromPage = call.headers.origin !== undefined;
    const headers = kitchen.settings.cors && !isFromPage ? openToAnyone() : {};
    for (const name in documented) headers[name] = documented[name] ?? '';
    if (media && !isEmpty) headers['Content-Type'] = contentTypeOf(media, value);
    manners?.addHeaders(headers, call, choice, value, preferences);
    if (more) Object.assign(headers, more);
    if (compiled.operation.deprecated) headers.Deprecation = 'true';
    // A 204 in the place of the documented answer is Graph's way to keep `Prefer: return=minimal` (RFC 7240 §4.2): no fault of the document.
    const isDocumented = !isMinimal && shaped === example?.value;
    const own = isDocumented ? ownFaults(kitchen, compiled, choice, headers, body) : [];
    const violations = own.length === 0 ? order.violations : [...order.violations, ...own];
    if (kitchen.settings.errors && own.some(({ severity }) => severity === 'error'))
      return kitchen.fail(
        call,
        failure('VIOLATIONS', 'The documented answer breaks the document', { violations: own }),
        compiled,
      );
    if (violations.length > 0) headers['sl-violations'] = kitchen.tell(violations);
    const answer: Answer = body === undefined ? { status, headers, violations } : { status, headers, body, violations };
    return compiled.operation.node.callbacks === undefined ? answer : announce(kitchen, order, answer, shaped);
  });
}

async function announce(
  { contract, bodies }: Kitchen,
  { call, compiled, sources, body }: Order,
  answer: Answer,
  value: JsonValue | undefined,
): Promise<Answer> {
  const { generator } = bodies;
  const callbacks = await callbacksOf(compiled, { contract, generator, call, sources, body, answer, value });
  return callbacks.length > 0 ? { ...answer, callbacks } : answer;
}

/** What is wrong with static answers, which does not change. */
const known = new WeakMap<object, readonly Violation[]>();

/** The faults of a documented answer; generated and remembered ones were held against their schema when they were made. */
function ownFaults(
  { contract }: Kitchen,
  compiled: CompiledOperation,
  { status, response, example }: Choice,
  headers: Readonly<Record<string, string | string[]>>,
  body: string | Uint8Array | undefined,
): readonly Violation[] {
  const key = example ?? response;
  const before = known.get(key);
  if (before) return before;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const { violations } = judgeResponse(
    { schemas: contract.schemas, compiled, policy: RESPONSE_POLICY },
    { status, headers: lower, body: body === undefined ? { state: 'absent' } : { state: 'present', content: body } },
    compiled.operation.method,
  );
  const faults = violations.filter(({ keyword }) => keyword !== 'missing-body');
  known.set(key, faults);
  return faults;
}
