import { child, isObject, type JsonObject, type JsonValue, type Pointer } from '../model/index.js';

/** Keywords whose members are named by the author, so that a member called `$ref` or `example` is only a name. */
const MAPS = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
  'paths',
  'webhooks',
  'content',
  'encoding',
  'variables',
]);

/** Keywords whose value is data of the API's, not description. */
const DATA = new Set(['example', 'default', 'const', 'enum', 'value', 'required', 'x-source', 'security', 'tags']);

/** A reference met on the walk. */
export interface FoundReference {
  readonly holder: JsonObject;
  readonly key: '$ref' | 'externalValue' | string;
  readonly reference: string;
  /** Where the holder stands in its file. */
  readonly pointer: Pointer;
  /** The keyword or map under which the holder stands: `schema`, `parameters`, `paths`, `items` … */
  readonly under: string;
}

/**
 * Visits every reference in a description: `$ref`, `externalValue` and the values of `discriminator.mapping`.
 * Payloads (`example`, `value`, `default`, `enum`, `const`) are not entered: a `$ref` in them is data.
 */
export function walkReferences(root: JsonValue, visit: (found: FoundReference) => void): void {
  const seen = new Set<JsonValue>();
  // The way to where the walk stands. It is made a pointer only where there is something to tell: most places have nothing.
  const path: (string | number)[] = [];
  const walk = (node: JsonValue, under: string, isMap: boolean): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return;
    seen.add(node);
    if (Array.isArray(node)) {
      for (let index = 0; index < node.length; index += 1) step(index, node[index], under, false);
      return;
    }
    if (!isObject(node)) return;
    if (!isMap) visitHolder(node, path, under, visit);
    for (const name of Object.keys(node)) {
      const value = node[name];
      if (typeof value !== 'object' || value === null) continue;
      if (isMap) step(name, value, under, false);
      else if (!DATA.has(name) && !(name === 'examples' && Array.isArray(value))) {
        step(name, value, name, MAPS.has(name) && !Array.isArray(value));
      }
    }
  };
  const step = (token: string | number, value: JsonValue, under: string, isMap: boolean): void => {
    path.push(token);
    walk(value, under, isMap);
    path.pop();
  };
  walk(root, '', false);
}

function visitHolder(
  node: JsonObject,
  path: readonly (string | number)[],
  under: string,
  visit: (found: FoundReference) => void,
): void {
  for (const key of ['$ref', 'externalValue']) {
    const reference = Object.hasOwn(node, key) ? node[key] : undefined;
    if (typeof reference === 'string') visit({ holder: node, key, reference, pointer: path.reduce(child, ''), under });
  }
  if (under !== 'discriminator' || !isObject(node.mapping)) return;
  for (const [key, reference] of Object.entries(node.mapping)) {
    // A mapping value is a schema's name or a reference (OpenAPI 3.1 §4.8.25); a name has neither slash nor hash.
    if (typeof reference === 'string' && /[/#]|\.(ya?ml|json)$/.test(reference)) {
      visit({
        holder: node.mapping,
        key,
        reference,
        pointer: child(path.reduce(child, ''), 'mapping'),
        under: 'mapping',
      });
    }
  }
}
