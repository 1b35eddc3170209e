import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bodyOf, linkToSection } from './json-schema.mjs';
import { anchorOf, code, head, table } from './markdown.mjs';

const FOLDER = fileURLToPath(new URL('../../src/model/schema/', import.meta.url));

/** docs/reference/schemas/: a page for each JSON Schema that the package publishes. */
export function schemaPages() {
  const schemas = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.schema.json'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.schema.json'.length),
      schema: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')),
    }));
  const pages = schemas.map(({ name, schema }) => [`docs/reference/schemas/${name}.md`, pageOf(name, schema)]);
  const rows = schemas.map(({ name, schema }) => [
    `[${schema.title}](${name}.md)`,
    schema.description,
    code(`docproof/schema/${name}.schema.json`),
  ]);
  const index = [
    head('JSON Schemas', { order: 6 }),
    'The package publishes a JSON Schema (2020-12) of each file that Docproof writes for programs, and of those that it reads. Members may be added within a version; those that are described stay.\n',
    table(['schema', 'of', 'in the package'], rows),
    '\n[The HTTP API](../http-api.md) of a running mock or proxy has an OpenAPI document: `docproof/schema/feed.openapi.json`.',
  ];
  return { 'docs/reference/schemas/index.md': `${index.join('\n')}\n`, ...Object.fromEntries(pages) };
}

function pageOf(name, schema) {
  const linkTo = (ref) => {
    const [file, pointer = ''] = ref.split('#');
    const definition = /^\/\$defs\/([^/]+)/.exec(pointer)?.[1];
    if (file === '') return linkToSection(definition ?? 'Root');
    const other = /([\w-]+?)(?:\.schema)?\.json$/.exec(file)?.[1];
    const shown = pointer.split('/').at(-1) || other;
    return `[${shown}](${other}.md#${anchorOf(definition ?? 'Root')})`;
  };
  const sections = Object.entries(schema.$defs ?? {}).map(
    ([each, definition]) => `## ${each}\n\n${bodyOf(definition, linkTo)}`,
  );
  return [
    head(schema.title, { order: 100, nav: name, title: `JSON Schema: ${schema.title}` }),
    `${schema.description}\n`,
    `In the package: ${code(`docproof/schema/${name}.schema.json`)} · Its \`$id\`: ${code(schema.$id)}\n`,
    '## Root\n',
    bodyOf({ ...schema, description: undefined }, linkTo),
    ...sections,
  ].join('\n');
}
