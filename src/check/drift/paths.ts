import { asMembers, type Contract, type Operation } from '../../contract/index.js';
import { isMethodName } from '../../http/index.js';
import {
  decodePercent,
  type Exchange,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  setMember,
} from '../../model/index.js';
import { hasRedacted, redactUrl } from '../../redact/index.js';
import { minorOf, type SchemaWriter } from '../../schema/index.js';
import { Inference, type Memory } from './inference.js';
import { isPlain, looksLikeId } from './name.js';
import { newOperation, type OperationEvidence } from './operation.js';
import type { Proposal } from './proposal.js';
import { textual, typed } from './query.js';
import type { Seen, Sight } from './seen.js';

/** Of more different segments at one place than this, none is a word of the API's: they are values of a parameter. */
const MAX_SIBLINGS = 50;

/** At the root are the API's own words, of which a large one has many. */
const MAX_ROOTS = 200;

/** No path has more methods. */
const MAX_METHODS = 100;

/** More places than any API has: a scanner's requests have no end. */
const MAX_PLACES = 5000;

/** Paths that the document does not describe, put together to templates as they come. */
export interface PathEvidence {
  add(path: string, exchange: Exchange, sight: Sight): void;
  /** The template into which a path was put; undefined where it was left out. */
  templateOf(path: string): string | undefined;
  proposals(writer: SchemaWriter): Proposal[];
}

/** One segment of a path, with all that is below it. */
interface Place {
  readonly below: Map<string, Place>;
  /** Any segment that is a parameter's value. */
  template: { readonly place: Place; readonly values: Inference; readonly name: string | undefined } | undefined;
  /** Whether segments here have shown to be values. */
  isOpen: boolean;
  readonly operations: Map<string, OperationEvidence>;
}

/** No paths yet. */
export function newPaths({ document, operations }: Contract, memory: Memory): PathEvidence {
  const root = newPlace();
  const names = parameterNames(operations);
  let places = 0;

  const step = (place: Place, segment: string, above: string, isValue: boolean): Place | undefined => {
    const known = place.below.get(segment);
    if (known) return known;
    const documented = names.get(above);
    if (segment !== '' && (place.isOpen || documented !== undefined || isValue)) {
      if (!place.template) {
        if (places >= MAX_PLACES) return undefined;
        places += 1;
        place.template = { place: newPlace(), values: new Inference(memory), name: documented };
      }
      place.template.values.add(typed(decodePercent(segment)));
      return place.template.place;
    }
    if (places >= MAX_PLACES) return undefined;
    places += 1;
    const fresh = newPlace();
    place.below.set(segment, fresh);
    if (place.below.size <= (place === root ? MAX_ROOTS : MAX_SIBLINGS)) return fresh;
    places -= open(place, memory);
    return place.template?.place;
  };

  return {
    add(path, exchange, sight) {
      const segments = path.split('/').slice(1);
      const shown = redactUrl(memory.redactor, path).split('/').slice(1);
      if (!isPlain(path) || shown.length !== segments.length) return;
      let place: Place | undefined = root;
      let above = '';
      for (const [index, segment] of segments.entries()) {
        const isValue = shown[index] !== segment || hasRedacted(segment) || looksLikeId(segment);
        const next: Place | undefined = place && step(place, segment, above, isValue);
        above += `/${place && next === place.template?.place ? '{}' : decodePercent(segment)}`;
        place = next;
      }
      const { method } = exchange.request;
      if (!place || !isMethodName(method)) return;
      const known = place.operations.get(method);
      if (!known && place.operations.size >= MAX_METHODS) return;
      const operation = known ?? newOperation(memory);
      place.operations.set(method, operation);
      operation.add(exchange, sight);
    },
    templateOf(path) {
      let place: Place | undefined = root;
      let template = '';
      const parameters: { readonly name: string; readonly values: Inference }[] = [];
      for (const segment of path.split('/').slice(1)) {
        const word: Place | undefined = place.below.get(segment);
        const value: Place['template'] = word ? undefined : place.template;
        if (!word && !value) return undefined;
        const name = value ? distinct(value.name ?? nameAfter(template), parameters) : undefined;
        if (value && name !== undefined) parameters.push({ name, values: value.values });
        template += `/${name === undefined ? literal(segment) : `{${name}}`}`;
        place = word ?? value?.place;
        if (!place) return undefined;
      }
      return template;
    },
    proposals: (writer) =>
      [...templatesOf(root, '', [])].flatMap(({ template, parameters, operations: seen }) =>
        proposalFor(document.root, template, parameters, seen, writer),
      ),
  };
}

function newPlace(): Place {
  return { below: new Map(), template: undefined, isOpen: false, operations: new Map() };
}

/** Makes values of all segments at a place. @returns how many places fewer there are */
function open(place: Place, memory: Memory): number {
  place.isOpen = true;
  const before = countPlaces(place);
  place.template ??= { place: newPlace(), values: new Inference(memory), name: undefined };
  for (const [segment, below] of place.below) {
    place.template.values.add(typed(decodePercent(segment)));
    mergePlace(place.template.place, below);
  }
  place.below.clear();
  return before - countPlaces(place);
}

function mergePlace(into: Place, from: Place): void {
  into.isOpen ||= from.isOpen;
  for (const [method, operation] of from.operations) {
    const known = into.operations.get(method);
    if (known) known.merge(operation);
    else into.operations.set(method, operation);
  }
  for (const [segment, below] of from.below) {
    const known = into.below.get(segment);
    if (known) mergePlace(known, below);
    else into.below.set(segment, below);
  }
  if (!from.template) return;
  if (!into.template) into.template = from.template;
  else {
    into.template.values.merge(from.template.values);
    mergePlace(into.template.place, from.template.place);
  }
}

function countPlaces(place: Place): number {
  let sum = place.template ? 1 + countPlaces(place.template.place) : 0;
  for (const below of place.below.values()) sum += 1 + countPlaces(below);
  return sum;
}

/**
 * The documented name of the parameter after a path: `/pets` and `petId`, so that `/pets/7/toys` is
 * `/pets/{petId}/toys`.
 */
function parameterNames(operations: readonly Operation[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { path } of operations) {
    let above = '';
    for (const segment of path.split('/').slice(1)) {
      const [, name] = /^\{([^{}]+)\}$/.exec(segment) ?? [];
      if (name !== undefined && !names.has(above)) names.set(above, name);
      above += name === undefined ? `/${decodePercent(segment)}` : '/{}';
    }
  }
  return names;
}

interface Found {
  readonly template: string;
  readonly parameters: readonly { readonly name: string; readonly values: Inference }[];
  readonly operations: ReadonlyMap<string, OperationEvidence>;
}

function* templatesOf(place: Place, above: string, parameters: Found['parameters']): Generator<Found> {
  if (place.operations.size > 0) yield { template: above, parameters, operations: place.operations };
  for (const [segment, below] of place.below) yield* templatesOf(below, `${above}/${literal(segment)}`, parameters);
  if (!place.template) return;
  const { place: below, values, name: documented } = place.template;
  const name = distinct(documented ?? nameAfter(above), parameters);
  yield* templatesOf(below, `${above}/{${name}}`, [...parameters, { name, values }]);
}

/** A segment that has its own braces. */
function literal(segment: string): string {
  return segment.replaceAll('{', '%7B').replaceAll('}', '%7D');
}

/** `/pets` has pets, each with a `petId`. */
function nameAfter(above: string): string {
  const word = /([A-Za-z][\w-]*)$/.exec(above)?.[1];
  if (word === undefined) return 'id';
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(s|x|z|ch|sh)es$/, '$1')
    .replace(/([^s])s$/, '$1');
  const camel = singular.replace(/[-_]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${camel}Id`;
}

function distinct(name: string, parameters: Found['parameters']): string {
  let free = name;
  for (let number = 2; parameters.some((parameter) => parameter.name === free); number += 1) free = `${name}${number}`;
  return free;
}

function proposalFor(
  root: JsonObject,
  template: string,
  parameters: Found['parameters'],
  operations: Found['operations'],
  writer: SchemaWriter,
): Proposal[] {
  let item: JsonObject = {};
  let seen: Seen | undefined;
  const methods: string[] = [];
  for (const [method, operation] of operations) {
    if (!operation.isThere || !operation.seen) continue;
    const members = asMembers(method, operation.describe(writer, []), minorOf(root.openapi));
    if (!members) continue;
    seen = seen ? { ...seen, count: seen.count + operation.seen.count } : operation.seen;
    const { additionalOperations: added } = members;
    const { additionalOperations: before } = item;
    item = { ...item, ...members };
    if (isObject(added) && isObject(before)) item = { ...item, additionalOperations: { ...before, ...added } };
    methods.push(method);
  }
  const paths = own(root, 'paths');
  if (!seen || !isObject(paths) || Object.hasOwn(paths, template)) return [];
  const described = parameters.map(({ name, values }) => ({
    name,
    in: 'path',
    required: true,
    schema: textual(values, writer),
  }));
  const update: Record<string, JsonValue | undefined> = {};
  setMember(update, template, { ...(described.length > 0 ? { parameters: described } : {}), ...item });
  return [{ target: '/paths', update, what: `The path ${template} answers ${methods.join(', ')}.`, seen }];
}
