import { parseMediaType } from '../http/index.js';
import { isObject, type JsonValue, own } from '../model/index.js';

/** An answer as it goes over the wire. Plain data: it crosses threads. */
export interface WireAnswer {
  readonly status: number;
  /** By name in lower case; several values are several fields. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
  /** All that is reported, where it is known from elsewhere: a header field may be too short for it. */
  readonly violations?: readonly Reported[];
}

/** A violation as both servers report it, in a problem (RFC 9457) or in the header `sl-violations`. */
export interface Reported {
  readonly in: 'request' | 'response';
  /** `body/riskLevel`, `query`; empty where the server does not say. */
  readonly place: string;
  /** The rule: `enum`, `required`. Prism's own rules have an empty one. */
  readonly code: string;
  readonly isError: boolean;
}

/** One server's answer, read for a comparison. */
export interface Side {
  readonly status: number;
  /** Empty if none exists. */
  readonly type: string;
  /** Those that are compared, by name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly value: JsonValue | undefined;
  /** The code of a problem that the server made itself: `UNPROCESSABLE_ENTITY`. */
  readonly problem: string | undefined;
  readonly violations: readonly Reported[];
  /** Whether its list of violations was too long for a header field, so that it is not known. */
  readonly isListCut: boolean;
}

/** Header fields that are not compared, and why. Every other field is. */
export const IGNORED_HEADERS: Readonly<Record<string, string>> = {
  date: 'the time of the answer',
  connection: 'how the answer is sent',
  'keep-alive': 'how the answer is sent',
  'transfer-encoding': 'how the answer is sent',
  'content-length': 'how the answer is sent; bodies are compared',
  'content-type': 'the media type is compared by itself',
  'sl-violations': 'violations are compared one by one',
  'docproof-draw': 'only Docproof sends it: the seed of a random answer',
  'access-control-expose-headers': 'Prism repeats a field of the request; Docproof names the fields that it sends',
  allow: 'Docproof adds it to a 405, as RFC 9110 §15.5.6 asks',
  accept: 'Docproof adds it to a 415, as RFC 9110 §15.5.16 suggests',
};

/** Problems in which both servers say where the faults are. */
const WITH_PLACES: ReadonlySet<string> = new Set(['UNPROCESSABLE_ENTITY', 'VIOLATIONS']);

/** Reads an answer. @param isHead whether the answer has no body, because the method is HEAD */
export function sideOf({ status, headers, body = '', violations: known }: WireAnswer, isHead = false): Side {
  const type = field(headers, 'content-type') ?? '';
  const text = isHead ? '' : typeof body === 'string' ? body : new TextDecoder().decode(body);
  const isEmpty = text === '';
  const value = isEmpty ? undefined : jsonOf(text);
  const problem = problemOf(type, value);
  const isPlaced = problem === undefined || WITH_PLACES.has(problem);
  const header = field(headers, 'sl-violations');
  const listed = header === undefined ? [] : jsonOf(header);
  const places = isPlaced && isObject(value) && problem !== undefined ? own(value, 'validation') : [];
  const onWire = [...reportedOf(listed), ...reportedOf(places, 'request')];
  const isListCut = !known && (listed === undefined || onWire.some(({ code }) => code === 'more'));
  return {
    status,
    // Prism names a type for nothing.
    type: isEmpty && parseMediaType(type)?.type === 'text' ? '' : type,
    headers: comparedOf(headers),
    text,
    value,
    problem,
    violations: known ? (isPlaced ? known : []) : onWire.filter(({ code }) => code !== 'more'),
    isListCut,
  };
}

/** Whether a body is text that can be compared. */
export function isText(body: string | Uint8Array | undefined): boolean {
  if (body === undefined || typeof body === 'string') return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}

function field(headers: WireAnswer['headers'], name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  return value === undefined || typeof value === 'string' ? value : value.join(', ');
}

function comparedOf(headers: WireAnswer['headers']): ReadonlyMap<string, string> {
  const compared = new Map<string, string>();
  for (const name of Object.keys(headers).sort()) {
    if (Object.hasOwn(IGNORED_HEADERS, name)) continue;
    compared.set(name, (field(headers, name) ?? '').replaceAll(/,\s*/g, ', '));
  }
  return compared;
}

function jsonOf(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The code of a problem; Prism has no URL for what it did not foresee, such as `FetchError`. */
function problemOf(type: string, value: JsonValue | undefined): string | undefined {
  if (!type.startsWith('application/problem+json') || !isObject(value)) return undefined;
  const name = own(value, 'type');
  return typeof name === 'string' && /#|^\w+Error$/.test(name) ? name.replace(/^.*#/, '') : undefined;
}

/** The entries of a `validation` array, or of `sl-violations`. @param meant the message where an entry names none */
export function reportedOf(list: JsonValue | undefined, meant?: 'request'): Reported[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map((entry) => {
    const location = own(entry, 'location');
    const path = Array.isArray(location) ? location.map(String) : [];
    const first = path[0];
    const named = first === 'request' || first === 'response' ? first : undefined;
    return {
      in: named ?? meant ?? 'request',
      place: (named === undefined ? path : path.slice(1)).join('/'),
      code: String(own(entry, 'code') ?? ''),
      isError: own(entry, 'severity') === 'Error',
    };
  });
}
