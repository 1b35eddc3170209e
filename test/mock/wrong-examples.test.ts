import { expect, test } from 'vitest';
import { wrongExamples } from '../../src/api/wrong-examples.js';
import { contractOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: Examples, version: '1' }
paths:
  /{case}:
    parameters: [{ name: case, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                properties: { user: { type: string }, state: { enum: [on, off] }, list: { type: array, items: { type: integer } } }
              examples:
                right: { value: { user: ada } }
                number: { value: { user: 5 } }
                nothing: { value: { user: null } }
                item: { value: { list: [1, two] } }
                member: { value: { state: up } }
                placeholder: { value: { state: String } }
                named: { value: { state: 'State value' } }
`;

const CASES = [
  ['right', []],
  ['number', ['user type Error']],
  ['nothing', ['user type Error']],
  ['item', ['list/1 type Error']],
  ['member', ['state enum Error']],
  ['placeholder', ['state placeholder Warning']],
  ['named', ['state placeholder Warning']],
] as const;

interface Entry {
  readonly location: readonly string[];
  readonly code: string;
  readonly severity: string;
}

test.each(CASES)('The mock says what is wrong in its own documented example: %s', async (example, found) => {
  const { ask } = await serve(DOCUMENT);
  const answer = await ask('GET /x', { headers: { prefer: `example=${example}` } });
  expect(answer.status).toBe(200);
  const entries: Entry[] = JSON.parse(answer.headers.get('sl-violations') ?? '[]');
  expect(entries.map(({ location, code, severity }) => `${location.slice(2).join('/')} ${code} ${severity}`)).toEqual(
    found,
  );
});

test.each(CASES)(
  'With --errors a wrong documented value is refused, and a placeholder is not: %s',
  async (example, found) => {
    const { ask } = await serve(DOCUMENT, { errors: true });
    const answer = await ask('GET /x', { headers: { prefer: `example=${example}` } });
    expect(answer.status).toBe(found.some((entry) => entry.endsWith('Error')) ? 500 : 200);
  },
);

test('The wrong examples of a document are found with their first fault, placeholders apart', async () => {
  const { found } = await wrongExamples(await contractOf(DOCUMENT), () => Promise.resolve());
  expect(found.map(({ message }) => message)).toEqual([
    'GET /{case}, response 200, example number: /user must be string, but is number',
    'GET /{case}, response 200, example nothing: /user must be string, but is null',
    expect.stringContaining('example item: /list/1 must be integer'),
    expect.stringContaining('example member: /state must be one of'),
  ]);
});
