import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { suggestOverlay } from '../../src/api/index.js';
import { type Exchange, headersOf, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

interface Sent {
  readonly url: string;
  readonly status?: number;
  readonly answer?: unknown;
  readonly headers?: Record<string, string>;
}

function exchangeOf({ url, status = 200, answer, headers = { accept: '*/*' } }: Sent, index: number): Exchange {
  const body = answer === undefined ? NO_BODY : ({ state: 'present', content: JSON.stringify(answer) } as const);
  const type = headersOf([['content-type', 'application/json']]);
  return {
    source: 'a.har',
    index,
    request: { method: 'GET', url, headers: headersOf(Object.entries(headers)), body: NO_BODY },
    response: { status, headers: answer === undefined ? {} : type, body },
  };
}

async function suggest(document: string, ...sent: Sent[]) {
  const contract = await contractOf(document);
  const { text, remaining } = await suggestOverlay(contract, async function* () {
    yield* sent.map(exchangeOf);
  });
  const { actions = [] } = parse(text);
  return { text, actions, remaining: Object.fromEntries(remaining) };
}

const head = (version: string) => `openapi: ${version}\ninfo: { title: Rooms, version: '1' }\n`;

test.each(['3.0.3', '3.1.0'])(
  'A suggestion for OpenAPI %s leaves paths of the document alone that look like those of secrets',
  async (version) => {
    const { actions, text, remaining } = await suggest(
      `${head(version)}
paths:
  /api/v1/sessions/{sessionId}/tokens/{accessToken}:
    parameters:
      - { name: sessionId, in: path, required: true, schema: { type: string } }
      - { name: accessToken, in: path, required: true, schema: { type: string } }
    get:
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } }
        '404': { description: gone }
`,
      { url: '/api/v1/sessions/zz9/tokens/a1b2', status: 404, answer: { code: 'E7' } },
      { url: '/api/v1/sessions/zz8/tokens/c3d4', answer: { id: 3 } },
      { url: '/api/v1/sessions/zz8/keys', answer: { id: 3 } },
    );
    expect(text).not.toContain('[redacted');
    expect(text).not.toMatch(/zz9|a1b2|c3d4/);
    expect(remaining).toEqual({});
    const path = "$.paths['/api/v1/sessions/{sessionId}/tokens/{accessToken}'].get.responses['404']";
    expect(actions.map(({ target }: { target: string }) => target)).toContain(path);
    expect(text).toContain('/api/v1/sessions/{sessionId}/keys');
  },
);

const CELLS = `${head('3.0.3')}
paths:
  /cell:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { oneOf: [{ $ref: '#/components/schemas/Line' }, { $ref: '#/components/schemas/Heat' }] }
components:
  schemas:
    Line: { type: object, properties: { definition: { $ref: '#/components/schemas/LineKind' } } }
    LineKind: { type: object, required: [type], properties: { type: { enum: [line] }, width: { enum: [1, 2] } } }
    Heat:
      type: object
      properties:
        definition:
          allOf: [{ type: object, required: [type], properties: { type: { enum: [heat] }, width: { enum: [1, 2] } } }]
`;

test('A suggestion adds no value to what tells the branches of oneOf apart, and says that it leaves a fault', async () => {
  const { text, remaining } = await suggest(CELLS, { url: '/cell', answer: { definition: { type: 'table' } } });
  expect(text).not.toContain('table');
  expect(Object.keys(remaining)).toHaveLength(1);
});

test('A suggestion widens an enumeration that the branches of oneOf have in common', async () => {
  const { actions, remaining } = await suggest(CELLS, {
    url: '/cell',
    answer: { definition: { type: 'heat', width: 3 } },
  });
  expect(actions).toMatchObject([{ update: 3 }]);
  expect(remaining).toEqual({});
});

const clubs = (version: string) => `${head(version)}
paths:
  /clubs:
    get:
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Clubs' } } } }
components:
  schemas:
    Clubs: { type: object, properties: { all: { type: array, items: { $ref: '#/components/schemas/Club' } } } }
    Club: { type: object, required: [name], properties: { name: { type: string }, size: { type: integer } } }
    Crowd:
      allOf: [{ $ref: '#/components/schemas/Club' }, { type: object, properties: { loud: { type: boolean } } }]
    Named: { type: object, properties: { id: { type: string }, label: { type: string } } }
`;

test.each([
  ['3.0.3', { anyOf: [{ $ref: '#/components/schemas/Club' }, { nullable: true, enum: [null] }] }],
  ['3.1.0', { anyOf: [{ $ref: '#/components/schemas/Club' }, { type: 'null' }] }],
])('A suggestion for OpenAPI %s refers to the schemas that the document has already', async (version, nullable) => {
  const one = { name: 'Rowing', size: 4 };
  const { actions, remaining } = await suggest(
    clubs(version),
    { url: '/clubs', answer: { first: one, list: [one, { name: 'Chess', size: 2 }], last: null, loud: [] } },
    { url: '/clubs', answer: { first: { name: 'Chess', size: 2 }, last: one, loud: [{ ...one, loud: true }] } },
    { url: '/clubs', status: 206, answer: { all: [one] } },
    { url: '/clubs', answer: { other: { id: 'x' } } },
    { url: '/clubs', answer: { wrong: { name: 'Chess', size: 'two' } } },
  );
  const members = Object.assign({}, ...actions.map(({ update }: { update: object }) => update));
  const club = { $ref: '#/components/schemas/Club' };
  expect(members.first).toEqual(club);
  expect(members.list).toEqual({ type: 'array', items: club });
  expect(members.last).toEqual(nullable);
  expect(members.loud).toEqual({ type: 'array', items: { $ref: '#/components/schemas/Crowd' } });
  expect(members['206'].content['application/json'].schema).toEqual({
    $ref: '#/components/schemas/Clubs',
  });
  expect(members.other).toEqual({ type: 'object', properties: { id: { type: 'string' } } });
  expect(members.wrong).toEqual({
    type: 'object',
    properties: { name: { type: 'string' }, size: { type: 'string' } },
  });
  expect(remaining).toEqual({});
});

const KEPT = `${head('3.1.0')}
paths:
  /a:
    get:
      parameters:
        - { name: X-Api-Key, in: header, required: true, schema: { type: string } }
        - { name: session, in: cookie, required: true, schema: { type: string } }
        - { name: access_token, in: query, required: true, schema: { type: string } }
        - { name: X-Mode, in: header, required: true, schema: { type: string } }
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [password, name]
                properties: { password: { type: string }, name: { type: string } }
`;

test('A suggestion keeps required what a recorder takes out: credentials and members named as secrets are', async () => {
  const { actions, remaining } = await suggest(KEPT, { url: '/a', answer: { name: 'a' } });
  expect(actions.map(({ target }: { target: string }) => target)).toEqual(["$.paths['/a'].get.parameters[3]"]);
  expect(remaining).toEqual({ 'missing-parameter': 3, required: 1 });
});
