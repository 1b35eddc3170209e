import { covers, type MediaType, parseMediaType } from './media-type.js';

/**
 * Proactive negotiation (RFC 9110 §12.5.1): the highest weight, then how exactly the client named the type, then
 * whether the document names it too, then the order of the header, then of the document. Parameters of a range are
 * dropped where no type has them.
 * @param keys the media types that there are, in the order of the document
 * @param accept the value of `Accept`; without it the client takes anything, and gets JSON where there is some
 * @returns the best of the keys; undefined where none is acceptable
 */
export function acceptedType(keys: readonly string[], accept: string | undefined): string | undefined {
  if (accept === undefined || accept.trim() === '')
    return keys.find((key) => key === '*/*') ?? keys.find(isJson) ?? keys[0];
  const ranges = parseAccept(accept);
  return bestOf(keys, ranges, true) ?? bestOf(keys, ranges, false);
}

/** Whether the client refuses a type: the most specific range that covers it has the weight 0. */
export function isRefused(type: string, accept: string | undefined): boolean {
  const parsed = parseMediaType(type);
  return parsed !== undefined && likingOf(parseAccept(accept ?? ''), parsed, true)?.weight === 0;
}

function isJson(key: string): boolean {
  return /^application\/json\b/i.test(key);
}

/** The members of an Accept header that are media ranges; others are skipped. */
function parseAccept(accept: string): MediaType[] {
  return accept
    .split(',')
    .map(parseMediaType)
    .filter((range) => range !== undefined);
}

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
  /** Whether the document names the very type that the client names, and not a range around it. */
  readonly isNamed: boolean;
  readonly index: number;
}

function isMore(a: Liking, b: Liking): boolean {
  if (a.weight !== b.weight) return a.weight > b.weight;
  if (a.rank !== b.rank) return a.rank > b.rank;
  if (a.isNamed !== b.isNamed) return a.isNamed;
  return a.index < b.index;
}

/**
 * The liking of a type by the most specific range that covers it. Of a documented range, such as image/*,
 * any concrete type will do: the best liking of what is within it, or of the rest. A refused type leaves the rest.
 */
function likingOf(ranges: readonly MediaType[], type: MediaType, withParameters: boolean): Liking | undefined {
  let liking: Liking | undefined;
  let within: Liking | undefined;
  for (const [index, range] of ranges.entries()) {
    const isAround = covers(range, type);
    if (!isAround && !covers(type, range)) continue;
    const wanted = [...range.parameters].filter(([name]) => name !== 'q');
    if (withParameters && wanted.some(([name, value]) => type.parameters.get(name) !== value)) continue;
    const rank =
      (range.type === '*' ? 0 : range.subtype === '*' ? 1 : 2) + (withParameters && wanted.length > 0 ? 1 : 0);
    const weight = Number(range.parameters.get('q') ?? 1);
    const isNamed = range.subtype !== '*' && type.subtype !== '*';
    const found = { weight: Number.isFinite(weight) ? weight : 0, rank, isNamed, index };
    if (!isAround) within = within && !isMore(found, within) ? within : found;
    else if (!liking || rank > liking.rank) liking = found;
  }
  return within && (!liking || isMore(within, liking)) ? within : liking;
}
