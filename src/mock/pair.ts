import {
  type CompiledOperation,
  type Example,
  type MediaContent,
  type ParameterSources,
  validatorOf,
} from '../contract/index.js';
import { at, isContainer, isObject, type JsonValue, type Located, own, sameJson } from '../model/index.js';
import { usualStatus } from './negotiate.js';

/** The facts of a request that choose the response which belongs to it. */
export interface RequestFacts {
  readonly sources: ParameterSources;
  readonly body: JsonValue | undefined;
}

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
  if (rules.length === 0 && requests.size === 0) return undefined;
  return {
    ruled: (facts) => rules.find(({ fits }) => fits(facts)),
    paired(facts) {
      let best: DocumentedRequest | undefined;
      let bestScore = 0;
      let bestParameters = 0;
      for (const request of requests.values()) {
        const score = scoreOf(request, facts, compiled);
        // Of two that fit as well, the one that says more of parameters.
        const isBetter = score > bestScore || (score === bestScore && request.parameters.size > bestParameters);
        if (isBetter && score >= ENOUGH) {
          best = request;
          bestScore = score;
          bestParameters = request.parameters.size;
        }
      }
      return bestScore === 1 ? best?.exact : best?.close;
    },
  };
}

/** The examples that several parts of a request share the name of. */
interface DocumentedRequest {
  body?: JsonValue;
  readonly parameters: Map<string, JsonValue>;
  /** The answer to who repeats all of it, and to who repeats most. */
  readonly exact: Paired;
  readonly close: Paired;
}

function documentedRequests(compiled: CompiledOperation): Map<string, DocumentedRequest> {
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
    const request: DocumentedRequest = { parameters: new Map(), exact, close: isUsual ? exact : { name } };
    found.set(name, request);
    return request;
  };
  for (const key of compiled.requestContent?.keys ?? []) {
    for (const { name, value } of compiled.requestContent?.get(key)?.examples ?? []) {
      const request = requestNamed(name);
      if (request && request.body === undefined) request.body = value;
    }
  }
  for (const parameter of compiled.parameters) {
    const examples = own(parameter.node, 'examples');
    for (const [name, example] of Object.entries(isObject(examples) ? examples : {})) {
      const value = isObject(example) ? example.value : undefined;
      if (value !== undefined) requestNamed(name)?.parameters.set(`${parameter.place} ${parameter.name}`, value);
    }
  }
  return found;
}

/**
 * The share of the documented values that the request repeats, from 0 to 1. Documented parameters must all be repeated.
 */
function scoreOf(request: DocumentedRequest, { sources, body }: RequestFacts, compiled: CompiledOperation): number {
  let total = 0;
  let same = 0;
  for (const parameter of compiled.parameters) {
    const wanted = request.parameters.get(`${parameter.place} ${parameter.name}`);
    if (wanted === undefined) continue;
    const { value } = parameter.read(sources);
    if (value === undefined || !(sameJson(value, wanted) || String(value) === String(wanted))) return 0;
    total += 1;
    same += 1;
  }
  if (request.body === undefined) return total === 0 ? 0 : same / total;
  if (body === undefined) return 0;
  const [matched, documented] = compare(request.body, body);
  return (same + matched) / Math.max(1, total + documented);
}

/** How many of the documented leaves the value repeats, and how many there are. */
function compare(documented: JsonValue, value: JsonValue | undefined): [matched: number, total: number] {
  if (isObject(documented)) {
    let matched = 0;
    let total = 0;
    for (const name of Object.keys(documented)) {
      const [below, of] = compare(documented[name] ?? null, isObject(value) ? own(value, name) : undefined);
      matched += below;
      total += of;
    }
    return total === 0 ? [isObject(value) ? 1 : 0, 1] : [matched, total];
  }
  return [value !== undefined && sameJson(documented, value) ? 1 : 0, 1];
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
      const fits = ruleOf(example, compiled);
      return fits ? [{ status, media: media.key, name: example.name, fits }] : [];
    }),
  );
}

/**
 * `x-docproof-when: { body: { /riskLevel: high }, query: { top: 1 }, header: { x-tenant: b }, path: { id: 7 } }`.
 * A value must be equal; one of the form `{ schema: … }` must be valid against that JSON Schema.
 */
function ruleOf({ when }: Example, compiled: CompiledOperation): ((facts: RequestFacts) => boolean) | undefined {
  if (!isObject(when)) return undefined;
  const { body, ...parameters } = when;
  const tests: ((facts: RequestFacts) => boolean)[] = [];
  for (const [pointer, wanted] of entriesOf(body))
    tests.push(bodyTest(wanted, pointer === '' || pointer.startsWith('/') ? pointer : `/${pointer}`));
  for (const [place, members] of Object.entries(parameters)) {
    for (const [name, wanted] of entriesOf(members)) {
      const fits = expectation(wanted);
      tests.push(({ sources }) => fits(valueAt(place, name, sources, compiled)));
    }
  }
  return (facts) => tests.every((test) => test(facts));
}

function entriesOf(value: JsonValue | undefined): [string, JsonValue][] {
  return isObject(value) ? Object.entries(value).map(([name, member]) => [name, member ?? null]) : [];
}

/** A parameter as its schema reads it where it is documented, else its text. */
function valueAt(
  place: string,
  name: string,
  sources: ParameterSources,
  compiled: CompiledOperation,
): JsonValue | undefined {
  const isHeader = place === 'header';
  const documented = compiled.parameters.find(
    (parameter) =>
      parameter.place === place &&
      (isHeader ? parameter.name.toLowerCase() === name.toLowerCase() : parameter.name === name),
  );
  if (documented) return documented.read(sources).value;
  if (place === 'query') return sources.query.get(name)?.at(-1);
  const field = isHeader ? sources.headers[name.toLowerCase()] : undefined;
  return typeof field === 'string' ? field : field?.[0];
}

function bodyTest(wanted: JsonValue, pointer: string): (facts: RequestFacts) => boolean {
  const fits = expectation(wanted);
  return ({ body }) => fits(at(body, pointer));
}

/** A test of a value: equal to the wanted one, or valid against a schema. */
function expectation(wanted: JsonValue): (value: JsonValue | undefined) => boolean {
  const schema =
    isObject(wanted) && isObject(wanted.schema) && Object.keys(wanted).length === 1 ? wanted.schema : undefined;
  if (schema) {
    const isValid = validatorOf(schema);
    return (value) => value !== undefined && isValid(value);
  }
  return (value) =>
    value !== undefined &&
    (sameJson(wanted, value) || (!isContainer(value) && !isContainer(wanted) && String(wanted) === String(value)));
}
