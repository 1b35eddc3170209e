import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeptDocuments } from '../../src/api/kept-document.js';
import { BUILT_IN_DOCUMENT, type LoadOptions, loadServedContract } from '../../src/api/load-contract.js';
import type { Document } from '../../src/document/index.js';
import { isObject } from '../../src/model/index.js';
import { LARGE_DOCUMENTS } from '../scale/documents/index.mjs';

let folder: string;
let cases = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-kept-document-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder with these files, and what loads one of them and keeps it in memory. */
async function projectOf(files: Record<string, string>) {
  cases += 1;
  const home = join(folder, String(cases));
  await mkdir(home);
  const write = (name: string, text: string): Promise<void> => writeFile(join(home, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const store = keptInMemory();
  const load = (name: string, options: LoadOptions = {}): Promise<Document> =>
    loadServedContract(join(home, name), { ...options, kept: store.kept }).then(({ document }) => document);
  return { home, write, load, ...store };
}

function keptInMemory(build = 'this build') {
  const entries = new Map<string, Uint8Array>();
  const seen = { hits: 0, written: 0 };
  const kept: KeptDocuments = {
    build,
    read(name) {
      const entry = entries.get(name);
      if (entry) seen.hits += 1;
      return entry;
    },
    write(name, make) {
      const bytes = make();
      if (!bytes) return;
      seen.written += 1;
      entries.set(name, bytes);
    },
  };
  return { entries, seen, kept };
}

const LAMPS = `openapi: 3.1.0
info: {title: Lamps, version: '1'}
paths:
  /lamps:
    get:
      responses:
        '200':
          description: All
          content:
            application/json:
              schema: {$ref: 'lamp.yaml'}
              examples: {one: {externalValue: one.json}}
`;
const FILES = { 'openapi.yaml': LAMPS, 'lamp.yaml': 'type: object\n', 'one.json': '{"id": 1}' };

const titleIn = ({ root }: Document): unknown => isObject(root.info) && root.info.title;

const SWAGGER = `swagger: '2.0'
info: {title: Lamps, version: '1'}
paths:
  /lamps:
    get: {responses: {'200': {description: All, schema: {$ref: '#/definitions/lamp'}}}}
definitions: {lamp: {type: object}}
`;

/** A document of the tests of scale, in files: gives the path of the one that is loaded. */
async function largeDocument(name: string): Promise<string> {
  const home = join(folder, name);
  for (const [path, text] of Object.entries(LARGE_DOCUMENTS[name]?.().files ?? {})) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
  return join(home, 'docs/openapi.yaml');
}

test.each<readonly [string, () => Promise<string>]>([
  ['the built-in document', async () => BUILT_IN_DOCUMENT],
  ['a Swagger 2.0 file', async () => join((await projectOf({ 'swagger.yaml': SWAGGER })).home, 'swagger.yaml')],
  ...['many-files', 'recursion', 'modern'].map((name) => [name, () => largeDocument(name)] as const),
])('What was kept of %s is the document that its files make', async (_, make) => {
  const { kept, seen } = keptInMemory();
  const path = await make();
  const first = await loadServedContract(path, { kept });
  const second = await loadServedContract(path, { kept });
  expect(seen).toEqual({ hits: 1, written: 1 });
  expect(second.document).toEqual(first.document);
  expect(JSON.stringify(second.document.root)).toBe(JSON.stringify(first.document.root));
  expect(second.operations).toEqual(first.operations);
  expect(second.document).not.toBe(first.document);
});

test.each([
  ['openapi.yaml', LAMPS.replace('Lamps', 'Bulbs')],
  ['lamp.yaml', 'type: string\n'],
  ['one.json', '{"id": 2}'],
])('A change of %s by the same number of bytes makes another document', async (name, text) => {
  const { load, write, seen } = await projectOf(FILES);
  const first = await load('openapi.yaml');
  await write(name, text);
  const second = await load('openapi.yaml');
  expect(second.root).not.toEqual(first.root);
  await write(name, FILES[name as keyof typeof FILES]);
  expect((await load('openapi.yaml')).root).toEqual(first.root);
  expect(seen.written).toBe(3);
});

test('A file that is gone, and one that comes, are noticed', async () => {
  const { load, home, write } = await projectOf(FILES);
  await load('openapi.yaml');
  await rm(join(home, 'one.json'));
  const without = await load('openapi.yaml');
  expect(without.absent).toHaveLength(1);
  await write('one.json', '{"id": 3}');
  const again = await load('openapi.yaml');
  expect(again.absent).toBeUndefined();
  await rm(join(home, 'lamp.yaml'));
  await expect(load('openapi.yaml')).rejects.toThrow('leads nowhere');
});

test('A document with an example that could not be read is not kept', async () => {
  const { load, seen } = await projectOf({ ...FILES, 'openapi.yaml': LAMPS.replace('one.json', 'none.json') });
  await load('openapi.yaml');
  expect(seen.written).toBe(0);
});

test.skipIf(process.platform === 'win32')(
  'A file that became a link out of the folder is refused, though it says the same',
  async () => {
    const { load, home } = await projectOf(FILES);
    await load('openapi.yaml');
    const elsewhere = join(folder, 'elsewhere.yaml');
    await writeFile(elsewhere, FILES['lamp.yaml']);
    await rm(join(home, 'lamp.yaml'));
    await symlink(elsewhere, join(home, 'lamp.yaml'));
    await expect(load('openapi.yaml')).rejects.toThrow("leads out of the document's folder");
  },
);

test('What was kept with --allow-path is not used without it', async () => {
  const { home, load } = await projectOf({ 'lamp.yaml': 'type: object\n' });
  await mkdir(join(home, 'inner'));
  await writeFile(
    join(home, 'inner/openapi.yaml'),
    LAMPS.replace('lamp.yaml', '../lamp.yaml').replace(/ +examples.*\n/, ''),
  );
  await load('inner/openapi.yaml', { allowPaths: [home] });
  await expect(load('inner/openapi.yaml')).rejects.toThrow("leads out of the document's folder");
});

test('Another build does not use what was kept', async () => {
  const { home, entries, load, seen } = await projectOf(FILES);
  await load('openapi.yaml');
  const other = keptInMemory('another build');
  for (const [name, bytes] of entries) other.entries.set(name, bytes);
  await loadServedContract(join(home, 'openapi.yaml'), { kept: other.kept });
  expect([seen.written, other.seen.hits, other.seen.written]).toEqual([1, 0, 1]);
});

test('Objects that are at several places are the same objects again, also where they hold each other', async () => {
  const { load, seen } = await projectOf({
    'openapi.yaml': LAMPS.replace("{$ref: 'lamp.yaml'}", '&lamp {type: object, properties: {id: &id {type: integer}}}')
      .replace(/ +examples.*\n/, '')
      .concat("components:\n  schemas:\n    a~/b: *lamp\n    both: {allOf: [*lamp, *id]}\n    '1': *id\n"),
  });
  const [first, second] = [await load('openapi.yaml'), await load('openapi.yaml')];
  expect(seen.hits).toBe(1);
  expect(second.root).toEqual(first.root);
  const schemas = (second.root.components as { schemas: Record<string, { allOf: unknown[]; properties: object }> })
    .schemas;
  expect(schemas.both?.allOf[0]).toBe(schemas['a~/b']);
  expect(schemas.both?.allOf[1]).toBe(schemas['1']);
  expect(schemas['a~/b']?.properties).toHaveProperty('id', schemas['1']);
});

test.each([
  ['a number without end', 'x-limit: .inf\n', 0],
  ['a negative zero', 'x-limit: -0.0\n', 0],
  ['a number with more digits than a double holds', 'x-limit: 12345678901234567890123\n', 0],
  ['a member called __proto__', 'x-names: {__proto__: {a: 1}}\n', 1],
  ['a text outside of Latin', 'x-text: "日本 \\ud83d ü"\n', 1],
])('A YAML document with %s is the same document at each start', async (_, line, written) => {
  const { load, seen } = await projectOf({ ...FILES, 'openapi.yaml': LAMPS + line });
  const [first, second] = [await load('openapi.yaml'), await load('openapi.yaml')];
  expect(second).toEqual(first);
  expect(Object.keys((second.root['x-names'] as object | undefined) ?? {})).toEqual(
    written && line.includes('names') ? ['__proto__'] : [],
  );
  expect(seen.hits).toBe(written);
});

test('A document in one file of JSON is read there, with its exact numbers, and only its digest is kept', async () => {
  const text = `{"openapi": "3.1.0", "info": {"title": "Größe", "version": "1"}, "x-limit": 12345678901234567890123,
    "paths": {"/lamps": {"get": {"responses": {"200": {"description": "All"}}}}}}`;
  const { load, seen, entries, write } = await projectOf({ 'api.json': text });
  const [first, second] = [await load('api.json'), await load('api.json')];
  expect(second).toEqual(first);
  expect(seen.hits).toBe(1);
  expect([...entries.values()].map((bytes) => Buffer.from(bytes).includes('paths'))).toEqual([false]);
  await write('api.json', text.replace('Größe', 'Grüße'));
  expect(titleIn(await load('api.json'))).toBe('Grüße');
});

test('An entry that says nothing of use is skipped', async () => {
  const { load, entries } = await projectOf(FILES);
  const first = await load('openapi.yaml');
  for (const [name, bytes] of [...entries]) {
    for (const damaged of ['', '{}', 'null\nnull', Buffer.from(bytes).toString().replace(/\n.*/s, '\n{}')]) {
      entries.set(name, Buffer.from(damaged));
      expect(await load('openapi.yaml')).toEqual(first);
    }
  }
});

test('Of a folder of pages, the document is kept until a page changes, comes or goes', async () => {
  const { home, load, seen } = await projectOf({});
  const pages = join(home, 'pages');
  await mkdir(pages, { recursive: true });
  const page = (path: string): string => `# Get lamps\n\n## HTTP request\n\n\`\`\`http\nGET ${path}\n\`\`\`\n`;
  await writeFile(join(pages, 'one.md'), page('/lamps'));
  const first = await load('pages');
  expect(await load('pages')).toEqual(first);
  expect(seen).toEqual({ hits: 1, written: 1 });
  await writeFile(join(pages, 'one.md'), page('/bulbs'));
  expect(Object.keys((await load('pages')).root.paths ?? {})).toEqual(['/bulbs']);
  await writeFile(join(pages, 'two.md'), page('/desks'));
  const both = await load('pages');
  expect(Object.keys(both.root.paths ?? {})).toEqual(['/bulbs', '/desks']);
  expect(both.files).toHaveLength(3);
  await rm(join(pages, 'two.md'));
  expect(Object.keys((await load('pages')).root.paths ?? {})).toEqual(['/bulbs']);
});

test('What was kept of one document is not taken for another, though its file has the name of the other', async () => {
  const { load, entries, seen } = await projectOf({ ...FILES, 'b.yaml': LAMPS.replace('Lamps', 'Bulbs') });
  await load('openapi.yaml');
  const [other] = entries.values();
  await load('b.yaml');
  const nameOfB = [...entries.keys()][1] ?? '';
  entries.set(nameOfB, other ?? new Uint8Array());
  const { root } = await load('b.yaml');
  expect(root.info.title).toBe('Bulbs');
  expect(seen.written).toBe(3);
});
