import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bundle, bundleModule, checkExchange, loadContract } from '../../src/api/index.js';
import { createContract, exchangeOf, fetchHandler, judge } from '../../src/core/index.js';
import { contractOf } from '../support/contract.js';
import { SHOP } from './requests.js';

/** A document with one GET /thing, whose answer has this schema. */
const document = (schema: unknown, more: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths: {
    '/thing': { get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } } },
  },
  ...more,
});

const refusal = (given: object | string) =>
  createContract(given).then(
    () => 'made',
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );

describe('createContract', () => {
  test('A bundled document judges as the document that it was made from, as a value and as a text', async () => {
    const loaded = await contractOf(SHOP);
    const text = bundle(loaded, 'json');
    const exchange = await exchangeOf(
      new Response('[{"id":1,"name":"Lamp","code":"x"}]', { headers: { 'content-type': 'application/json' } }),
      '/items',
    );
    const expected = checkExchange(loaded, exchange);
    for (const given of [JSON.parse(text), text]) {
      const contract = await createContract(given, { source: 'openapi.yaml' });
      expect(judge(contract, exchange)).toMatchObject(
        'violations' in expected ? { violations: expected.violations } : {},
      );
      expect(judge(contract, exchange).verdict).toBe('fail');
    }
  });

  test('A text keeps the digits of numbers that no double holds', async () => {
    const text = JSON.stringify(document({ type: 'integer', maximum: 7 })).replace(
      '"maximum":7',
      '"maximum":9007199254740993',
    );
    const judged = async (given: string | object, body: string) =>
      judge(
        await createContract(given),
        await exchangeOf(new Response(body, { headers: { 'content-type': 'application/json' } }), '/thing'),
      ).verdict;
    expect(await judged(text, '9007199254740993')).toBe('pass');
    expect(await judged(text, '9007199254740994')).toBe('fail');
  });

  test.each([
    ['a list', [], 'not-openapi: document: the document is not an object'],
    ['a text that is no JSON', 'openapi: 3.1.0', 'not-openapi: document: the text is not JSON'],
    ['another object', {}, 'not-openapi: document: this is not an OpenAPI description'],
    ['a version that is not read', { openapi: '4.0.0', paths: {} }, 'unsupported-version: '],
    ['no operations', { openapi: '3.1.0', info: {}, paths: {} }, 'no-operations: '],
    ['a reference to a file', document({ $ref: 'pets.yaml#/pet' }), 'leads to another file'],
    ['a reference to nothing', document({ $ref: '#/components/schemas/pet' }), 'leads nowhere'],
    ['a $dynamicRef', document({ $dynamicRef: '#node' }), 'the $dynamicRef #node is not resolved'],
    [
      'a schema with an $id',
      document({ $id: 'https://pets.test/pet', type: 'object' }),
      'the $id https://pets.test/pet',
    ],
    [
      'a reference in the place of a path item',
      document({}, { paths: { '/a': { $ref: '#/components/pathItems/a' } }, components: { pathItems: { a: {} } } }),
      'is where OpenAPI has none',
    ],
  ])('A document that is not bundled is refused: %s', async (_name, given, said) => {
    expect(await refusal(given)).toContain(said);
  });

  test('A member, an example or an extension that is called $id does not make a document unbundled', async () => {
    const schema = {
      properties: { $id: { type: 'string' } },
      examples: [{ $id: 'a' }],
      example: { $id: 'b' },
      'x-more': { $id: 'c' },
    };
    expect(await refusal(document(schema))).toBe('made');
    expect(await refusal({ ...document({ $id: 'https://pets.test/pet' }), openapi: '3.0.3' })).toBe('made');
  });

  test('A binary example is answered where its bytes are given, and said to be absent where they are not', async () => {
    const png = { content: { 'image/png': { examples: { one: { externalValue: 'one.png' } } } }, description: 'ok' };
    const given = { ...document({}), paths: { '/thing': { get: { responses: { 200: png } } } } };
    const ask = async (contract: Awaited<ReturnType<typeof createContract>>) =>
      new Uint8Array(await (await fetchHandler(contract)(new Request('http://mock.test/thing'))).arrayBuffer());
    const whole = await createContract(given, { binaries: { 'one.png': Uint8Array.of(1, 2, 255) } });
    expect([...(await ask(whole))]).toEqual([1, 2, 255]);
    expect(whole.loadWarnings()).toEqual([]);
    const without = await createContract(given);
    expect(
      without
        .loadWarnings()
        .map(({ message }) => message)
        .join(),
    ).toContain('one.png');
  });
});

describe('a module of docproof bundle --module', () => {
  test('A module has the document with all digits, and the binary files of its examples, whatever their names', async () => {
    const yaml = `openapi: 3.1.0
info: { title: "line\\u2028end \\u2029 </script>", version: '1' }
paths:
  /thing:
    get:
      responses:
        '200':
          description: ok
          content:
            image/png: { examples: { one: { externalValue: 'a b.png' } } }
            application/json: { schema: { type: integer, maximum: 9007199254740993 } }
`;
    const loaded = await contractOf({ '/docs/openapi.yaml': yaml, '/docs/a b.png': Uint8Array.of(0, 255, 10) });
    const { text } = bundleModule(loaded);
    expect(text).not.toMatch(/[\u2028\u2029]/);
    const made = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`);
    const contract = await createContract(made.document, made.options);
    expect(contract.document.root).toEqual(loaded.document.root);
    expect([...contract.document.binaries].map(([name, bytes]) => [name, [...bytes]])).toEqual([
      ['a b.png', [0, 255, 10]],
    ]);
    const answer = await fetchHandler(contract)(
      new Request('http://mock.test/thing', { headers: { accept: 'image/png' } }),
    );
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 10]);
  });
});

describe('the documentation of the core', () => {
  const DOCS = readFileSync(new URL('../../docs/guides/browsers-and-workers.md', import.meta.url), 'utf8');
  const examples = [...DOCS.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);

  test('The examples of docs/guides/browsers-and-workers.md run, and say what the page says', async () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
    const built = new URL('../../dist/core/index.js', import.meta.url).href;
    const loaded = await loadContract();
    const text = bundle(loaded, 'json');
    const folder = mkdtempSync(join(tmpdir(), 'docproof-core-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'contract.mjs');
    writeFileSync(file, bundleModule(loaded).text);
    for (const code of examples) {
      const lines: string[] = [];
      const runnable = code
        .replace("from 'docproof/core'", `from '${built}'`)
        .replace("from './contract.js'", `from '${pathToFileURL(file).href}'`)
        .replace(/import document from '[^']+' with \{ type: 'json' \};/, `const document = ${text};`)
        .replaceAll('console.log(', '__log(')
        .replace(/^/, 'const __log = (...said) => globalThis.docsSaid.push(said.join(" "));\n');
      Reflect.set(globalThis, 'docsSaid', lines);
      await import(`data:text/javascript,${encodeURIComponent(runnable)}`);
      const said = [...code.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map(([, line]) => line);
      expect(said.length).toBeGreaterThan(0);
      expect(lines).toEqual(said);
    }
  });
});
