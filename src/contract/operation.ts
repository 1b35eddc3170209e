import { type ItemOperation, operationsIn } from '../document/path-item.js';
import {
  at,
  child,
  isObject,
  type JsonObject,
  type JsonValue,
  type Located,
  own,
  type Pointer,
  type Provenance,
  pointerOfFragment,
  provenanceOf,
} from '../model/index.js';
import { minorOf } from '../schema/index.js';
import { pathKeyOf } from './route/path-key.js';

/** One operation of the contract (OpenAPI 3.1 §4.8.10). */
export interface Operation extends Located {
  /** `POST /users/{id}`: its name in every report. */
  readonly id: string;
  /** As it is sent: upper case, but for a method of `additionalOperations`, which is as the document writes it. */
  readonly method: string;
  /** The place of its path item. */
  readonly item: Pointer;
  /** Its key under `paths`. */
  readonly pathTemplate: string;
  /** The key without the query and the fragment that it may have. */
  readonly path: string;
  readonly operationId?: string;
  readonly deprecated: boolean;
  /** Operation and path item parameters, the operation's before those that it overrides. */
  readonly parameters: readonly Located[];
  readonly requestBody?: Located;
  /** By documented status: `201`, `4XX`, `default`. */
  readonly responses: ReadonlyMap<string, Located>;
  readonly provenance?: Provenance;
}

/** Follows local `$ref`s to a node that is not a `$ref`; undefined where they lead nowhere or in a circle. */
export function follow(root: JsonObject, node: JsonValue | undefined, pointer: Pointer): Located | undefined {
  let here = node;
  let place = pointer;
  for (let hops = 0; hops < 64; hops += 1) {
    if (!isObject(here)) return undefined;
    const reference = own(here, '$ref');
    if (typeof reference !== 'string' || !reference.startsWith('#')) return { node: here, pointer: place };
    place = pointerOfFragment(reference);
    here = place === '' || place.startsWith('/') ? at(root, place) : undefined;
  }
  return undefined;
}

/**
 * Every operation under `paths`, in the order of the document. Webhooks describe other servers and are not part of it.
 */
export function operationsOf(root: JsonObject): Operation[] {
  const operations: Operation[] = [];
  const paths = own(root, 'paths');
  if (!isObject(paths)) return operations;
  const minor = minorOf(root.openapi);
  for (const [pathTemplate, item] of Object.entries(paths)) {
    if (!pathTemplate.startsWith('/')) continue;
    const pathItem = follow(root, item, child('/paths', pathTemplate));
    if (!pathItem) continue;
    for (const operation of operationsIn(pathItem.node, minor))
      operations.push(readOperation(root, pathTemplate, operation, pathItem));
  }
  return operations;
}

function readOperation(
  root: JsonObject,
  pathTemplate: string,
  { method, node, place }: ItemOperation,
  pathItem: Located,
): Operation {
  const pointer = `${pathItem.pointer}${place}`;
  const requestBody = follow(root, own(node, 'requestBody'), child(pointer, 'requestBody'));
  const provenance = provenanceOf(node);
  return {
    node,
    pointer,
    id: `${method} ${pathTemplate}`,
    method,
    item: pathItem.pointer,
    pathTemplate,
    path: pathKeyOf(pathTemplate).path,
    deprecated: node.deprecated === true,
    parameters: readParameters(root, { node, pointer }, pathItem),
    responses: readResponses(root, node, pointer),
    ...(typeof node.operationId === 'string' ? { operationId: node.operationId } : {}),
    ...(requestBody ? { requestBody } : {}),
    ...(provenance ? { provenance } : {}),
  };
}

function readParameters(root: JsonObject, operation: Located, pathItem: Located): Located[] {
  const byName = new Map<string, Located>();
  for (const holder of [operation, pathItem]) {
    const list = own(holder.node, 'parameters');
    if (!Array.isArray(list)) continue;
    for (const [index, item] of list.entries()) {
      const parameter = follow(root, item, child(child(holder.pointer, 'parameters'), index));
      if (!parameter) continue;
      const key = `${parameter.node.in} ${parameter.node.name}`;
      if (!byName.has(key)) byName.set(key, parameter);
    }
  }
  return [...byName.values()];
}

function readResponses(root: JsonObject, node: JsonObject, pointer: Pointer): Map<string, Located> {
  const responses = new Map<string, Located>();
  const documented = own(node, 'responses');
  if (!isObject(documented)) return responses;
  for (const [status, value] of Object.entries(documented)) {
    if (status.startsWith('x-')) continue;
    const response = follow(root, value, child(child(pointer, 'responses'), status));
    if (response) responses.set(/^\dxx$/i.test(status) ? status.toUpperCase() : status, response);
  }
  return responses;
}

/**
 * The operation of a name that a person wrote: its operationId, or method and path as the document writes them. The
 * case of a method does not count.
 */
export function operationCalled(operations: readonly Operation[], name: string): Operation | undefined {
  const id = name.trim();
  const upper = id.replace(/^\S+(?= )/, (method) => method.toUpperCase());
  return (
    operations.find(({ operationId }) => operationId === name) ??
    operations.find((each) => each.id === id) ??
    operations.find((each) => each.id === upper)
  );
}

/** The documented response for a status: exact, then its range (`4XX`), then `default` (OpenAPI 3.1 §4.8.16). */
export function responseFor(operation: Operation, status: number): { key: string; response: Located } | undefined {
  for (const key of [String(status), `${Math.floor(status / 100)}XX`, 'default']) {
    const response = operation.responses.get(key);
    if (response) return { key, response };
  }
  return undefined;
}
