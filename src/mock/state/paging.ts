import type { CompiledOperation, Contract, MediaContent } from '../../contract/index.js';
import { isNumeric, isObject, type JsonValue } from '../../model/index.js';
import { type Call, type Failure, failure } from '../answer.js';
import type { RequestState } from '../request-state.js';
import { listMember } from './resources.js';

/** A list that may be answered in pages. */
export interface Listed {
  /** The whole answer, with all items. */
  readonly value: JsonValue;
  readonly items: readonly JsonValue[];
  /** Where each item is, counted from the first that ever was: removing others does not change it. */
  readonly places: readonly number[];
}

/** A page of a list. */
export interface Page {
  readonly value: JsonValue;
  /** The field `Link` (RFC 8288), where that is how the API names other pages. */
  readonly link?: string;
}

/** The items of a page where neither the client nor the document says how many. */
const USUAL = 100;

/** The most items of a page of OData, as in Microsoft Graph. */
const MOST = 999;

const NEXT = '@odata.nextLink';
const COUNT = '@odata.count';

/**
 * The page of a list that a request asks for: by `$top`, `$skip` and `$skiptoken` where the API speaks OData, or by the
 * documented parameters `page` or `offset`, and `limit` or the like. Undefined for a list that has no pages, and where
 * a page would break the contract that the list keeps.
 */
export function pageOf(
  contract: Contract,
  { call, compiled, sources: { query } }: Pick<RequestState, 'call' | 'compiled' | 'sources'>,
  media: MediaContent,
  list: Listed,
  isGraph: boolean,
): Page | Failure | undefined {
  const { schema } = media;
  const shape = schema === undefined ? undefined : contract.schemas.shapes.of(schema);
  const asked = (name: string): string | undefined => query.get(name)?.[0];
  const isOData =
    isObject(list.value) &&
    (isGraph || shape?.property(NEXT) !== undefined || hasParameter(compiled, /^\$(?:top|skiptoken)$/));
  const isSound = (value: JsonValue): boolean =>
    schema === undefined || contract.schemas.isValid(schema, 'response', value) !== false;
  const page = isOData
    ? odataPage(call, compiled, list, asked, shape?.property(COUNT) !== undefined)
    : numberedPage(call, compiled, list, asked);
  if (!page || 'code' in page) return page;
  return isSound(page.value) || !isSound(list.value) ? page : undefined;
}

/** The list in a documented answer. Its usual link to a next page leads to the real service, and does not count. */
export function listIn(value: JsonValue): Listed | undefined {
  const items = isObject(value) ? value[listMember(value) ?? ''] : value;
  return Array.isArray(items) ? { value, items, places: items.map((_, place) => place) } : undefined;
}

type Asked = (name: string) => string | undefined;

function odataPage(
  call: Call,
  compiled: CompiledOperation,
  { value, items, places }: Listed,
  asked: Asked,
  hasCount: boolean,
): Page | Failure | undefined {
  const sizes = {
    $top: wholeIn(asked('$top')),
    $skiptoken: wholeIn(asked('$skiptoken')),
    $skip: wholeIn(asked('$skip')),
  };
  for (const [name, size] of Object.entries(sizes))
    if (size === 'broken')
      return failure(
        'UNPROCESSABLE_ENTITY',
        `${name} is not a number of items, or not from a next link of this server`,
      );
  const { $top: top, $skiptoken: token, $skip: skip } = sizes;
  if (top === 'broken' || token === 'broken' || skip === 'broken') return undefined;
  const skipped = hasParameter(compiled, /^\$skip$/) ? (skip ?? 0) : 0;
  const from = token === undefined ? skipped : firstAt(places, token);
  const size = Math.min(top ?? USUAL, MOST);
  const next = places[from + size];
  const members: Record<string, JsonValue | undefined> = { ...(isObject(value) ? value : {}) };
  const name = Object.keys(members).find((member) => members[member] === items);
  if (name === undefined) return undefined;
  members[name] = items.slice(from, from + size);
  delete members[NEXT];
  if (next !== undefined && size > 0) members[NEXT] = linkTo(call, { $skiptoken: String(next) }, ['$skip']);
  const wantsCount = asked('$count') === 'true' && (hasCount || hasParameter(compiled, /^\$count$/));
  if (wantsCount) members[COUNT] = items.length;
  return { value: members };
}

/** The first item at that place or behind it: the one that was there may be gone. */
function firstAt(places: readonly number[], place: number): number {
  const found = places.findIndex((each) => each >= place);
  return found < 0 ? places.length : found;
}

function numberedPage(call: Call, compiled: CompiledOperation, list: Listed, asked: Asked): Page | undefined {
  const pageName = nameOf(compiled, /^page(?:_?(?:number|no|index))?$/i);
  const offsetName = pageName === undefined ? nameOf(compiled, /^(?:offset|start|skip)$/i) : undefined;
  const sizeName = nameOf(compiled, /^(?:limit|per_?page|page_?size|size)$/i);
  if (sizeName === undefined || (pageName === undefined && offsetName === undefined)) return undefined;
  const numberIn = (name: string): number | undefined => {
    const read = wholeIn(asked(name));
    return typeof read === 'number' ? read : defaultOf(compiled, name);
  };
  const size = numberIn(sizeName) ?? USUAL;
  if (size === 0) return undefined;
  const { items } = list;
  const named = pageName ?? offsetName ?? '';
  // Pages are counted from 1, unless the document says otherwise.
  const first = pageName === undefined ? 0 : firstPageOf(compiled, pageName);
  const step = pageName === undefined ? size : 1;
  const current = Math.max(first, numberIn(named) ?? first);
  const from = pageName === undefined ? current : (current - first) * size;
  const last = first + step * Math.max(0, Math.ceil(items.length / size) - 1);
  const link = (rel: string, to: number): string =>
    `<${linkTo(call, { [named]: String(to), [sizeName]: String(size) }, [])}>; rel="${rel}"`;
  const links = [
    ...(from + size < items.length ? [link('next', current + step)] : []),
    ...(current > first ? [link('prev', Math.max(first, current - step))] : []),
    link('first', first),
    link('last', last),
  ];
  const value = withSlice(list, items.slice(from, from + size));
  return value === undefined ? undefined : { value, link: links.join(', ') };
}

function withSlice({ value, items }: Listed, slice: readonly JsonValue[]): JsonValue | undefined {
  if (value === items) return slice;
  if (!isObject(value)) return undefined;
  const name = Object.keys(value).find((member) => value[member] === items);
  return name === undefined ? undefined : { ...value, [name]: slice };
}

function nameOf({ parameters }: CompiledOperation, pattern: RegExp): string | undefined {
  return parameters.find(({ place, name }) => place === 'query' && pattern.test(name))?.name;
}

function hasParameter(compiled: CompiledOperation, pattern: RegExp): boolean {
  return nameOf(compiled, pattern) !== undefined;
}

function schemaOf({ parameters }: CompiledOperation, name: string): JsonValue | undefined {
  return parameters.find((parameter) => parameter.place === 'query' && parameter.name === name)?.node.schema;
}

function defaultOf(compiled: CompiledOperation, name: string): number | undefined {
  const schema = schemaOf(compiled, name);
  const written = isObject(schema) ? schema.default : undefined;
  return isNumeric(written) ? Number(written) : undefined;
}

function firstPageOf(compiled: CompiledOperation, name: string): number {
  const schema = schemaOf(compiled, name);
  const isFromZero = isObject(schema) && (schema.minimum === 0 || schema.default === 0);
  return isFromZero ? 0 : 1;
}

function wholeIn(text: string | undefined): number | 'broken' | undefined {
  if (text === undefined) return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : 'broken';
}

/** The URL of the request with other values of some query fields, and without others. */
function linkTo(
  { origin, target }: Call,
  values: Readonly<Record<string, string>>,
  without: readonly string[],
): string {
  const [path = '', ...rest] = target.split('?');
  const isKept = (field: string): boolean => {
    const [name = ''] = new URLSearchParams(field).keys();
    return field !== '' && !Object.hasOwn(values, name) && !without.includes(name);
  };
  const kept = rest.join('?').split('&').filter(isKept);
  const added = Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${origin}${path}?${[...kept, ...added].join('&')}`;
}
