import type { CompiledOperation, Content, Example, MediaContent, Operation } from '../contract/index.js';
import { covers, type MediaType, parseMediaType } from '../http/index.js';
import { type Located, own } from '../model/index.js';
import { type Failure, failure } from './answer.js';
import type { Preferences } from './preferences.js';

/** What to answer with. */
export interface Choice {
  readonly status: number;
  readonly response: Located;
  /** Absent where the response has no content. */
  readonly media?: MediaContent;
  /** Absent where the body is to be generated. */
  readonly example?: Example;
  readonly dynamic: boolean;
}

/** What the mock does unless a request prefers otherwise. */
export interface NegotiationDefaults {
  readonly dynamic: boolean;
  /** Ignored by operations that have no example of this name. */
  readonly example?: string;
  /** Media types are taken for ones without examples. */
  readonly ignoreExamples: boolean;
}

/** Chooses status, media type and example for a valid request (Prism's order; OpenAPI 3.1 §4.8.16). */
export function negotiate(
  compiled: CompiledOperation,
  preferences: Preferences,
  accept: string | undefined,
  defaults: NegotiationDefaults,
): Choice | Failure {
  const chosen = chooseResponse(compiled.operation, preferences.code);
  if ('code' in chosen) return chosen;
  const content = compiled.responseContent(chosen.response);
  const dynamic = preferences.dynamic ?? defaults.dynamic;
  if (content.keys.length === 0) return { ...chosen, dynamic };
  const media = chooseMedia(content, accept);
  if (!media) {
    return failure('NOT_ACCEPTABLE', `the operation cannot answer with ${accept}; it has ${content.keys.join(', ')}`);
  }
  const examples = defaults.ignoreExamples && preferences.example === undefined ? [] : media.examples;
  const example = chooseExample(examples, preferences.example, defaults.example);
  if (!example && preferences.example !== undefined) {
    const names = media.examples.map(({ name }) => name);
    return failure(
      'NOT_FOUND',
      `response ${chosen.status} has no example "${preferences.example}"; it has ${names.length > 0 ? names.join(', ') : 'none'}`,
    );
  }
  const isGenerated = dynamic && preferences.example === undefined && media.schema !== undefined;
  return { ...chosen, media, dynamic, ...(isGenerated || !example ? {} : { example }) };
}

/** The status of the response that a request gets which asks for none. */
export function usualStatus(operation: Operation): number | undefined {
  const chosen = chooseResponse(operation, undefined);
  return 'code' in chosen ? undefined : chosen.status;
}

function chooseResponse(
  { responses, id }: Operation,
  code: number | undefined,
): { status: number; response: Located } | Failure {
  if (code !== undefined) {
    const response =
      responses.get(String(code)) ?? responses.get(`${Math.floor(code / 100)}XX`) ?? responses.get('default');
    if (response) return { status: code, response };
    return failure(
      'NOT_FOUND',
      `${id} documents no response ${code}; it has ${[...responses.keys()].join(', ') || 'none'}`,
    );
  }
  const preferred = [...responses].find(([, { node }]) => own(node, 'x-docproof-default') === true)?.[0];
  const success = [...responses.keys()].filter((key) => /^2(\d\d|XX)$/.test(key)).sort()[0];
  const key = preferred ?? success ?? (responses.has('default') ? 'default' : [...responses.keys()][0]);
  const response = key === undefined ? undefined : responses.get(key);
  if (key === undefined || !response) return failure('NO_RESPONSE_DEFINED', `${id} documents no response`);
  return { status: key === 'default' ? 200 : Number(key.replace('XX', '00')), response };
}

/**
 * Proactive negotiation (RFC 9110 §12.5.1): the highest weight, then the order of the document. Who accepts anything by
 * not saying gets JSON where there is some.
 */
function chooseMedia(content: Content, accept: string | undefined): MediaContent | undefined {
  const { keys } = content;
  if (accept === undefined || accept.trim() === '') {
    const usual = keys.find((key) => key === '*/*') ?? keys.find(isJson) ?? keys[0];
    return usual === undefined ? undefined : content.get(usual);
  }
  const ranges = parseAccept(accept);
  const best = bestOf(keys, ranges, true) ?? bestOf(keys, ranges, false);
  return best === undefined ? undefined : content.get(best);
}

function isJson(key: string): boolean {
  return /^application\/json\b/i.test(key);
}

/** The members of an Accept header that are media ranges; what is none is passed over. */
function parseAccept(accept: string): MediaType[] {
  return accept
    .split(',')
    .map(parseMediaType)
    .filter((range) => range !== undefined);
}

/**
 * The type that the client likes best: by weight, then by how exactly it was named, then by the order of the header,
 * then of the document.
 */
function bestOf(keys: readonly string[], ranges: readonly MediaType[], withParameters: boolean): string | undefined {
  let best: { readonly key: string; readonly liking: Liking } | undefined;
  for (const key of keys) {
    const type = parseMediaType(key);
    const liking = type && likingOf(ranges, type, withParameters);
    if (liking && liking.weight > 0 && (!best || isMore(liking, best.liking))) best = { key, liking };
  }
  return best?.key;
}

/** How much a client likes a type, by the most specific range that covers it. */
interface Liking {
  readonly weight: number;
  readonly rank: number;
  readonly index: number;
}

function isMore(a: Liking, b: Liking): boolean {
  if (a.weight !== b.weight) return a.weight > b.weight;
  if (a.rank !== b.rank) return a.rank > b.rank;
  return a.index < b.index;
}

function likingOf(ranges: readonly MediaType[], type: MediaType, withParameters: boolean): Liking | undefined {
  let liking: Liking | undefined;
  for (const [index, range] of ranges.entries()) {
    // A documented range, such as image/*, is met by any concrete type within it.
    if (!covers(range, type) && !covers(type, range)) continue;
    const wanted = [...range.parameters].filter(([name]) => name !== 'q');
    if (withParameters && wanted.some(([name, value]) => type.parameters.get(name) !== value)) continue;
    const rank =
      (range.type === '*' ? 0 : range.subtype === '*' ? 1 : 2) + (withParameters && wanted.length > 0 ? 1 : 0);
    if (liking && rank <= liking.rank) continue;
    const weight = Number(range.parameters.get('q') ?? 1);
    liking = { weight: Number.isFinite(weight) ? weight : 0, rank, index };
  }
  return liking;
}

function chooseExample(
  examples: readonly Example[],
  wanted: string | undefined,
  usual: string | undefined,
): Example | undefined {
  if (wanted !== undefined) return examples.find(({ name }) => name === wanted);
  return examples.find(({ name }) => name === usual) ?? examples[0];
}
