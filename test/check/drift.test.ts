import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { suggestOverlay } from '../../src/api/index.js';
import type { Contract } from '../../src/contract/index.js';
import { type AcceptedFault, type Exchange, headersOf, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const HEAD = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\n";

const PETS = `${HEAD}
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses: { '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } }
      responses: { '204': { description: done } }
components:
  schemas:
    pet:
      type: object
      required: [name, kind]
      properties:
        name: { type: string, maxLength: 5 }
        kind: { enum: [cat, dog] }
        age: { type: integer }
        owner: { $ref: '#/components/schemas/owner' }
    owner: { type: object, additionalProperties: false, properties: { name: { type: string } } }
`;

interface Sent {
  readonly method?: string;
  readonly url?: string;
  readonly json?: unknown;
  readonly status?: number;
  readonly answer?: unknown;
  readonly type?: string;
}

function exchange(
  { method = 'GET', url = '/pets/7', json, status = 200, answer, type }: Sent,
  index: number,
): Exchange {
  const body = (value: unknown) =>
    value === undefined
      ? { headers: {}, body: NO_BODY }
      : {
          headers: headersOf([['content-type', type ?? 'application/json']]),
          body: { state: 'present', content: type ? String(value) : JSON.stringify(value) } as const,
        };
  return { source: 'a.har', index, request: { method, url, ...body(json) }, response: { status, ...body(answer) } };
}

/** One line a change: `$.paths += {…}`, `remove $.paths`. */
function changesOf({ actions }: { actions: { target: string; update?: unknown; remove?: boolean }[] }): string[] {
  return actions.map(({ target, update, remove }) =>
    remove ? `remove ${target}` : `${target} += ${JSON.stringify(update)}`,
  );
}

async function suggest(contract: Contract, ...sent: Sent[]) {
  const exchanges = sent.map(exchange);
  const { text, actions, remaining } = await suggestOverlay(contract, async function* () {
    yield* exchanges;
  });
  const overlay = parse(text);
  expect(overlay.actions).toHaveLength(actions);
  return {
    text,
    remaining: Object.fromEntries(remaining),
    changes: changesOf(overlay),
  };
}

const pets = await contractOf(PETS);

describe('a suggested overlay', () => {
  test('A QUERY request is suggested as an operation, on a documented path and on a new one', async () => {
    const { changes } = await suggest(
      await contractOf(PETS),
      { method: 'QUERY', json: { kind: 'cat' }, answer: { name: 'Tom' } },
      { method: 'QUERY', url: '/owners', json: { name: 'Ann' }, answer: [] },
    );
    expect(changes.find((change) => change.startsWith("$.paths['/pets/{id}']"))).toMatch(/"query":|\.query/);
    expect(changes.find((change) => change.includes('/owners'))).toContain('"query":{');
  });

  test('A suggestion names undocumented properties with the types and formats that all values share', async () => {
    const { changes, remaining } = await suggest(
      pets,
      { answer: { name: 'Rex', kind: 'dog', born: '2020-01-01', size: 1, tags: ['a'], chip: null } },
      { answer: { name: 'Rex', kind: 'dog', born: '2021-01-01', size: 1.5, tags: [null], chip: { id: 1 } } },
    );
    expect(changes).toEqual([
      '$.components.schemas.pet.properties += {"born":{"type":"string","format":"date"}}',
      '$.components.schemas.pet.properties += {"size":{"type":"number"}}',
      '$.components.schemas.pet.properties += {"tags":{"type":"array","items":{"type":["string","null"]}}}',
      '$.components.schemas.pet.properties += {"chip":{"type":["object","null"],"properties":{"id":{"type":"integer"}}}}',
    ]);
    expect(remaining).toEqual({});
  });

  test('A suggestion widens enumerations, types, bounds and lists of required members', async () => {
    const { changes, remaining } = await suggest(
      pets,
      { answer: { kind: 'cow', age: 1.5 } },
      { answer: { name: 'Bucephalus', kind: 'horse', age: null } },
    );
    expect(changes).toEqual([
      'remove $.components.schemas.pet.required',
      '$.components.schemas.pet.properties.name += {"maxLength":10}',
      '$.components.schemas.pet.properties.kind.enum += "cow"',
      '$.components.schemas.pet.properties.kind.enum += "horse"',
      '$.components.schemas.pet.properties.age += {"type":["number","null"]}',
      '$.components.schemas.pet += {"required":["kind"]}',
    ]);
    expect(remaining).toEqual({});
  });

  test('A suggestion allows null where a component is referenced, and not in the component itself', async () => {
    const { changes } = await suggest(pets, { answer: { name: 'Rex', kind: 'dog', owner: null } });
    expect(changes).toEqual([
      'remove $.components.schemas.pet.properties.owner',
      '$.components.schemas.pet.properties += {"owner":{"anyOf":[{"$ref":"#/components/schemas/owner"},{"type":"null"}]}}',
    ]);
  });

  test('A suggestion adds a seen property to an object that allows no other properties', async () => {
    const { changes, remaining } = await suggest(pets, {
      answer: { name: 'Rex', kind: 'dog', owner: { name: 'A', phone: '1' } },
    });
    expect(changes).toEqual(['$.components.schemas.owner.properties += {"phone":{"type":"string"}}']);
    expect(remaining).toEqual({});
  });

  test('A suggestion adds statuses and media types with their bodies', async () => {
    const { changes, remaining } = await suggest(
      pets,
      { status: 404, answer: { error: { code: 7 } } },
      { answer: 'Rex the dog', type: 'text/plain; charset=utf-8' },
      {
        method: 'POST',
        json: { name: 'Rex', kind: 'dog' },
        status: 201,
        answer: { id: '6e9d1f6e-6f0c-4d4b-9d8e-0a4a0f2f5b11' },
      },
    );
    expect(remaining).toEqual({});
    expect(changes).toEqual([
      `$.paths['/pets/{id}'].get.responses['200'].content += {"text/plain":{}}`,
      `$.paths['/pets/{id}'].get.responses += {"404":{"description":"Seen in traffic.","content":{"application/json":{"schema":{"type":"object","properties":{"error":{"type":"object","properties":{"code":{"type":"integer"}}}}}}}}}`,
      `$.paths['/pets/{id}'].post.responses += {"201":{"description":"Seen in traffic.","content":{"application/json":{"schema":{"type":"object","properties":{"id":{"type":"string","format":"uuid"}}}}}}}`,
    ]);
  });

  test('A suggestion adds a media type of a documented family with the documented schema', async () => {
    const { changes, remaining } = await suggest(pets, {
      answer: JSON.stringify({ name: 'Rex', kind: 'dog', age: 'old' }),
      type: 'application/vnd.api+json',
    });
    expect(remaining).toEqual({});
    expect(changes[0]).toBe(
      `$.paths['/pets/{id}'].get.responses['200'].content += {"application/vnd.api+json":{"schema":{"$ref":"#/components/schemas/pet"}}}`,
    );
    expect(changes.join()).toContain('properties.age');
  });

  test('A suggestion adds methods, and paths with parameters where it sees identifiers', async () => {
    const { changes, remaining } = await suggest(
      pets,
      { method: 'DELETE', status: 204 },
      { url: '/pets/rex/toys/1?limit=3' },
      { url: '/pets/tom/toys/22?limit=4&q=a' },
      { url: '/stores/6e9d1f6e-6f0c-4d4b-9d8e-0a4a0f2f5b11/open' },
      { url: '/favicon.ico', status: 404 },
    );
    expect(remaining).toEqual({ 'undocumented-path': 1 });
    expect(changes).toEqual([
      `$.paths['/pets/{id}'] += {"delete":{"responses":{"204":{"description":"Seen in traffic."}}}}`,
      '$.paths += {"/pets/{id}/toys/{toyId}":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}},{"name":"toyId","in":"path","required":true,"schema":{"type":"integer"}}],"get":{"parameters":[{"name":"limit","in":"query","schema":{"type":"integer"}},{"name":"q","in":"query","schema":{"type":"string"}}],"responses":{"200":{"description":"Seen in traffic."}}}}}',
      '$.paths += {"/stores/{storeId}/open":{"parameters":[{"name":"storeId","in":"path","required":true,"schema":{"type":"string","format":"uuid"}}],"get":{"responses":{"200":{"description":"Seen in traffic."}}}}}',
    ]);
  });

  test('A suggestion turns a path segment with very many values into a parameter', async () => {
    const names = Array.from(
      { length: 60 },
      (_, index) => `name${String.fromCharCode(97 + (index % 26))}${'x'.repeat(index)}`,
    );
    const { changes, remaining } = await suggest(pets, ...names.map((name) => ({ url: `/shops/${name}/open` })));
    expect(remaining).toEqual({});
    expect(changes).toEqual([expect.stringMatching(/^\$\.paths \+= \{"\/shops\/\{shopId\}\/open":/)]);
  });

  test('A suggestion states the evidence of each change', async () => {
    const { text } = await suggest(
      pets,
      { answer: { name: 'Rex', kind: 'cow' } },
      {},
      { answer: { name: 'Rex', kind: 'cow' } },
    );
    expect(text).toContain(
      `description: '#/components/schemas/pet/properties/kind may be "cow". Seen 2 times, first in a.har #0 (GET /pets/{id}, status 200).'`,
    );
    expect(parse(text).actions[0]['x-docproof-seen'][0]).toEqual({
      count: 2,
      operation: 'GET /pets/{id}',
      source: 'a.har',
      exchange: 0,
      status: 200,
    });
  });

  test('No change is suggested for a request that the service refused or for JSON that is cut', async () => {
    const { changes, remaining } = await suggest(
      await contractOf(
        PETS.replace("'204': { description: done }", "'204': { description: done }, 400: { description: bad }"),
      ),
      { method: 'POST', json: { name: 7 }, status: 400 },
      { answer: '{"name":', type: 'application/json; cut' },
    );
    expect(changes).toEqual([]);
    expect(remaining).toEqual({ required: 1, type: 1, 'unparseable-body': 1 });
  });

  test('A suggestion for an OpenAPI 3.0 document uses the keywords of OpenAPI 3.0', async () => {
    const { changes, remaining } = await suggest(await contractOf(PETS.replace('3.1.0', '3.0.3')), {
      answer: { name: 7, kind: 'dog', age: null, owner: null, tags: ['a', 1, null] },
    });
    expect(remaining).toEqual({});
    expect(changes).toEqual([
      'remove $.components.schemas.pet.properties.name',
      '$.components.schemas.pet.properties.age += {"nullable":true}',
      'remove $.components.schemas.pet.properties.owner',
      '$.components.schemas.pet.properties += {"name":{"maxLength":5,"anyOf":[{"type":"string"},{"type":"integer"}]}}',
      '$.components.schemas.pet.properties += {"owner":{"anyOf":[{"$ref":"#/components/schemas/owner"},{"nullable":true,"enum":[null]}]}}',
      '$.components.schemas.pet.properties += {"tags":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"integer"},{"nullable":true,"enum":[null]}]}}}',
    ]);
  });
});

test('No change is suggested for a fault of the service that a baseline accepts', async () => {
  const sent = [{ answer: { kind: 'cow' } }].map(exchange);
  const accepted: AcceptedFault[] = [
    {
      operation: 'GET /pets/{id}',
      in: 'response',
      part: 'body',
      location: '',
      keyword: 'required',
      missing: 'name',
      reason: 'fixed in May',
    },
  ];
  const stream = async function* (): AsyncGenerator<Exchange> {
    yield* sent;
  };
  const { text } = await suggestOverlay(pets, stream, { accepted });
  expect(changesOf(parse(text))).toEqual(['$.components.schemas.pet.properties.kind.enum += "cow"']);
});

test('A suggestion contains no secret as an enumeration member, in a path or as a property name', async () => {
  const token = `eyJ${'h'.repeat(20)}.${'p'.repeat(20)}.${'s'.repeat(20)}`;
  const { text, remaining } = await suggest(
    pets,
    { answer: { name: 'Rex', kind: token } },
    { url: `/reset/${token}` },
    { answer: { name: 'Rex', kind: 'dog', more: { [token]: 1, plain: 2 } } },
  );
  expect(text).not.toContain('eyJ');
  expect(text).toContain('/reset/{resetId}');
  expect(text).toContain('additionalProperties');
  expect(remaining).toEqual({});
});

test('A suggestion widens parameters, headers and forms in the same way as bodies', async () => {
  const contract = await contractOf(`${HEAD}
paths:
  /a:
    post:
      parameters:
        - { name: limit, in: query, required: true, schema: { type: integer, maximum: 10 } }
        - { $ref: '#/components/parameters/mode' }
        - { name: ids, in: query, schema: { type: array, items: { type: integer } } }
      requestBody:
        required: true
        content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { n: { type: integer } } } } }
      responses:
        '200': { description: ok, headers: { x-rate: { required: true, schema: { type: integer } } } }
components:
  parameters:
    mode: { name: x-mode, in: header, required: true, schema: { enum: [a] } }
`);
  const form = {
    headers: headersOf([
      ['content-type', 'application/x-www-form-urlencoded'],
      ['x-mode', 'b'],
    ]),
    body: { state: 'present', content: 'n=x&m=1' } as const,
  };
  const asked = { source: 'a.har', response: { status: 200, headers: {}, body: NO_BODY } };
  const exchanges: Exchange[] = [
    { ...asked, index: 0, request: { method: 'POST', url: '/a?limit=20&ids=1&ids=x', ...form } },
    { ...asked, index: 1, request: { method: 'POST', url: '/a', headers: {}, body: NO_BODY } },
  ];
  const { remaining, text } = await suggestOverlay(contract, async function* () {
    yield* exchanges;
  });
  expect([...remaining.keys()]).toEqual([]);
  expect(changesOf(parse(text))).toEqual([
    `$.paths['/a'].post.parameters[0].schema += {"maximum":20}`,
    `$.paths['/a'].post.parameters[0] += {"required":false}`,
    `$.paths['/a'].post.parameters[2].schema.items += {"type":["integer","string"]}`,
    `$.paths['/a'].post.requestBody.content['application/x-www-form-urlencoded'].schema.properties.n += {"type":["integer","string"]}`,
    `$.paths['/a'].post.requestBody.content['application/x-www-form-urlencoded'].schema.properties += {"m":{"type":"string"}}`,
    `$.paths['/a'].post.requestBody += {"required":false}`,
    `$.paths['/a'].post.responses['200'].headers['x-rate'] += {"required":false}`,
    `$.components.parameters.mode.schema.enum += "b"`,
    `$.components.parameters.mode += {"required":false}`,
  ]);
});
