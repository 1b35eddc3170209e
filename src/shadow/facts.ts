import { child, isObject, type JsonValue, sameJson } from '../model/index.js';
import type { Reported, Side } from './side.js';

/** One way in which two answers differ. Plain data. */
export type Fact =
  | { readonly kind: 'status'; readonly ours: number; readonly prism: number }
  | { readonly kind: 'type'; readonly ours: string; readonly prism: string }
  | { readonly kind: 'problem'; readonly ours: string; readonly prism: string }
  /** A value of the body; undefined where one of them has none. */
  | {
      readonly kind: 'body';
      readonly pointer: string;
      readonly ours: JsonValue | undefined;
      readonly prism: JsonValue | undefined;
    }
  | {
      readonly kind: 'header';
      readonly name: string;
      readonly ours: string | undefined;
      readonly prism: string | undefined;
    }
  /** A violation that only one of them reports. */
  | { readonly kind: 'violation'; readonly by: 'ours' | 'prism'; readonly violation: Reported };

/** Differences of one body beyond this number are not listed: they say nothing new. */
const MOST = 50;

/** All ways in which two answers differ. @param isRandom whether the bodies are random, and hence not compared */
export function factsOf(ours: Side, prism: Side, isRandom = false): Fact[] {
  const facts: Fact[] = [];
  if (ours.status !== prism.status) facts.push({ kind: 'status', ours: ours.status, prism: prism.status });
  if (typeKey(ours.type) !== typeKey(prism.type)) facts.push({ kind: 'type', ours: ours.type, prism: prism.type });
  if (ours.problem !== undefined && prism.problem !== undefined) {
    if (ours.problem !== prism.problem) facts.push({ kind: 'problem', ours: ours.problem, prism: prism.problem });
  } else if (!isRandom) bodyFacts(ours, prism, facts);
  for (const name of new Set([...ours.headers.keys(), ...prism.headers.keys()])) {
    const [own, theirs] = [ours.headers.get(name), prism.headers.get(name)];
    if (own !== theirs) facts.push({ kind: 'header', name, ours: own, prism: theirs });
  }
  if (!ours.isListCut && !prism.isListCut) {
    for (const violation of without(ours.violations, prism.violations))
      facts.push({ kind: 'violation', by: 'ours', violation });
    for (const violation of without(prism.violations, ours.violations))
      facts.push({ kind: 'violation', by: 'prism', violation });
  }
  return facts;
}

/** Spaces and letter case of a media type say nothing (RFC 9110 §8.3.1). */
function typeKey(type: string): string {
  return type.toLowerCase().replaceAll(/\s/g, '');
}

function bodyFacts(ours: Side, prism: Side, facts: Fact[]): void {
  if (ours.value === undefined || prism.value === undefined) {
    if (ours.text === prism.text) return;
    facts.push({ kind: 'body', pointer: '', ours: ours.value ?? ours.text, prism: prism.value ?? prism.text });
    return;
  }
  const places: [string, JsonValue | undefined, JsonValue | undefined][] = [['', ours.value, prism.value]];
  let found = 0;
  for (let place = places.pop(); place !== undefined && found < MOST; place = places.pop()) {
    const [pointer, own, theirs] = place;
    if (own !== undefined && theirs !== undefined && sameJson(own, theirs)) continue;
    if (Array.isArray(own) && Array.isArray(theirs) && own.length === theirs.length) {
      for (const index of own.keys()) places.push([child(pointer, index), own[index], theirs[index]]);
    } else if (isObject(own) && isObject(theirs)) {
      for (const name of new Set([...Object.keys(own), ...Object.keys(theirs)]))
        places.push([
          child(pointer, name),
          Object.hasOwn(own, name) ? own[name] : undefined,
          Object.hasOwn(theirs, name) ? theirs[name] : undefined,
        ]);
    } else {
      found += 1;
      facts.push({ kind: 'body', pointer, ours: own, prism: theirs });
    }
  }
}

/** The violations of a list that another does not have; one that a list has twice counts twice. */
function without(list: readonly Reported[], other: readonly Reported[]): Reported[] {
  const left = other.map(keyOf);
  return list.filter((violation) => {
    const index = left.indexOf(keyOf(violation));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function keyOf({ in: message, place, code, isError }: Reported): string {
  return `${message} ${place} ${code} ${isError}`;
}
