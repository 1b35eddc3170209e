import { decodePercent } from '../../model/index.js';

/** A segment of a path template that has variables: `{name}.{ext}`, `Items({id})`. */
export interface SegmentTemplate {
  readonly names: readonly string[];
  /**
   * The values of the variables, still percent-encoded; undefined where the segment does not fit. Where several
   * readings fit, earlier variables take as much as they can: `report.v2.json` is `report.v2` and `json`.
   */
  read(segment: string): string[] | undefined;
  /** All readings that fit, that of `read` first. */
  readings(segment: string): Iterable<string[]>;
}

/** @param segment as the template writes it @param ignoreCase whether its own text fits in either case */
export function segmentTemplate(segment: string, ignoreCase: boolean): SegmentTemplate {
  const parts = segment.split(/\{([^{}]*)\}/);
  const names = parts.filter((_, index) => index % 2 === 1);
  const literals = parts.filter((_, index) => index % 2 === 0).map((text) => (ignoreCase ? lowerCase(text) : text));
  const normal = literals.map((text) => normalised(text).text);
  const isNormal = literals.every((text, index) => text === normal[index]);

  // A delimiter as it is written comes first: `x%2Cy,z` fits `{a},{b}` in one way only. Then its other spelling counts
  // as the same (RFC 3986 §2.2, §6.2.2.2), because clients encode more than they must.
  const fitOf = (segment: string): Fit | undefined => {
    const text = ignoreCase ? lowerCase(segment) : segment;
    const written = latestStarts(text, literals);
    if (written) return { text, literals, latest: written, places: undefined };
    if (isNormal && !NEEDS_NORMAL.test(segment)) return undefined;
    const { text: other, places } = normalised(text);
    const latest = latestStarts(other, normal);
    return latest && { text: other, literals: normal, latest, places };
  };
  return {
    names,
    read(segment) {
      const fit = fitOf(segment);
      return fit && valuesOf(segment, fit, fit.latest);
    },
    *readings(segment) {
      const fit = fitOf(segment);
      if (fit) for (const starts of allStarts(fit)) yield valuesOf(segment, fit, starts);
    },
  };
}

/** How a segment fits a template. */
interface Fit {
  readonly text: string;
  /** The template's own text before, between and after the variables. */
  readonly literals: readonly string[];
  /** For each literal, the last place at which it may begin. */
  readonly latest: readonly number[];
  /** Where each character of `text` is in the segment; undefined where both are alike. */
  readonly places: readonly number[] | undefined;
}

/** For each literal, the last place at which it may begin so that each variable has a character at least. */
function latestStarts(text: string, literals: readonly string[]): number[] | undefined {
  const last = literals.length - 1;
  const head = literals[0] ?? '';
  const tail = literals[last] ?? '';
  if (!text.startsWith(head) || !text.endsWith(tail)) return undefined;
  const latest = new Array<number>(literals.length).fill(0);
  let next = text.length - tail.length;
  latest[last] = next;
  for (let index = last - 1; index > 0; index -= 1) {
    const literal = literals[index] ?? '';
    const limit = next - 1 - literal.length;
    next = limit < 0 ? -1 : text.lastIndexOf(literal, limit);
    if (next < 0) return undefined;
    latest[index] = next;
  }
  return next > head.length ? latest : undefined;
}

/** The places of the literals in each reading, later places first. None is a dead end: `latest` rules those out. */
function* allStarts({ text, literals, latest }: Fit, chosen: readonly number[] = [0]): Generator<readonly number[]> {
  const index = chosen.length;
  const last = latest[index] ?? 0;
  if (index === literals.length - 1) {
    yield [...chosen, last];
    return;
  }
  const literal = literals[index] ?? '';
  const first = endOf(literals, chosen, index - 1) + 1;
  for (let at = last; at >= first; at = at === 0 ? -1 : text.lastIndexOf(literal, at - 1))
    yield* allStarts({ text, literals, latest, places: undefined }, [...chosen, at]);
}

function endOf(literals: readonly string[], starts: readonly number[], index: number): number {
  return (starts[index] ?? 0) + (literals[index] ?? '').length;
}

function valuesOf(segment: string, { literals, places }: Fit, starts: readonly number[]): string[] {
  const values: string[] = [];
  for (let index = 1; index < literals.length; index += 1) {
    const from = endOf(literals, starts, index - 1);
    const to = starts[index] ?? 0;
    values.push(places ? segment.slice(places[from], places[to]) : segment.slice(from, to));
  }
  return values;
}

const NEEDS_NORMAL = /[%\u0080-\uffff]/;

/**
 * Text in one spelling: what need not be percent-encoded is not, everything beyond ASCII is.
 * @returns `places`: where each of its characters, and its end, are in the given text
 */
function normalised(given: string): { readonly text: string; readonly places: readonly number[] } {
  let text = '';
  const places: number[] = [];
  for (const { 0: unit, index } of given.matchAll(/%[0-9a-f]{2}|[\ud800-\udbff][\udc00-\udfff]|[\s\S]/gi)) {
    const spelt = spellingOf(unit);
    for (let count = 0; count < spelt.length; count += 1) places.push(index);
    text += spelt;
  }
  return { text, places: [...places, given.length] };
}

function spellingOf(unit: string): string {
  if (/^%[0-9a-f]{2}$/i.test(unit)) {
    const isAscii = Number.parseInt(unit.slice(1), 16) < 0x80;
    return isAscii && unit !== '%25' ? decodePercent(unit) : unit.toUpperCase();
  }
  // Half of a surrogate pair has no encoding.
  const isEncodable = /[\u0080-\uffff]/.test(unit) && !/^[\ud800-\udfff]$/.test(unit);
  return isEncodable ? encodeURIComponent(unit) : unit;
}

/** Letters of ASCII in lower case: the text keeps its length. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
