import type { Contract, Match, Operation } from '../../contract/index.js';
import { decodePercent, isObject, type JsonObject, type JsonValue } from '../../model/index.js';

/** The effect of an operation on the remembered items. */
export type Role = 'create' | 'list' | 'clear' | 'read' | 'update' | 'replace' | 'remove';

/** The part of the state that a request is about. */
export interface Resource {
  readonly role: Role;
  /** The path of the collection with its values filled in: `/users/7/messages`. */
  readonly collection: string;
  /** The id of the item, decoded; absent where the request is about the collection. */
  readonly id?: string;
  /** The parameter that holds the id in the path template of an item: `messageId`. */
  readonly parameter?: string;
  /** The path template of the collection. */
  readonly template: string;
}

/** Finds the resource that a request is about; undefined where it is about none. */
export type ResourceFinder = (match: Match) => Resource | undefined;

/**
 * Tells which operations are about collections and their items: a collection has a POST, an item is below it under
 * one parameter.
 */
export function createResources(contract: Contract): ResourceFinder {
  const roles = rolesIn(contract);
  return ({ operation, pathValues }) => {
    const known = roles.get(operation);
    if (!known) return undefined;
    const { role, template, parameter } = known;
    const collection = template.replace(/\{([^{}]*)\}/g, (_, name: string) =>
      encodeURIComponent(decodePercent(pathValues[name] ?? '')),
    );
    const id = parameter === undefined ? undefined : pathValues[parameter];
    return {
      role,
      collection,
      template,
      ...(parameter === undefined ? {} : { parameter }),
      ...(id === undefined ? {} : { id: decodePercent(id) }),
    };
  };
}

/** The path templates of the collections whose items a mock remembers, in the order of the document. */
export function collectionsIn(contract: Contract): readonly string[] {
  return [...new Set([...rolesIn(contract).values()].map(({ template }) => template))];
}

/** What each operation does to a collection or an item, and the parameter that holds the id of an item. */
interface OperationRole {
  readonly role: Role;
  readonly template: string;
  readonly parameter?: string;
}

function rolesIn(contract: Contract): Map<Operation, OperationRole> {
  const byId = new Map(contract.operations.map((operation) => [operation.id, operation]));
  const has = (method: string, template: string): boolean => byId.has(`${method} ${template}`);
  const parameterBelow = new Map<string, string>();
  for (const { pathTemplate } of contract.operations) {
    const [, collection, parameter] = /^(.+)\/\{([^{}/]+)\}$/.exec(pathTemplate) ?? [];
    if (collection !== undefined && parameter !== undefined) parameterBelow.set(collection, parameter);
  }
  const roles = new Map<Operation, OperationRole>();
  const classify = ({ method, pathTemplate, responses }: Operation) => {
    const [, above, parameter] = /^(.+)\/\{([^{}/]+)\}$/.exec(pathTemplate) ?? [];
    if (above !== undefined && parameter !== undefined && (has('POST', above) || has('PUT', pathTemplate))) {
      const role = ITEM_ROLES[method];
      return role && { role, template: above, parameter };
    }
    const below = parameterBelow.get(pathTemplate);
    // A 201 creates something, even where the document has no way to read it back.
    const isCollection = below !== undefined || has('GET', pathTemplate) || (method === 'POST' && responses.has('201'));
    if (!has('POST', pathTemplate) || !isCollection) return undefined;
    const role = COLLECTION_ROLES[method];
    return role && { role, template: pathTemplate, ...(below === undefined ? {} : { parameter: below }) };
  };
  for (const operation of contract.operations) {
    const role = classify(operation);
    if (role) roles.set(operation, role);
  }
  return roles;
}

const ITEM_ROLES: Readonly<Record<string, Role>> = { GET: 'read', PATCH: 'update', PUT: 'replace', DELETE: 'remove' };
const COLLECTION_ROLES: Readonly<Record<string, Role>> = { POST: 'create', GET: 'list', DELETE: 'clear' };

/**
 * The member of an item that holds its id: the one named as the path's parameter, else `id`, else the first that ends
 * in `Id`.
 */
export function idMember(item: JsonObject, parameter: string | undefined): string | undefined {
  const names = Object.keys(item);
  const lower = parameter?.replaceAll(/[-_]/g, '').toLowerCase();
  return (
    names.find((name) => name === parameter) ??
    names.find((name) => name === 'id') ??
    names.find((name) => name.replaceAll(/[-_]/g, '').toLowerCase() === lower) ??
    names.find((name) => /(?:Id|_id)$/.test(name))
  );
}

/** The member of an object that is its list: the one with a usual name, else the first array. */
export function listMember(base: JsonObject): string | undefined {
  const lists = Object.keys(base).filter((name) => Array.isArray(base[name]));
  return ['value', 'items', 'data', 'results'].find((usual) => lists.includes(usual)) ?? lists[0];
}

/**
 * A list as the document wraps it: the array itself, or the object whose one array it is; undefined where there is no
 * array.
 */
export function withItems(base: JsonValue, items: readonly JsonValue[]): JsonValue | undefined {
  if (Array.isArray(base)) return items;
  if (!isObject(base)) return undefined;
  const name = listMember(base);
  if (name === undefined) return undefined;
  const wrapped: Record<string, JsonValue | undefined> = { ...base, [name]: items };
  delete wrapped['@odata.nextLink'];
  for (const count of ['@odata.count', 'count', 'total', 'totalCount']) {
    if (typeof wrapped[count] === 'number') wrapped[count] = items.length;
  }
  return wrapped;
}
