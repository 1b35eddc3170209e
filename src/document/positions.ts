import type { Node as JsonNode, ParseError } from 'jsonc-parser';
import type { Node, Document as YamlDocument } from 'yaml';
import {
  isContainer,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  type Position,
  tokensOf,
} from '../model/index.js';
import { placeCommonYaml } from './yaml/common.js';
import type { Places } from './yaml/places.js';
import { yamlPackage } from './yaml-package.js';

/** A line and a column, both 1-based. */
export type Place = Omit<Position, 'file'>;

/** A member's or item's value, and the offset at which the member's name or the item begins. */
interface Step<N> {
  readonly offset: number;
  readonly node: N | undefined;
}

/** What has members or items. */
type Container = JsonObject | readonly JsonValue[];

/** The child of a node by name or index. */
type Members<N> = (node: N) => ReadonlyMap<string, Step<N>>;

/**
 * Finds places in a JSON or YAML text. A member is placed at its name:
 *
 * ```
 * properties:
 *   name:        ◀ /properties/name is line 2, column 3
 *     type: string
 * ```
 *
 * @returns gives the place of what a pointer points to, or of its nearest ancestor in the text
 */
export async function positionsIn(text: string): Promise<(pointer: Pointer) => Place> {
  // The reader of all of YAML would take twenty times as long, and gigabytes for a large description.
  const found = /^[\s\uFEFF]*[{[]/.test(text) ? await inJson(text) : inCommonYaml(text);
  return found ?? inYaml(text);
}

/** The place of one pointer in a small text, as `positionsIn` finds it. */
export function positionOf(text: string, pointer: Pointer): Place {
  return (inCommonYaml(text) ?? inYaml(text))(pointer);
}

/** Finds the line and column of a character in a text. */
export function placesOfOffsets(text: string): (offset: number) => Place {
  const lines = lineStarts(text);
  return (offset) => placeAt(lines, offset);
}

/** Undefined if the text is not JSON. */
async function inJson(text: string): Promise<((pointer: Pointer) => Place) | undefined> {
  const { parseTree } = await import('jsonc-parser');
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  if (!root || errors.length > 0) return undefined;
  return search(text, { offset: root.offset, node: root }, jsonMembers);
}

function jsonMembers({ type, children = [] }: JsonNode): Map<string, Step<JsonNode>> {
  const members = new Map<string, Step<JsonNode>>();
  for (const [index, found] of children.entries()) {
    const [name, value] = type === 'object' ? (found.children ?? []) : [];
    if (type === 'array') members.set(String(index), { offset: found.offset, node: found });
    else if (name) members.set(String(name.value), { offset: found.offset, node: value });
  }
  return members;
}

/** Undefined if the text is not of common YAML. */
function inCommonYaml(text: string): ((pointer: Pointer) => Place) | undefined {
  const found = placeCommonYaml(text);
  if (!found) return undefined;
  const { value, places } = found;
  return search(found.text, { offset: places.start, node: containerIn(value) }, (node) => commonMembers(node, places));
}

function commonMembers(container: Container, places: Places): Map<string, Step<Container>> {
  const members = new Map<string, Step<Container>>();
  for (const [name, offset] of places.of(container))
    members.set(name, {
      offset,
      node: containerIn(isObject(container) ? own(container, name) : container[Number(name)]),
    });
  return members;
}

function containerIn(value: JsonValue | undefined): Container | undefined {
  return isContainer(value) ? value : undefined;
}

function inYaml(text: string): (pointer: Pointer) => Place {
  const options = { merge: true, logLevel: 'silent', prettyErrors: false, uniqueKeys: false } as const;
  const document = yamlPackage().parseDocument(text, options);
  const { contents } = document;
  const root: Step<Node> = { offset: contents?.range?.[0] ?? 0, node: contents ?? undefined };
  return search(text, root, (node) => yamlMembers(node, document));
}

function yamlMembers(node: Node, document: YamlDocument): Map<string, Step<Node>> {
  const { isAlias, isMap, isNode, isScalar, isSeq } = yamlPackage();
  const members = new Map<string, Step<Node>>();
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) {
    for (const [index, item] of target.items.entries())
      if (isNode(item)) members.set(String(index), { offset: item.range?.[0] ?? 0, node: item });
  }
  if (!isMap(target)) return members;
  for (const { key, value } of target.items) {
    const node = isNode(value) ? value : undefined;
    if (!isScalar(key)) continue;
    if (key.source === '<<' && node) addMerged(members, node, document);
    else members.set(String(key.value), { offset: key.range?.[0] ?? 0, node });
  }
  return members;
}

/** Members merged by `<<: *other` have the position of the original (YAML 1.1, Merge Key). */
function addMerged(members: Map<string, Step<Node>>, merged: Node, document: YamlDocument): void {
  for (const [name, step] of yamlMembers(merged, document)) {
    if (yamlPackage().isSeq(merged) && step.node) addMerged(members, step.node, document);
    else if (!members.has(name)) members.set(name, step);
  }
}

function search<N extends object>(text: string, root: Step<N>, membersOf: Members<N>): (pointer: Pointer) => Place {
  const lines = lineStarts(text);
  const known = new WeakMap<N, ReadonlyMap<string, Step<N>>>();
  return (pointer) => {
    let step = root;
    for (const token of tokensOf(pointer)) {
      const { node } = step;
      if (!node) break;
      const members = known.get(node) ?? membersOf(node);
      known.set(node, members);
      const next = members.get(token);
      if (!next) break;
      step = next;
    }
    return placeAt(lines, step.offset);
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

function placeAt(starts: readonly number[], offset: number): Place {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
