import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Contract, loadContract } from '../../src/api/index.js';
import { isObject, type JsonObject, type JsonValue, own } from '../../src/model/index.js';
import { OPERATIONS, payload } from '../support/operations.js';

/** The pages stand beside the project where it is developed, and nowhere else. */
const PAGES = new URL('../../../shared/seed-docs/', import.meta.url);
const SPEC = new URL('../../spec/', import.meta.url);
const LETTERS: Readonly<Record<string, string>> = {
  A: 'anonymousipriskevent-post.md',
  I: 'identityriskevent-post.md',
  L: 'leakedcredentialsriskevent-post.md',
  P: 'ipsecurityprofile-post.md',
  S: 'signin-post.md',
};
const API_PAGES = Object.values(LETTERS);

function linesOf(page: string): string[] {
  return readFileSync(new URL(page.startsWith('resources/') ? page : `api/${page}`, PAGES), 'utf8').split('\n');
}

/** The rows of the table of properties, with their 1-based line. */
function propertyRows(page: string): { name: string; type: string; description: string; line: number }[] {
  const lines = linesOf(page);
  const head = lines.indexOf('|Property|Type|Description|');
  const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'));
  return lines.slice(head + 2, end).map((text, index) => {
    const [, name = '', type = '', ...rest] = text.split('|');
    return { name, type, description: rest.join('|'), line: head + 3 + index };
  });
}

/** The HTTP blocks of the page's examples: the request and the response. */
function exampleBlocks(page: string): { line: number; text: string[] }[] {
  const lines = linesOf(page);
  const blocks: { line: number; text: string[] }[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    if (!lines[index]?.startsWith('``` http')) continue;
    const end = lines.indexOf('```', index + 1);
    blocks.push({ line: index + 2, text: lines.slice(index + 1, end) });
    index = end;
  }
  return blocks.slice(1);
}

function bodyOf(text: readonly string[]): string[] {
  return text.slice(text.findIndex((line) => line.startsWith('{')));
}

/** Every object of the document's files that carries provenance, with the name by which its page calls it. */
function sourced(): { name: string; page: string; line: number; file: string }[] {
  const found: { name: string; page: string; line: number; file: string }[] = [];
  const visit = (node: JsonValue | undefined, key: string, file: string): void => {
    if (Array.isArray(node)) for (const item of node) visit(item, key, file);
    if (!isObject(node)) return;
    const source = own(node, 'x-source');
    if (isObject(source)) found.push({ name: key, page: String(source.page), line: Number(source.line), file });
    for (const [name, value] of Object.entries(node)) visit(value, name, file);
  };
  for (const file of [
    'openapi.yaml',
    ...readdirSync(new URL('paths/', SPEC)).map((name) => `paths/${name}`),
    ...readdirSync(new URL('schemas/', SPEC)).map((name) => `schemas/${name}`),
  ]) {
    visit(parse(readFileSync(new URL(file, SPEC), 'utf8')), '', file);
  }
  return found;
}

/** What a line must say for a key of the document, where that is not the key itself. */
const MENTIONS: Readonly<Record<string, RegExp>> = {
  post: /^POST \//,
  'application/json': /^\|Content-Type\|application\/json/,
  bearer: /^\|Authorization\|Bearer/,
  documented: /^(POST https:|HTTP\/1\.1 201)/,
  realistic: /^(POST https:|HTTP\/1\.1 201)/,
  '201': /^HTTP\/1\.1 201 Created/,
  servers: /^POST https:\/\/graph\.microsoft\.com\//,
};

describe.skipIf(!existsSync(PAGES))('the document beside the pages', () => {
  let contract: Contract;
  beforeAll(async () => {
    contract = await loadContract();
  });

  test('Every x-source points to a line that mentions its name', () => {
    const all = sourced();
    expect(all.length).toBeGreaterThan(200);
    const wrong = all.filter(({ name, page, line }) => {
      const text = linesOf(page)[line - 1] ?? '';
      // A type is where its page has its title.
      if (name === '') return !/^# \w+ resource type/.test(text);
      return !(Object.hasOwn(MENTIONS, name)
        ? MENTIONS[name]?.test(text)
        : new RegExp(`(?:^\\|\\s*|")${name}\\b`).test(text));
    });
    expect(wrong).toEqual([]);
  });

  test('The document has every row of every table of properties, with its type and enumeration', () => {
    for (const [index, page] of API_PAGES.entries()) {
      const { folder } = OPERATIONS[index] ?? OPERATIONS[0];
      const operation = contract.operations.find(({ operationId }) => operationId === folder);
      const media = operation && contract.compile(operation).requestContent?.get('application/json');
      const shape = media?.schema === undefined ? undefined : contract.schemas.shapes.of(media.schema);
      for (const { name, type, description, line } of propertyRows(page)) {
        const property = shape?.property(name);
        expect(
          property?.schemas.map(({ node }) => node['x-source']),
          `${page}:${line} ${name}`,
        ).toContainEqual({ page, line });
        const members = description.includes('Possible values are')
          ? [...description.matchAll(/`([^`]+)`/g)].map(([, member]) => member)
          : [];
        if (members.length > 0)
          expect(enumOf(property?.schemas.map(({ node }) => node) ?? []), `${page}:${line} ${name}`).toEqual(members);
        expect(typesAllowed(property?.schemas.map(({ node }) => node) ?? []), `${page}:${line} ${type}`).toContain(
          jsonTypeOf(type),
        );
      }
    }
  });

  test('The documented payloads equal those of the pages, value for value', () => {
    for (const [index, page] of API_PAGES.entries()) {
      const { folder } = OPERATIONS[index] ?? OPERATIONS[0];
      const [request, response] = exampleBlocks(page);
      expect(JSON.parse(payload(folder, 'request.documented'))).toEqual(
        JSON.parse(bodyOf(request?.text ?? []).join('\n')),
      );
      expect(JSON.parse(payload(folder, '201.documented'))).toEqual(
        JSON.parse(bodyOf(response?.text ?? []).join('\n')),
      );
    }
  });

  test('Each documented Content-Length is right for CRLF line ends, and for no others', () => {
    const decisions = readFileSync(new URL('decisions.md', SPEC), 'utf8');
    const lengths = decisions.split('\n').filter((line) => line.includes('with LF') || line.includes('LF line ends'));
    for (const page of API_PAGES) {
      for (const { text } of exampleBlocks(page)) {
        const declared = text
          .map((line) => /^content-length: (\d+)$/i.exec(line)?.[1])
          .find((length) => length !== undefined);
        if (declared === undefined) continue;
        const body = bodyOf(text);
        expect(Buffer.byteLength(body.join('\r\n')), page).toBe(Number(declared));
        const withLf = Buffer.byteLength(body.join('\n'));
        expect(withLf, page).not.toBe(Number(declared));
        for (const length of [declared, withLf])
          expect(lengths.join('\n'), page).toMatch(new RegExp(`\\b${length}\\b`));
      }
    }
  });

  test('Every reference in decisions.md points to a line with content', () => {
    const text = readFileSync(new URL('decisions.md', SPEC), 'utf8');
    const rows = text.split('\n').filter((line) => /^\| \d+ \|/.test(line));
    for (const row of rows) {
      for (const [reference, letter = '', resource, line] of row.matchAll(/(?:\b([AILPS])|R\/(\w+)):(\d+)/g)) {
        const lines = linesOf(resource ? `resources/${resource}.md` : (LETTERS[letter] ?? ''));
        const told = lines[Number(line) - 1]?.trim();
        expect(told, `${reference} of ${row}`).toBeTruthy();
        expect(told, `${reference} of ${row}`).not.toMatch(/^(?:\|[:|-]+|`{3}.*|-{3})$/);
      }
    }
  });
});

function enumOf(nodes: readonly JsonObject[]): JsonValue[] | undefined {
  for (const node of nodes) {
    const members = Array.isArray(node.enum) ? node.enum : isObject(node.items) ? node.items.enum : undefined;
    if (Array.isArray(members)) return members.filter((member) => member !== null);
  }
  return undefined;
}

function typesAllowed(nodes: readonly JsonObject[]): string[] {
  return nodes.flatMap(({ type }) => (Array.isArray(type) ? type : [type])).filter((type) => typeof type === 'string');
}

function jsonTypeOf(type: string): string {
  if (type.endsWith(' collection')) return 'array';
  if (type.startsWith('[')) return 'object';
  return { Boolean: 'boolean', Int32: 'integer' }[type] ?? 'string';
}
