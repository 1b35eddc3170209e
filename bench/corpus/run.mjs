// npm run corpus -- DIR: how much of what pages say reaches the document, and how fast. README.md beside this file
// says what each figure means.

import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { importSources } from '../../scripts/source.mjs';
import { start } from '../servers.mjs';
import { pagesOf, shapeOf, truthOf } from './truth.mjs';

const [{ compilePages, findingsOf }] = await importSources('src/pages/index.ts');
const DOCPROOF = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const [folder] = process.argv.slice(2);
if (!folder) {
  process.stderr.write('usage: npm run corpus -- DIR\n');
  process.exit(2);
}
const files = pagesOf(folder);
const started = process.cpuUsage();
let compiled = compilePages(files);
const first = seconds(started);
const times = [1, 2, 3].map(() => {
  const before = process.cpuUsage();
  compiled = compilePages(files);
  return seconds(before);
});
const { document } = compiled;
const half = compilePages(files.filter((_, index) => index % 2 === 0));
const halfTimes = [1, 2, 3].map(() => {
  const before = process.cpuUsage();
  compilePages(files.filter((_, index) => index % 2 === 0));
  return seconds(before);
});

const groups = new Set(
  compiled.groups.filter(({ operations }) => operations.length > 0).map(({ group }) => group.name),
);
const operations = new Map();
for (const [path, item] of Object.entries(document.paths))
  for (const [method, operation] of Object.entries(item))
    operations.set(`${method.toUpperCase()} ${shapeOf(path)}`, operation);
const keyOf = (page, method, path) => {
  const group = [...groups].find((name) => name !== '' && page.startsWith(`${name}/`));
  return `${method} ${groups.size > 1 && group ? `/${group.toLowerCase()}` : ''}${path}`;
};

const sums = { pages: 0, complete: 0, lines: 0, found: 0, responses: 0, kept: 0, rows: 0, right: 0 };
const missing = [];
for (const page of files.map(truthOf)) {
  measureRequests(page);
  measureResponses(page);
  measureRows(page);
}

function measureRequests({ name, requests }) {
  if (requests.length === 0) return;
  const found = requests.filter(({ method, path }) => operations.has(keyOf(name, method, path)));
  sums.pages += 1;
  sums.lines += requests.length;
  sums.found += found.length;
  if (found.length === requests.length) sums.complete += 1;
  else
    missing.push(
      `${name}: ${requests.filter((each) => !found.includes(each)).map(({ method, path }) => `${method} ${path}`)}`,
    );
}

function measureResponses({ name, requests, responses }) {
  const own = requests.flatMap(({ method, path }) => operations.get(keyOf(name, method, path)) ?? []);
  if (own.length === 0) return;
  for (const { status, value, line } of responses) {
    sums.responses += 1;
    const isKept = own.some((operation) =>
      Object.values(operation.responses[status]?.content ?? {}).some(({ examples }) =>
        Object.values(examples ?? {}).some((example) => isDeepStrictEqual(example.value, value)),
      ),
    );
    if (isKept) sums.kept += 1;
    else missing.push(`${name}:${line}: the response example`);
  }
}

function measureRows({ name: page, rows }) {
  for (const row of rows) {
    sums.rows += 1;
    const wrong = faultOf(page, row);
    if (wrong === undefined) sums.right += 1;
    else missing.push(`${page}: ${row.owner}.${row.name}: ${wrong}`);
  }
}

function faultOf(page, { owner, name, kind, collection, members }) {
  const group = [...groups].find((each) => each !== '' && page.startsWith(`${each}/`));
  const prefix = groups.size > 1 && group ? `${group}.` : '';
  const schemas = Object.entries(document.components.schemas).filter(
    ([key]) => key.toLowerCase() === `${prefix}${owner}`.toLowerCase(),
  );
  if (schemas.length === 0) return 'no schema';
  const property = schemas.map(([, schema]) => propertyOf(schema, name)).find((each) => each !== undefined);
  if (!property) return 'no property';
  const isArray = property.type === 'array';
  if (isArray !== collection) return `${isArray ? 'a' : 'no'} collection`;
  const value = isArray ? property.items : property;
  const kinds = kindsOf(value);
  if (kind && kinds.length > 0 && !kinds.includes(kind)) return `${kinds} for ${kind}`;
  if (kind && kinds.length === 0) return `no type for ${kind}`;
  const listed = enumOf(value);
  if (
    members &&
    (!listed ||
      !isDeepStrictEqual(
        listed.filter((each) => each !== null),
        [...new Set(members)],
      ))
  )
    return `members ${listed} for ${members}`;
  return undefined;
}

/** The property, of the type itself or of the one from which it is inherited. */
function propertyOf(schema, name) {
  const own = schema.properties?.[name];
  const isTyped = own && Object.keys(own).some((key) => key !== 'x-source' && key !== 'description');
  if (isTyped) return own;
  for (const { $ref } of schema.allOf ?? []) {
    const inherited = propertyOf(resolve($ref), name);
    if (inherited) return inherited;
  }
  return own;
}

function resolve(reference) {
  return document.components.schemas[reference.split('/').at(-1)];
}

function kindsOf(schema) {
  if (schema.$ref) return kindsOf(resolve(schema.$ref));
  if (schema.anyOf) return schema.anyOf.flatMap(kindsOf);
  return [schema.type ?? []].flat();
}

function enumOf(schema) {
  if (schema.$ref) return enumOf(resolve(schema.$ref));
  return schema.enum ?? schema.anyOf?.map(enumOf).find((each) => each !== undefined);
}

function seconds(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Seconds from the start of `docproof mock` on the folder to its answer to a documented request. */
async function firstAnswer() {
  const path = Object.keys(document.paths).find((each) => document.paths[each].get && !each.includes('{'));
  const peer = { name: 'docproof mock', args: (port) => [DOCPROOF, 'mock', folder, '--port', port] };
  const request = { path: path ?? '/', method: 'GET', headers: { authorization: 'Bearer x' } };
  const server = await start(peer, request, (status) => status === (path ? 200 : 404));
  await server.stop();
  return server.firstAnswer / 1000;
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const share = (part, whole) => `${part} of ${whole} (${whole === 0 ? '–' : ((100 * part) / whole).toFixed(2)} %)`;
const print = (text) => process.stdout.write(`${text}\n`);
print(
  `${folder}: ${files.length} pages, ${operations.size} operations, ${Object.keys(document.components.schemas).length} schemas`,
);
print(`pages read                                  ${share(compiled.pages.length, files.length)}`);
print(`pages that declare requests, all found      ${share(sums.complete, sums.pages)}`);
print(`request lines                               ${share(sums.found, sums.lines)}`);
print(`response examples that parse, kept in place ${share(sums.kept, sums.responses)}`);
print(`rows: name, type, collection, enumeration   ${share(sums.right, sums.rows)}`);
print(
  `pages/s of processor time                   ${(files.length / middle(times)).toFixed(0)} warm, ${(files.length / first).toFixed(0)} from a cold start`,
);
print(`the same, of every second page              ${(half.pages.length / middle(halfTimes)).toFixed(0)} warm`);
print(`memory                                      ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MB`);
const starts = [await firstAnswer(), await firstAnswer(), await firstAnswer()];
print(`docproof mock, start to first answer        ${middle(starts).toFixed(2)} s`);
const findings = findingsOf(compiled);
const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
print(
  `findings (docproof lint lists them)         ${count('error')} errors, ${count('warning')} warnings, ${count('info')} infos`,
);
if (missing.length > 0) print(`\nmissed:\n${missing.map((each) => `  ${each}`).join('\n')}`);
