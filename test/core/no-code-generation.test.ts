import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { bundleModule, type Contract } from '../../src/api/index.js';
import { createContract, fetchHandler } from '../../src/core/index.js';
import { precompile } from '../../src/schema/precompiled/precompile.js';
import { contractOf } from '../support/contract.js';
import { REQUESTS, SHOP } from './requests.js';

const folder = mkdtempSync(join(tmpdir(), 'docproof-module-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const CORE = pathToFileURL(join(DIST, 'core/index.js')).href;

/** What a script says in a Node that makes no code from texts. */
function runStrictly(code: string): unknown {
  const script = join(folder, 'script.mjs');
  writeFileSync(script, code);
  const { stdout, stderr } = spawnSync(process.execPath, ['--disallow-code-generation-from-strings', script], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

/** The answers to all requests, as a function in code and here. */
const ANSWERS = `async (handler, requests) => {
  const answers = [];
  for (const { target, body, ...init } of requests) {
    const sent = body?.bytes ? Uint8Array.from(body.bytes) : body;
    const response = await handler(new Request('http://mock.test' + target, { ...init, body: sent }));
    answers.push([target, response.status, response.headers.get('content-type'), await response.text()]);
  }
  return answers;
}`;

const asked = JSON.stringify(REQUESTS, (_, value) => (value instanceof Uint8Array ? { bytes: [...value] } : value));

async function validatorsOf(contract: Contract): Promise<{ document: string; options: Record<string, object> }> {
  const { text } = bundleModule(contract);
  return import(`data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`);
}

describe('a module of docproof bundle --module', () => {
  test('Node that makes no code from texts answers as Node that does, and loads no ajv', async () => {
    const document = join(folder, 'openapi.yaml');
    writeFileSync(document, SHOP);
    const main = join(DIST, 'cli/main.js');
    const made = spawnSync(process.execPath, [main, 'bundle', document, '--module', '-o', join(folder, 'shop.mjs')]);
    expect(made.status).toBe(0);
    const said = runStrictly(`import * as api from './shop.mjs';
      import { createContract, fetchHandler } from '${CORE}';
      const handler = fetchHandler(await createContract(api), { seed: 'same' });
      const answers = await (${ANSWERS})(handler, ${asked});
      const { createRequire } = await import('node:module');
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.endsWith('/ajv/dist/core.js'));
      let evaluates = true;
      try { new Function(''); } catch { evaluates = false; }
      console.log(JSON.stringify({ answers, loaded, evaluates }));`);
    const handler = fetchHandler(await contractOf(SHOP), { seed: 'same' });
    const answersOf = new Function(`return ${ANSWERS}`)();
    const answers = await answersOf(handler, JSON.parse(asked));
    expect(answers.length).toBeGreaterThan(30);
    expect(said).toEqual({ answers, loaded: [], evaluates: false });
  }, 60_000);

  test('Node that makes no code from texts is told of docproof bundle --module where a document comes alone', () => {
    const said = runStrictly(`import { createContract } from '${CORE}';
      const error = await createContract(${JSON.stringify(SIMPLE)}).catch((error) => error);
      console.log(JSON.stringify([error.code, error.message, error.cure]));`);
    expect(said).toEqual([
      'no-code-generation',
      expect.stringContaining('docproof bundle --module'),
      'Run "docproof bundle API --module -o contract.js", and pass what that module exports.',
    ]);
  });

  test('A module has the validators of rules that say when an example is the answer', async () => {
    const made = await validatorsOf(await contractOf(RULED));
    const handler = fetchHandler(await createContract(made));
    const ask = async (colour: string) =>
      (await handler(new Request(`http://mock.test/things?colour=${colour}`))).text();
    expect([await ask('red'), await ask('blue')]).toEqual(['"warm"', '"cold"']);
  });

  test('An answer of a mock without code generation may have no rule with a schema that is not in the document', async () => {
    const made = await validatorsOf(await contractOf(RULED));
    const handler = fetchHandler(await createContract(made));
    const rule = (pattern: string) => ({ body: 'x', when: { query: { colour: { schema: { pattern } } } } });
    handler.answers.once('GET /things', rule('^(red|orange)$'));
    expect(() => handler.answers.once('GET /things', rule('^green$'))).toThrow(
      expect.objectContaining({ code: 'no-code-generation', cure: expect.stringContaining('bundle --module') }),
    );
  });

  test('Validators of another version of Docproof are refused, with the command that writes them again', async () => {
    const made = await validatorsOf(await contractOf(RULED));
    const validators = { ...made.options.validators, version: 0 };
    await expect(createContract(made.document, { ...made.options, validators })).rejects.toMatchObject({
      code: 'bad-option',
      cure: 'Write the module again with "docproof bundle --module".',
    });
  });

  test('What a module left out as too large is refused by a mock, and not passed', async () => {
    const contract = await contractOf(RULED);
    const { root, dialect } = contract.document;
    const { functions, tables, leftOut } = precompile(root, dialect, [], -1);
    expect(leftOut).toContain('/paths/~1things/get/parameters/0/schema');
    const validators = new Function(`const f = ${functions}; return { functions: f, ...${tables} };`)();
    const made = await createContract(root, { validators });
    expect(made.schemas.verdict('/paths/~1things/get/parameters/0/schema', 'request', 'red')).toBe('too-large');
    expect(made.schemas.verdict('/paths/~1things/get/parameters/0/schema', 'request', 7)).toBe('too-large');
  });
});

const SIMPLE = {
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: { '/a': { get: { responses: { 200: { description: 'ok' } } } } },
};

const RULED = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get:
      parameters: [{ name: colour, in: query, schema: { type: string, maxLength: 9 } }]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { type: string }
              examples:
                cold: { value: cold }
                warm: { value: warm, x-docproof-when: { query: { colour: { schema: { pattern: '^(red|orange)$' } } } } }
`;
