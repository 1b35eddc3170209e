import { describe, expect, test } from 'vitest';
import { countCoverage } from '../../src/check/coverage/counter.js';
import { lintDocument } from '../../src/check/index.js';
import { type Contract, DEFAULT_POLICY, judgeExchange, type Policy } from '../../src/contract/index.js';
import { type Body, describe as inWords, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

/** A document whose `GET /stream` answers with this content, and whose `POST /stream` takes it. */
const documentOf = (content: string, { version = '3.2.0', components = '' } = {}): Promise<Contract> =>
  contractOf(`openapi: ${version}
info: { title: T, version: '1' }
paths:
  /stream:
    get: { responses: { '200': { description: ok, content: ${content} } } }
    post:
      requestBody: { content: ${content} }
      responses: { '204': { description: taken } }
${components}`);

interface Sent {
  readonly type: string;
  readonly body: Body | string | Uint8Array;
  readonly policy?: Partial<Policy>;
  readonly isRequest?: boolean;
  readonly isAborted?: boolean;
}

function judged(contract: Contract, { type, body, policy = {}, isRequest = false, isAborted = false }: Sent) {
  const content: Body =
    typeof body === 'string' || body instanceof Uint8Array ? { state: 'present', content: body } : body;
  const headers = { 'content-type': type };
  const coverage = countCoverage(contract);
  const judgement = judgeExchange(
    contract,
    {
      source: 'a',
      index: 0,
      request: {
        method: isRequest ? 'POST' : 'GET',
        url: '/stream',
        headers: isRequest ? headers : {},
        body: isRequest ? content : NO_BODY,
      },
      response: isRequest ? { status: 204, headers: {}, body: NO_BODY } : { status: 200, headers, body: content },
      ...(isAborted ? { caveats: ['aborted'] } : {}),
    },
    { ...DEFAULT_POLICY, ...policy, baseUrls: [] },
    (compiled) => coverage.observe(compiled),
  );
  if (judgement.outOfScope) throw new Error(judgement.outOfScope);
  return {
    verdict: judgement.verdict,
    reasons: judgement.reasons,
    violations: judgement.violations,
    brief: judgement.violations.map(({ severity, item, offset, location, keyword }) =>
      [severity === 'warning' ? 'warning' : '', item ?? '', `@${offset}`, location, keyword]
        .filter((it) => it !== '')
        .join(' '),
    ),
    counts: coverage.counts(),
  };
}

const NUMBERS = `{ application/jsonl: { itemSchema: { type: object, required: [n], properties: { n: { type: integer } } } } }`;

const CHAT = `{ text/event-stream: { itemSchema: { $ref: '#/components/schemas/Event' } } }`;
const CHAT_COMPONENTS = `components:
  schemas:
    Event:
      type: object
      required: [data]
      properties:
        event: { type: string }
        id: { type: string }
        retry: { type: integer, minimum: 100 }
        data:
          type: string
          anyOf:
            - { const: '[DONE]' }
            - { contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/Chunk' } }
    Chunk:
      type: object
      required: [choices]
      properties:
        choices: { type: array, items: { type: object, properties: { delta: { type: string } } } }
`;

describe('JSON Lines with itemSchema', () => {
  test('Each line is judged with its number and byte offset, in responses and requests', async () => {
    const contract = await documentOf(NUMBERS);
    for (const isRequest of [false, true]) {
      const wrong = judged(contract, { type: 'application/jsonl', body: '{"n":1}\n\n{"n":"x"}\n{}\n', isRequest });
      expect(wrong.brief).toEqual(['1 @9 /n type', '2 @19 required']);
      expect(wrong.verdict).toBe('fail');
      expect(judged(contract, { type: 'application/jsonl', body: '{"n":1}\n{"n":2}', isRequest }).verdict).toBe('pass');
    }
  });

  test('A line that is not JSON is a separate fault, and hides no other', async () => {
    const contract = await documentOf(NUMBERS);
    const { brief, violations } = judged(contract, {
      type: 'application/jsonl',
      body: '{"n":1}\n{"n":\n{"n":"x"}\n',
    });
    expect(brief).toEqual(['1 @8 unparseable-item', '2 @14 /n type']);
    expect(violations[0] && inWords(violations[0])).toBe(
      'is not an item of application/jsonl: the JSON ends too early',
    );
  });

  test('Bytes that are not UTF-8 are not items of JSON Lines', async () => {
    const contract = await documentOf(NUMBERS);
    const body = new Uint8Array([...new TextEncoder().encode('{"n":1}\n"'), 0xff, 0x22, 0x0a]);
    expect(judged(contract, { type: 'application/jsonl', body }).brief).toEqual(['1 @8 unparseable-item']);
  });

  test('Members that no schema names are seen in items, and numbers are judged by their digits', async () => {
    const contract = await documentOf(
      `{ application/x-ndjson: { itemSchema: { type: object, properties: { n: { type: integer, maximum: 9007199254740993 } } } } }`,
    );
    const { brief } = judged(contract, {
      type: 'application/x-ndjson',
      body: '{"n":9007199254740993,"more":1}\n{"n":9007199254740994}\n',
    });
    expect(brief).toEqual(['warning 0 @0 /more undocumented-property', '1 @32 /n maximum']);
  });

  test('A writeOnly member of an item is found in a response', async () => {
    const contract = await documentOf(
      `{ application/jsonl: { itemSchema: { type: object, properties: { key: { type: string, writeOnly: true } } } } }`,
    );
    expect(judged(contract, { type: 'application/jsonl', body: '{}\n{"key":"k"}' }).brief).toEqual([
      'warning 1 @3 /key writeOnly',
    ]);
  });

  test('Other spellings of JSON Lines and media ranges are judged item by item', async () => {
    for (const [key, type] of [
      ['application/x-ndjson', 'application/x-ndjson; charset=utf-8'],
      ['application/ndjson', 'application/ndjson'],
      ['application/*', 'application/jsonl'],
    ]) {
      const contract = await documentOf(`{ ${key}: { itemSchema: { type: integer } } }`);
      expect(judged(contract, { type: type ?? '', body: '1\n"x"\n' }).brief).toEqual(['1 @2 type']);
    }
  });

  test('A placeholder of an example counts as one in items, too', async () => {
    const contract = await documentOf(
      `{ application/jsonl: { itemSchema: { type: object, properties: { level: { enum: [low, high] } } }, example: [{ level: String }] } }`,
    );
    expect(
      judged(contract, { type: 'application/jsonl', body: '{"level":"low"}\n{"level":"String"}\n' }).brief,
    ).toEqual(['warning 1 @16 /level placeholder']);
  });
});

describe('JSON text sequences with itemSchema', () => {
  test('Records are judged one by one, and broken framing is told apart from wrong items', async () => {
    for (const type of ['application/json-seq', 'application/geo+json-seq']) {
      const contract = await documentOf(`{ ${type}: { itemSchema: { type: integer } } }`);
      const { brief, violations } = judged(contract, { type, body: 'x\u001e1\n\u001e2\u001e"x"\n' });
      expect(brief).toEqual(['@0 broken-framing', '1 @5 broken-framing', '2 @7 type']);
      expect(violations[0] && inWords(violations[0])).toBe(
        `is not framed as ${type} is: there is text before the first record separator`,
      );
    }
  });
});

describe('event streams with itemSchema', () => {
  test('The JSON in the data of an event is judged by contentSchema, and an end by its text', async () => {
    const contract = await documentOf(CHAT, { components: CHAT_COMPONENTS });
    const good = 'data: {"choices":[{"delta":"a"}]}\n\n: ping\n\nevent: x\nretry: 100\ndata: [DONE]\n\n';
    expect(judged(contract, { type: 'text/event-stream', body: good })).toMatchObject({ verdict: 'pass', brief: [] });
    const bad =
      'data: {"choices":[{"delta":7}]}\n\nretry: 5\ndata: [DONE]\n\ndata: {\ndata: }\n\ndata: {"choices":[],"more":1}\n\n';
    const { brief, violations } = judged(contract, { type: 'text/event-stream', body: bad });
    expect(brief).toEqual([
      '0 @0 /data/choices/0/delta type',
      '1 @33 /retry minimum',
      '2 @56 /data required',
      'warning 3 @73 /data/more undocumented-property',
    ]);
    expect(violations[0]?.value).toBe(7);
  });

  test('Data that is not JSON, where the schema says that it is, has a separate fault', async () => {
    const contract = await documentOf(
      `{ text/event-stream: { itemSchema: { properties: { data: { contentMediaType: application/json } } } } }`,
    );
    const { brief, violations } = judged(contract, { type: 'text/event-stream', body: 'data: {}\n\ndata: {x\n\n' });
    expect(brief).toEqual(['1 @10 /data contentMediaType']);
    expect(violations[0] && inWords(violations[0])).toBe('must be a text that holds application/json, but is not JSON');
  });

  test('JSON of another type in the data of an event is called by its own type, not a string', async () => {
    const contract = await documentOf(CHAT, { components: CHAT_COMPONENTS });
    const told = ['[1]', '7', '"x"', 'null', 'hello'].map((data) => {
      const { violations } = judged(contract, { type: 'text/event-stream', body: `data: ${data}\n\n` });
      return violations.map((violation) => [violation.value, inWords(violation)]);
    });
    const wanted = 'must be a text that holds JSON of type object, but the JSON in it is';
    expect(told).toEqual([
      [[[1], `${wanted} array`]],
      [[7, `${wanted} number`]],
      [['x', `${wanted} string`]],
      [[null, `${wanted} null`]],
      [['hello', expect.stringMatching(/^must be "\[DONE\]", or a text that holds JSON/)]],
    ]);
  });

  test('contentSchema says nothing of texts outside of events, as JSON Schema has it', async () => {
    const contract = await documentOf(
      `{ application/jsonl: { itemSchema: { type: object, properties: { data: { contentMediaType: application/json, contentSchema: { type: integer } } } } } }`,
    );
    expect(judged(contract, { type: 'application/jsonl', body: '{"data":"x"}\n' }).verdict).toBe('pass');
  });

  test('The name of an event chooses what its data must be', async () => {
    const contract = await documentOf(
      `{ text/event-stream: { itemSchema: { type: object, required: [event], oneOf: [
              { properties: { event: { const: text } } },
              { properties: { event: { const: json }, data: { contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/Foo' } } } }
              ] } } }`,
      {
        components:
          'components: { schemas: { Foo: { type: object, required: [foo], properties: { foo: { type: integer } } } } }',
      },
    );
    const { brief } = judged(contract, {
      type: 'text/event-stream',
      body: 'event: text\ndata: x\n\nevent: json\ndata: {"foo":1}\n\nevent: json\ndata: {"foo":"1"}\n\ndata: x\n\n',
    });
    expect(brief).toEqual(['2 @50 /data/foo type', '3 @81 required']);
  });

  test('Lines that readers skip are a warning, and an error where there is no event at all', async () => {
    const contract = await documentOf(CHAT, { components: CHAT_COMPONENTS });
    const raw = judged(contract, { type: 'text/event-stream', body: '{"choices":[]}\n\n{"choices":[]}\n\n' });
    expect([raw.verdict, raw.brief]).toEqual(['fail', ['@0 broken-framing']]);
    expect(raw.violations[0] && inWords(raw.violations[0])).toBe(
      'is not framed as text/event-stream is: 2 lines are not fields of an event, and every reader skips them',
    );
    const some = judged(contract, { type: 'text/event-stream', body: 'data: [DONE]\ntime: 5\n\n' });
    expect([some.verdict, some.brief]).toEqual(['pass', ['warning @13 broken-framing']]);
  });

  test('An event that is not finished makes a stream inconclusive', async () => {
    const contract = await documentOf(CHAT, { components: CHAT_COMPONENTS });
    expect(judged(contract, { type: 'text/event-stream', body: 'data: [DONE]\n\ndata: {}\n' })).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['body-cut'],
      brief: [],
    });
  });
});

describe('a cut sequence', () => {
  const cutAs = (reason: 'body-cut' | 'aborted', content: string): Body => ({ state: 'unknown', reason, content });

  test('A cut body is judged to its last whole item, and is inconclusive unless it fails', async () => {
    const contract = await documentOf(NUMBERS);
    const type = 'application/jsonl';
    expect(judged(contract, { type, body: cutAs('body-cut', '{"n":1}\n{"n":') })).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['body-cut'],
      brief: [],
    });
    expect(judged(contract, { type, body: cutAs('body-cut', '{"n":"x"}\n{"n":') })).toMatchObject({
      verdict: 'fail',
      reasons: ['body-cut'],
      brief: ['0 @0 /n type'],
    });
  });

  test('What came of an aborted sequence is judged, and what came of another aborted body is not', async () => {
    const contract = await documentOf(
      `{ application/jsonl: { itemSchema: { type: integer } }, application/json: { schema: { type: integer } } }`,
    );
    const aborted = { isAborted: true } as const;
    expect(judged(contract, { type: 'application/jsonl', body: '1\n"x"\n"y', ...aborted })).toMatchObject({
      verdict: 'fail',
      reasons: ['aborted'],
      brief: ['1 @2 type'],
    });
    expect(judged(contract, { type: 'application/jsonl', body: '1\n', ...aborted }).verdict).toBe('inconclusive');
    expect(judged(contract, { type: 'application/json', body: '"x"', ...aborted }).brief).toEqual([]);
  });
});

describe('schema beside itemSchema', () => {
  const BOTH = `{ application/jsonl: { itemSchema: { type: integer }, schema: { type: array, minItems: 2 } } }`;

  test('The schema of the whole body is held against the list of all items', async () => {
    const contract = await documentOf(BOTH);
    const type = 'application/jsonl';
    expect(judged(contract, { type, body: '1\n2\n' })).toMatchObject({ verdict: 'pass', reasons: [] });
    const few = judged(contract, { type, body: '1\n' });
    expect(few.violations.map(({ item, location, keyword }) => [item, location, keyword])).toEqual([
      [undefined, '', 'minItems'],
    ]);
    expect(judged(contract, { type, body: '' }).violations.map(({ keyword }) => keyword)).toEqual(['minItems']);
  });

  test('Where an item cannot be read, nothing is said of the list of all items', async () => {
    const contract = await documentOf(BOTH);
    expect(judged(contract, { type: 'application/jsonl', body: '{\n' })).toMatchObject({
      verdict: 'fail',
      reasons: ['body-not-judged'],
      brief: ['0 @0 unparseable-item'],
    });
  });

  test('A sequence without items is not a missing body', async () => {
    const contract = await documentOf(NUMBERS);
    expect(judged(contract, { type: 'application/jsonl', body: '' })).toMatchObject({ verdict: 'pass', brief: [] });
  });
});

describe('bodies that are not judged item by item', () => {
  test('In documents before OpenAPI 3.2, and without itemSchema, an object or list beside a sequence is not judged', async () => {
    const schemas = [
      '{ type: object, properties: { n: { type: integer } } }',
      '{ type: array, items: { type: object } }',
    ];
    const bodies = {
      'text/event-stream': 'data: {"n":"x"}\n\n',
      'application/x-ndjson': '{"n":"x"}\n',
      'application/jsonl': '{"n":"x"}\n',
      'application/json-seq': '\u001e{"n":"x"}\n',
      'text/csv': 'n\nx\n',
      'text/plain': 'n = x',
    };
    for (const version of ['3.0.3', '3.1.0', '3.2.0'])
      for (const schema of schemas)
        for (const [type, body] of Object.entries(bodies))
          for (const isRequest of [false, true]) {
            const contract = await documentOf(`{ ${type}: { schema: ${schema} } }`, { version });
            const { verdict, reasons } = judged(contract, { type, body, isRequest });
            expect([version, type, verdict, reasons]).toEqual([version, type, 'inconclusive', ['body-not-judged']]);
          }
  });

  test('A primitive schema beside plain text is judged', async () => {
    const contract = await documentOf(`{ text/plain: { schema: { type: integer } } }`, { version: '3.0.3' });
    expect(judged(contract, { type: 'text/plain', body: '5' }).verdict).toBe('pass');
    expect(judged(contract, { type: 'text/plain', body: 'five' }).verdict).toBe('fail');
  });

  test('itemSchema beside a type whose items nobody can tell apart makes a body inconclusive', async () => {
    for (const [type, body] of [
      ['application/json', '[1]'],
      ['text/csv', 'a\n1\n'],
    ]) {
      const contract = await documentOf(`{ ${type}: { itemSchema: { type: string } } }`);
      expect(judged(contract, { type: type ?? '', body: body ?? '' })).toMatchObject({
        verdict: 'inconclusive',
        reasons: ['body-not-judged'],
      });
    }
  });
});

describe('the bounds of items', () => {
  test('An item that is too large or too deep is not judged, and refused where that is asked for', async () => {
    const contract = await documentOf(`{ application/jsonl: { itemSchema: {} } }`);
    const deep = `${'['.repeat(600)}${']'.repeat(600)}`;
    const long = JSON.stringify('x'.repeat(17 * 1024 * 1024));
    for (const item of [deep, long]) {
      const sent = { type: 'application/jsonl', body: `1\n${item}\n2\n` };
      expect(judged(contract, sent)).toMatchObject({ verdict: 'inconclusive', reasons: ['too-large'], brief: [] });
      expect(judged(contract, { ...sent, policy: { tooLarge: 'error' } }).brief).toEqual(['1 @2 too-large']);
    }
  });

  test('Of one fault in very many items the first thousand are kept, and another fault behind them too', async () => {
    const contract = await documentOf(NUMBERS);
    const body = `${'{"n":"x"}\n'.repeat(5_000)}{}\n${'{"n":"x"}\n'.repeat(10)}`;
    const { violations } = judged(contract, { type: 'application/jsonl', body });
    expect(violations).toHaveLength(1_001);
    expect(violations.at(-1)).toMatchObject({ item: 5_000, keyword: 'required' });
  });

  test('Each item has a work budget of its own', async () => {
    // Each value needs more branches than one verdict may take; the items before and behind it need few.
    const contract = await documentOf(`{ application/jsonl: { itemSchema: { $ref: '#/components/schemas/Tree' } } }`, {
      components: `components:
  schemas:
    Tree: { oneOf: [{ type: object, properties: { t: { $ref: '#/components/schemas/Tree' } } }, { type: object, properties: { t: { $ref: '#/components/schemas/Tree' } } }, { type: integer }] }
`,
    });
    const tree = `${'{"t":'.repeat(40)}{}${'}'.repeat(40)}`;
    const { reasons, violations } = judged(contract, { type: 'application/jsonl', body: `1\n${tree}\n"x"\n` });
    expect(reasons).toEqual(['too-large']);
    expect(violations.map(({ item }) => item)).toEqual([2]);
  });
});

describe('coverage of items', () => {
  test('Items are counted, and the properties within itemSchema and contentSchema', async () => {
    const contract = await documentOf(CHAT, { components: CHAT_COMPONENTS });
    const { counts } = judged(contract, {
      type: 'text/event-stream',
      body: 'data: {"choices":[{"delta":"a"},{"delta":"b"}]}\n\ndata: [DONE]\n\n',
    });
    expect(counts.items.get('GET /stream')?.get('200 text/event-stream')).toBe(2);
    expect(counts.mediaTypes.get('GET /stream')?.get('200 text/event-stream')).toBe(1);
    const chunk = 'response /components/schemas/Chunk/properties/choices';
    expect(counts.properties.get(chunk)).toBe(1);
    expect(counts.properties.get(`${chunk}/items/properties/delta`)).toBe(2);
  });
});

describe('an itemSchema in a document', () => {
  test('Keywords of an itemSchema that cannot be used are found at load, and leave an item undecided', async () => {
    const contract = await documentOf(
      `{ application/jsonl: { itemSchema: { type: object, properties: { n: { minLength: '3', type: string } } } } }`,
    );
    expect(
      contract.loadWarnings().map(({ rule, pointer }) => `${rule} ${pointer.replace(/.*itemSchema/, '')}`),
    ).toEqual(['unusable-schema /properties/n/minLength', 'unusable-schema /properties/n/minLength']);
    expect(judged(contract, { type: 'application/jsonl', body: '{"n":"x"}\n' })).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['unusable-schema'],
    });
    expect(judged(contract, { type: 'application/jsonl', body: '{"n":"x"}\n{"n":5}\n' }).verdict).toBe('fail');
  });

  test('References in an itemSchema lead to other files and to anchors', async () => {
    const contract = await contractOf({
      '/docs/openapi.yaml': `openapi: 3.2.0
info: { title: T, version: '1' }
paths: { /stream: { get: { responses: { '200': { description: ok, content: { application/jsonl: { itemSchema: { $ref: 'line.yaml#line' } } } } } } } }
`,
      '/docs/line.yaml': '$defs: { line: { $anchor: line, type: object, properties: { n: { type: integer } } } }\n',
    });
    expect(judged(contract, { type: 'application/jsonl', body: '{"n":1}\n{"n":"x"}\n' }).brief).toEqual([
      '1 @8 /n type',
    ]);
  });
});

describe('examples of sequences', () => {
  test('Examples of a sequence are held against itemSchema, each item at its place', async () => {
    const contract = await documentOf(
      `{ application/jsonl: { itemSchema: { type: object, properties: { n: { type: integer } } }, examples: { list: { value: [{ n: 1 }, { n: x }] }, text: { value: '{"n":1}' }, lines: { value: "{\\"n\\":true}\\n" } } } }`,
    );
    const found = (await lintDocument(contract)).filter(({ rule }) => rule.id === 'example-schema');
    expect(found.map(({ pointer, message }) => `${pointer?.replace(/.*examples/, '')} ${message}`).slice(0, 2)).toEqual(
      [
        '/list/value/1/n GET /stream, response 200, example list, item 1: /n must be integer, but is string',
        '/lines/value GET /stream, response 200, example lines, item 0: /n must be integer, but is boolean',
      ],
    );
  });
});

test('A sequence that came without an item is an empty list, and no missing body, whatever the recorder made of it', async () => {
  const content = (schema: string): string => `{ application/jsonl: { itemSchema: { type: integer }, ${schema} } }`;
  const free = await documentOf(content(''));
  const bound = await documentOf(content('schema: { type: array, minItems: 1 }'));
  for (const body of ['', NO_BODY]) {
    expect(judged(free, { type: 'application/jsonl', body }).verdict).toBe('pass');
    const { violations } = judged(bound, { type: 'application/jsonl', body });
    expect(violations.map(({ keyword }) => keyword)).toEqual(['minItems']);
  }
  const json = await documentOf('{ application/json: { schema: { type: array } } }');
  expect(judged(json, { type: 'application/json', body: NO_BODY }).violations).toMatchObject([
    { keyword: 'missing-body' },
  ]);
});
