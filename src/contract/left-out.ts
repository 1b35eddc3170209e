import { framingOf, isStream, parseMediaType } from '../http/index.js';
import { child, isObject, type JsonObject, own, type Pointer } from '../model/index.js';
import { minorOf } from '../schema/index.js';
import type { LoadWarning } from './load-warnings.js';
import { follow, type Operation } from './operation.js';
import { schemeNamed } from './security/security.js';

const PARAMETER_PLACES: ReadonlySet<unknown> = new Set(['path', 'query', 'header', 'cookie']);

/** What a document describes in such a way that it has to be left out, or that nobody can meet. */
export function leftOutWarnings(root: JsonObject, operations: readonly Operation[]): LoadWarning[] {
  return [
    ...strayPaths(root),
    ...strayParameters(root, operations),
    ...unknownSchemes(root, operations),
    ...undividedItems(root, operations),
  ];
}

function* strayPaths(root: JsonObject): Generator<LoadWarning> {
  const paths = own(root, 'paths');
  for (const path of isObject(paths) ? Object.keys(paths) : [])
    if (!path.startsWith('/') && !path.startsWith('x-'))
      yield {
        rule: 'path-without-slash',
        pointer: child('/paths', path),
        message: `the path ${path} does not begin with a slash`,
        cure: 'Begin it with a slash: it is left out.',
      };
}

/** Media types whose items are described, and of which nobody can tell the items apart. */
function* undividedItems(root: JsonObject, operations: readonly Operation[]): Generator<LoadWarning> {
  if (minorOf(root.openapi) < 2) return;
  const told = new Set<Pointer>();
  for (const { requestBody, responses } of operations)
    for (const holder of [requestBody, ...responses.values()]) {
      const content = holder && own(holder.node, 'content');
      for (const [key, value] of Object.entries(isObject(content) ? content : {})) {
        const media = holder && follow(root, value, child(child(holder.pointer, 'content'), key));
        const place = media && child(media.pointer, 'itemSchema');
        if (!media || !place || told.has(place) || own(media.node, 'itemSchema') === undefined) continue;
        if (isDivided(key)) continue;
        told.add(place);
        yield {
          rule: 'undivided-items',
          pointer: place,
          message: `itemSchema is left out: the items of ${key} cannot be told apart`,
          cure: 'Write schema, or a sequential media type such as application/jsonl: such bodies are not judged.',
        };
      }
    }
}

/** Whether bodies of this type have items; of a range some may. */
function isDivided(key: string): boolean {
  const type = parseMediaType(key);
  const framing = type && framingOf(type);
  return type?.subtype === '*' || type?.type === 'multipart' || (framing !== undefined && isStream(framing));
}

function* strayParameters(root: JsonObject, operations: readonly Operation[]): Generator<LoadWarning> {
  const hasQuerystring = minorOf(root.openapi) >= 2;
  const told = new Set<Pointer>();
  for (const { parameters } of operations)
    for (const { node, pointer } of parameters) {
      if (told.has(pointer) || (PARAMETER_PLACES.has(node.in) && typeof node.name === 'string')) continue;
      told.add(pointer);
      if (node.in === 'querystring' && hasQuerystring && typeof node.name === 'string') {
        if (!hasMediaType(node)) yield withoutContent(node.name, pointer);
        continue;
      }
      yield {
        rule: 'unusable-parameter',
        pointer,
        message: `the parameter ${String(node.name)} is in ${JSON.stringify(node.in ?? null)}, and there is no such place`,
        cure: 'Write in: path, query, header or cookie, and a name: it is left out.',
      };
    }
}

/** Whether its `content` has a key that is a media type. */
function hasMediaType(node: JsonObject): boolean {
  const content = own(node, 'content');
  const [key] = isObject(content) ? Object.keys(content) : [];
  return key !== undefined && parseMediaType(key) !== undefined;
}

function withoutContent(name: string, pointer: Pointer): LoadWarning {
  return {
    rule: 'unusable-parameter',
    pointer,
    message: `the parameter ${name} is the query string, and no content says in which media type`,
    cure: 'Write content with one media type, such as application/x-www-form-urlencoded: it is left out.',
  };
}

function* unknownSchemes(root: JsonObject, operations: readonly Operation[]): Generator<LoadWarning> {
  const told = new Set<string>();
  for (const { node, pointer } of [{ node: root, pointer: '' }, ...operations]) {
    const list = own(node, 'security');
    for (const [index, requirement] of Array.isArray(list) ? list.entries() : [])
      for (const name of isObject(requirement) ? Object.keys(requirement) : []) {
        if (told.has(name) || schemeNamed(root, name)) continue;
        told.add(name);
        yield {
          rule: 'undefined-security-scheme',
          pointer: child(child(child(pointer, 'security'), index), name),
          message: `the security scheme ${name} is not in components.securitySchemes`,
          cure: 'Describe it there, or correct its name: no credentials can meet it.',
        };
      }
  }
}
