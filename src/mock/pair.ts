import { type CompiledOperation, type CompiledParameter, type MediaContent, ruleFault } from '../contract/index.js';
import { isObject, type JsonValue, type Located, own, sameJson } from '../model/index.js';
import { usualStatus } from './negotiate.js';
import { type RequestFacts, ruleOf } from './rule.js';

/** An example with a rule (`x-docproof-when`) that says for which requests it is the answer. */
interface RuledExample {
  readonly status: number;
  readonly media: string;
  readonly name: string;
  readonly fits: (facts: RequestFacts) => boolean;
}

/** Finds the documented response that belongs to a request. */
export interface Pairing {
  /** The response, media type and example whose rule the request fulfils; the first in the order of the document. */
  ruled(facts: RequestFacts): { readonly status: number; readonly media: string; readonly name: string } | undefined;
  /**
   * The response that is documented with the request which this one equals or fits best; undefined where it fits none.
   */
  paired(facts: RequestFacts): Paired | undefined;
}

/** The response to a documented request. */
export interface Paired {
  /** Of the example. */
  readonly name: string;
  /**
   * Where another response has the example than a request gets which asks for none, and this request repeats all that
   * is documented.
   */
  readonly status?: number;
  /** The only media type of its response that has the example. */
  readonly media?: string;
}

/** A request fits a documented one where it repeats at least this share of its values. */
const ENOUGH = 0.5;

/** The pairing of an operation; undefined if it has nothing to pair, so that others pay nothing. */
export function pairingOf(compiled: CompiledOperation): Pairing | undefined {
  const rules = rulesOf(compiled);
  const requests = documentedRequests(compiled);
  if (rules.length === 0 && requests.length === 0) return undefined;
  return {
    ruled: (facts) => rules.find(({ fits }) => fits(facts)),
    paired(facts) {
      let best: DocumentedRequest | undefined;
      let bestScore = 0;
      let bestParameters = 0;
      for (const request of requests) {
        const score = scoreOf(request, facts, Math.max(ENOUGH, bestScore));
        // Of two that fit as well, the one that says more of parameters.
        const isBetter = score > bestScore || (score === bestScore && request.parameters.length > bestParameters);
        if (isBetter && score >= ENOUGH) {
          best = request;
          bestScore = score;
          bestParameters = request.parameters.length;
        }
      }
      return bestScore === 1 ? best?.exact : best?.close;
    },
  };
}

/** The examples that several parts of a request share the name of. */
interface DocumentedRequest {
  body?: Documented;
  readonly parameters: { readonly parameter: CompiledParameter; readonly wanted: JsonValue }[];
  /** The answer to who repeats all of it, and to who repeats most. */
  readonly exact: Paired;
  readonly close: Paired;
}

function documentedRequests(compiled: CompiledOperation): DocumentedRequest[] {
  const answers = responsesOf(compiled);
  const found = new Map<string, DocumentedRequest>();
  const requestNamed = (name: string): DocumentedRequest | undefined => {
    const known = found.get(name);
    if (known || name === 'default') return known;
    const holders = answers.filter(({ media }) => media.examples.some((example) => example.name === name));
    if (holders.length === 0) return undefined;
    const usual = usualStatus(compiled.operation);
    const isUsual = holders.some(({ status }) => status === usual);
    const status = isUsual ? usual : holders[0]?.status;
    const [media, ...others] = holders.filter((each) => each.status === status).map((each) => each.media.key);
    const only = media !== undefined && others.length === 0 ? { media } : {};
    const elsewhere = isUsual || status === undefined ? {} : { status };
    const exact = { name, ...elsewhere, ...only };
    const request: DocumentedRequest = { parameters: [], exact, close: isUsual ? exact : { name } };
    found.set(name, request);
    return request;
  };
  for (const key of compiled.requestContent?.keys ?? []) {
    for (const { name, value } of compiled.requestContent?.get(key)?.examples ?? []) {
      const request = requestNamed(name);
      if (request && request.body === undefined) request.body = documented(value);
    }
  }
  for (const parameter of compiled.parameters) {
    const examples = own(parameter.node, 'examples');
    for (const [name, example] of Object.entries(isObject(examples) ? examples : {})) {
      const value = isObject(example) ? (example.dataValue ?? example.value) : undefined;
      if (value !== undefined) requestNamed(name)?.parameters.push({ parameter, wanted: value });
    }
  }
  return [...found.values()];
}

/**
 * The share of the documented values that the request repeats, from 0 to 1. Documented parameters must all be repeated.
 * @param needed a share that is of use: of less than it, any share below it is given
 */
function scoreOf(request: DocumentedRequest, { sources, body }: RequestFacts, needed: number): number {
  for (const { parameter, wanted } of request.parameters) {
    const { value } = parameter.read(sources);
    if (value === undefined || !(sameJson(value, wanted) || String(value) === String(wanted))) return 0;
  }
  const repeated = request.parameters.length;
  if (request.body === undefined) return repeated === 0 ? 0 : 1;
  if (body === undefined) return 0;
  const total = repeated + request.body.leaves;
  const allowance = { misses: Math.floor(total * (1 - needed) + ROUNDING) };
  const missed = missesIn(request.body, body, allowance);
  return (total - missed) / total;
}

/** More than the error of a share, and less than a leaf. */
const ROUNDING = 1e-6;

/** A documented value, prepared for comparisons: every request to its operation is compared with it. */
interface Documented {
  readonly value: JsonValue;
  /** Of an object that has members. */
  readonly members?: readonly Member[];
  /** Whether it is an object without members. */
  readonly isEmpty: boolean;
  /** How many values without members it has. */
  readonly leaves: number;
}

interface Member {
  readonly name: string;
  /** Whether objects inherit a member of that name. */
  readonly isInherited: boolean;
  readonly documented: Documented;
}

function documented(value: JsonValue): Documented {
  if (!isObject(value)) return { value, isEmpty: false, leaves: 1 };
  const members = Object.entries(value).map(([name, member]) => ({
    name,
    isInherited: name in Object.prototype,
    documented: documented(member ?? null),
  }));
  if (members.length === 0) return { value, isEmpty: true, leaves: 1 };
  return {
    value,
    members,
    isEmpty: false,
    leaves: members.reduce((sum, { documented: { leaves } }) => sum + leaves, 0),
  };
}

/**
 * How many of the documented leaves the value does not repeat.
 * @param allowance how many more of them are of interest: the count ends where it is used up
 */
function missesIn(
  { value: wanted, members, isEmpty, leaves }: Documented,
  value: JsonValue | undefined,
  allowance: { misses: number },
): number {
  let missed = 0;
  if (members && isObject(value)) {
    for (const { name, isInherited, documented: below } of members) {
      missed += missesIn(below, isInherited ? own(value, name) : value[name], allowance);
      if (allowance.misses < 0) break;
    }
    return missed;
  }
  if (members) missed = leaves;
  else if (isEmpty) missed = isObject(value) ? 0 : 1;
  else missed = value !== undefined && sameJson(wanted, value) ? 0 : 1;
  allowance.misses -= missed;
  return missed;
}

function responsesOf(compiled: CompiledOperation): { status: number; response: Located; media: MediaContent }[] {
  return [...compiled.operation.responses].flatMap(([key, response]) => {
    const content = compiled.responseContent(response);
    const status = key === 'default' ? 200 : Number(key.replace('XX', '00'));
    return content.keys
      .map((type) => content.get(type))
      .filter((media) => media !== undefined)
      .map((media) => ({ status, response, media }));
  });
}

function rulesOf(compiled: CompiledOperation): RuledExample[] {
  return responsesOf(compiled).flatMap(({ status, media }) =>
    media.examples.flatMap((example) => {
      const fits =
        isObject(example.when) && ruleFault(example.when) === undefined ? ruleOf(example.when, compiled) : undefined;
      return fits ? [{ status, media: media.key, name: example.name, fits }] : [];
    }),
  );
}
