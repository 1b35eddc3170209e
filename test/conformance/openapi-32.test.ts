import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isObject, type JsonObject, type JsonValue } from '../../src/model/index.js';
import { typeOf } from '../../src/model/openapi-objects.js';

const ROOT = new URL('../../', import.meta.url);

/** The official meta-schemas, as a parser of OpenAPI that is not ours carries them. */
async function metaSchema(version: string): Promise<JsonObject> {
  const path = new URL(`node_modules/@scalar/openapi-parser/dist/schemas/${version}/schema.js`, ROOT);
  const loaded: Readonly<Record<string, JsonValue>> = await import(path.href);
  const schema = Object.values(loaded).find((value) => isObject(value) && isObject(value.$defs));
  if (!isObject(schema)) throw new Error(`there is no meta-schema in ${path.href}`);
  return schema;
}

/** Objects whose name in the specification is written otherwise than in the meta-schema. */
const NAMES: Readonly<Record<string, string>> = { openapi: 'OpenAPI', 'oauth-flows': 'OAuthFlows' };

function nameOf(definition: string): string {
  const pascal = definition.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return NAMES[definition] ?? pascal;
}

/** `Object.field` for each property that a meta-schema describes. */
function fieldsIn(schema: JsonObject): Set<string> {
  const found = new Set<string>();
  const visit = (object: string, node: JsonValue | undefined): void => {
    if (Array.isArray(node)) for (const item of node) visit(object, item);
    if (!isObject(node)) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties' && isObject(value))
        for (const name of Object.keys(value)) found.add(`${object}.${name}`);
      else if (key === '$defs' && isObject(value))
        for (const part of Object.values(value)) visit(object === 'OAuthFlows' ? 'OAuthFlow' : object, part);
      else if (key !== 'propertyNames') visit(object, value);
    }
  };
  const { $defs, ...root } = schema;
  visit('OpenAPI', root);
  for (const [name, part] of Object.entries(isObject($defs) ? $defs : {})) visit(nameOf(name), part);
  return found;
}

/** Parts of the meta-schema of 3.2 that are not objects: lists, and what several objects share. */
const SHARED = /^(?:Parameters|StylesForForm|Examples)\./;

/** Fields that the text of 3.1 has, and only its meta-schema lacks. */
const IN_31 = new Set(['Parameter.allowReserved', 'Header.allowReserved', 'Link.server']);

/** Fields of objects in schemas, which the meta-schema of documents leaves to that of schemas. */
const OF_SCHEMAS = ['Discriminator.defaultMapping', 'Xml.nodeType'];

const [, first = ''] =
  /## Fields\n(.*?)\n## Values/s.exec(readFileSync(new URL('docs/guides/openapi-3.2.md', ROOT), 'utf8')) ?? [];
const listed = [...first.matchAll(/^\| (\w+) \| `([^`]+)` \|/gm)].map(([, object, field]) => `${object}.${field}`);
const before = fieldsIn(await metaSchema('v3.1'));
const added = [...fieldsIn(await metaSchema('v3.2')), ...OF_SCHEMAS].filter(
  (field) => !before.has(field) && !SHARED.test(field) && !IN_31.has(field),
);

test('The table of OpenAPI 3.2 lists each field that its meta-schema has and that of 3.1 lacks, and no other', () => {
  expect(added.length).toBeGreaterThan(20);
  expect([...listed].sort()).toEqual([...new Set(added)].sort());
});

test('Each field of the table is one that the linter and the conversion know to be of OpenAPI 3.2', () => {
  const known = (field: string): number | undefined => {
    const [object = '', name = ''] = field.split('.');
    return KINDS.find((kind) => kind === object)?.length === undefined
      ? undefined
      : typeOf(KINDS.find((kind) => kind === object) ?? 'OpenAPI').fields.get(name)?.since;
  };
  expect(listed.filter((field) => known(field) !== 2)).toEqual([]);
});

const KINDS = [
  ...(['OpenAPI', 'Server', 'Components', 'PathItem', 'MediaType', 'Encoding', 'Response', 'Example'] as const),
  ...(['Tag', 'Discriminator', 'Xml', 'SecurityScheme', 'OAuthFlows', 'OAuthFlow'] as const),
];
