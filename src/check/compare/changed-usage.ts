import { type CompiledOperation, type Contract, responseFor } from '../../contract/index.js';
import {
  type ChangedUsage,
  type JsonValue,
  type RuleChange,
  readJson,
  tokensOf,
  writeJson,
} from '../../model/index.js';
import { type Direction, isRequired, type Shape } from '../../schema/index.js';
import type { Counts } from '../coverage/counter.js';
import { enumOf, propertiesOf } from '../coverage/declared.js';
import { changedRules } from './rules.js';

/** An operation that exchanges used, and what became of it. */
export interface UsedOperation {
  readonly old: CompiledOperation;
  /** The operation of the new document that the same exchanges match. */
  fresh: CompiledOperation | undefined;
  count: number;
  readonly statuses: Map<number, number>;
}

/** Two contracts, and what of the old one was used. */
interface Pair {
  readonly before: Contract;
  readonly after: Contract;
  readonly counts: Counts;
  /** The changes that were reported already: operations share components. */
  readonly reported: Set<string>;
}

/** The used parts of the old document that the new one removes, changes or extends. */
export function changedUsage(
  before: Contract,
  after: Contract,
  used: readonly UsedOperation[],
  counts: Counts,
): ChangedUsage[] {
  const pair: Pair = { before, after, counts, reported: new Set() };
  return used.flatMap((operation) => [...touchedIn(pair, operation)]);
}

function* touchedIn(pair: Pair, { old, fresh, count, statuses }: UsedOperation): Generator<ChangedUsage> {
  const { operation } = old;
  const pointer = `#${operation.pointer}`;
  if (!fresh) {
    yield { operation: operation.id, kind: 'operation', change: 'removed', count, pointer };
    return;
  }
  const newPointer = `#${fresh.operation.pointer}`;
  const rules = renamed(old, fresh);
  if (rules.length > 0)
    yield { operation: operation.id, kind: 'operation', change: 'changed', rules, count, pointer, newPointer };
  yield* parametersTouched(pair, old, fresh, count);
  yield* requestTouched(pair, old, fresh);
  for (const [status, times] of statuses) yield* responseTouched(pair, old, fresh, status, times);
}

function renamed({ operation: old }: CompiledOperation, { operation: fresh }: CompiledOperation): RuleChange[] {
  const rules: RuleChange[] = [];
  if (old.id !== fresh.id) rules.push({ rule: 'path', before: old.pathTemplate, after: fresh.pathTemplate });
  if (!old.deprecated && fresh.deprecated) rules.push({ rule: 'deprecated', after: true });
  return rules;
}

function* parametersTouched(
  { before, after, counts }: Pair,
  old: CompiledOperation,
  fresh: CompiledOperation,
  exchanges: number,
): Generator<ChangedUsage> {
  const operation = old.operation.id;
  const seen = counts.parameters.get(operation);
  // Parameters of the path are named by the template alone: another name changes nothing for a client.
  const isTold = ({ place }: { place: string }): boolean => place !== 'path';
  for (const parameter of old.parameters.filter(isTold)) {
    const { place, name } = parameter;
    const count = seen?.get(`${place} ${name}`) ?? 0;
    const now = fresh.parameters.find((other) => other.place === place && other.name === name);
    const common = { operation, kind: 'parameter', in: 'request', name: `${place} ${name}` } as const;
    const pointer = `#${parameter.pointer}`;
    if (!now) {
      if (count > 0) yield { ...common, change: 'removed', count, pointer };
      continue;
    }
    const newPointer = `#${now.pointer}`;
    if (!parameter.required && now.required && count < exchanges) {
      const rules = [{ rule: 'required', before: false, after: true }];
      yield { ...common, change: 'changed', rules, count: exchanges - count, pointer, newPointer };
    }
    if (count === 0) continue;
    const [was, is] = [shapeOf(before, parameter.schema), shapeOf(after, now.schema)];
    // Which members were sent is not counted for parameters: what breaks shows in the faults.
    const rules = was && is ? [...changedRules(was, is), ...changedMembers(was, is)] : [];
    if (rules.length > 0) yield { ...common, change: 'changed', rules, count, pointer, newPointer };
  }
  for (const { place, name, pointer } of fresh.parameters.filter(
    (parameter) => isTold(parameter) && parameter.required,
  )) {
    if (old.parameters.some((other) => other.place === place && other.name === name)) continue;
    yield {
      operation,
      kind: 'parameter',
      in: 'request',
      name: `${place} ${name}`,
      change: 'added',
      count: exchanges,
      pointer: `#${old.operation.pointer}`,
      newPointer: `#${pointer}`,
    };
  }
}

function* requestTouched(pair: Pair, old: CompiledOperation, fresh: CompiledOperation): Generator<ChangedUsage> {
  const seen = pair.counts.mediaTypes.get(old.operation.id);
  for (const key of old.requestContent?.keys ?? []) {
    const count = seen?.get(`request ${key}`) ?? 0;
    if (count === 0) continue;
    yield* bodyTouched(pair, old.operation.id, {
      direction: 'request',
      name: key,
      prefix: '',
      count,
      old: old.requestContent?.get(key),
      fresh: fresh.requestContent?.get(key),
    });
  }
}

function* responseTouched(
  pair: Pair,
  old: CompiledOperation,
  fresh: CompiledOperation,
  status: number,
  times: number,
): Generator<ChangedUsage> {
  const operation = old.operation.id;
  const was = responseFor(old.operation, status);
  const is = responseFor(fresh.operation, status);
  if (!was) return;
  if (!is) {
    const common = { operation, kind: 'status', in: 'response', change: 'removed' } as const;
    yield { ...common, name: String(status), count: times, pointer: `#${was.response.pointer}` };
    return;
  }
  const content = old.responseContent(was.response);
  const seen = pair.counts.mediaTypes.get(operation);
  for (const key of content.keys) {
    const count = seen?.get(`${was.key} ${key}`) ?? 0;
    if (count === 0) continue;
    yield* bodyTouched(pair, operation, {
      direction: 'response',
      name: `${was.key} ${key}`,
      prefix: `${was.key} `,
      count,
      old: content.get(key),
      fresh: fresh.responseContent(is.response).get(key),
    });
  }
}

/** One media type of a body, in the old document and the new. */
interface BodyPair {
  readonly direction: Direction;
  readonly name: string;
  /** Prefix of the names of properties. */
  readonly prefix: string;
  readonly count: number;
  readonly old: MediaLike | undefined;
  readonly fresh: MediaLike | undefined;
}

type MediaLike = { readonly pointer: string; readonly schema?: string; readonly item?: MediaLike };

function* bodyTouched(pair: Pair, operation: string, body: BodyPair): Generator<ChangedUsage> {
  const { direction, name, count, old, fresh, prefix } = body;
  if (!old) return;
  const common = { operation, in: direction } as const;
  if (!fresh) {
    yield { ...common, kind: 'media-type', name, change: 'removed', count, pointer: `#${old.pointer}` };
    return;
  }
  yield* schemaTouched(pair, operation, { direction, prefix, old, fresh });
  if (old.item && fresh.item)
    yield* schemaTouched(pair, operation, { direction, prefix: `${prefix}item `, old: old.item, fresh: fresh.item });
}

function* schemaTouched(
  pair: Pair,
  operation: string,
  { direction, prefix, old, fresh }: Pick<BodyPair, 'direction' | 'prefix'> & Record<'old' | 'fresh', MediaLike>,
): Generator<ChangedUsage> {
  const common = { operation, in: direction } as const;
  const [was, is] = [shapeOf(pair.before, old.schema), shapeOf(pair.after, fresh.schema)];
  if (!was || !is) return;
  for (const property of propertiesOf(was, direction, new Set())) {
    const seen = pair.counts.properties.get(`${direction} ${property.pointer}`) ?? 0;
    if (seen === 0) continue;
    const tokens = tokensOf(property.name);
    const [here, there] = [below(was, tokens), below(is, tokens)];
    const [target] = there?.declared ?? [];
    const key = writeJson([direction, property.pointer, target?.pointer]);
    if (pair.reported.has(key) || !here) continue;
    pair.reported.add(key);
    const place = { ...common, name: `${prefix}${property.name}`, count: seen, pointer: `#${property.pointer}` };
    if (!there || !target) {
      yield { ...place, kind: 'property', change: 'removed' };
      continue;
    }
    const found = { ...place, kind: 'property', newPointer: `#${target.pointer}` } as const;
    const rules = [...changedRules(here, there), ...changedNeed(property.required, is, tokens)];
    if (rules.length > 0) yield { ...found, change: 'changed', rules };
    yield* membersTouched([here, there], found, (member) =>
      pair.counts.enumMembers.get(`${direction} ${property.pointer} ${member}`),
    );
  }
}

function changedNeed(was: boolean, body: Shape, tokens: readonly string[]): RuleChange[] {
  const holder = below(body, tokens.slice(0, -1));
  const is = holder !== undefined && isRequired(holder, tokens.at(-1) ?? '');
  return was === is ? [] : [{ rule: 'required', before: was, after: is }];
}

function changedMembers(was: Shape, is: Shape): RuleChange[] {
  const [before, after] = [enumOf(was), enumOf(is)];
  const isSame = before.length === after.length && before.every((member) => after.includes(member));
  return isSame || before.length === 0 || after.length === 0
    ? []
    : [{ rule: 'enum', before: before.map(valueOfText), after: after.map(valueOfText) }];
}

/** The changes of an enumeration, member by member. */
function* membersTouched(
  [was, is]: readonly [Shape, Shape],
  place: Omit<ChangedUsage, 'change'>,
  timesOf: (member: string) => number | undefined,
): Generator<ChangedUsage> {
  const [had, has] = [enumOf(was), enumOf(is)];
  if (had.length === 0 || has.length === 0) return;
  for (const member of had) {
    const count = timesOf(member) ?? 0;
    if (has.includes(member) || count === 0) continue;
    yield { ...place, kind: 'enum-member', member: valueOfText(member), change: 'removed', count };
  }
  for (const member of has) {
    // What a client sends is its own choice: only what it may receive concerns it.
    if (had.includes(member) || place.in === 'request') continue;
    yield { ...place, kind: 'enum-member', member: valueOfText(member), change: 'added' };
  }
}

function valueOfText(member: string): JsonValue {
  return readJson(member);
}

function shapeOf(contract: Contract, schema: string | undefined): Shape | undefined {
  return schema === undefined ? undefined : contract.schemas.shapes.of(schema);
}

/** The shape at a place below a body; items of arrays are `*`. */
function below(shape: Shape, tokens: readonly string[]): Shape | undefined {
  let here: Shape | undefined = shape;
  for (const token of tokens) {
    const named: Shape | undefined = here?.property(token);
    here = named ?? (token === '*' ? here?.item(0) : undefined);
  }
  return here;
}
