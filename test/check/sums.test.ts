import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BlockItem,
  blockPacker,
  type ExaminedPart,
  inThisThread,
  itemExaminer,
  type PackedTraces,
  type RunSettings,
  resultPacker,
  runCheck,
  sumPacker,
  traceReader,
} from '../../src/check/index.js';
import { pseudonyms } from '../../src/io/index.js';
import { type CaptureItem, type Exchange, NO_BODY, type Result, readJson, writeJson } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { NO_RULES } from '../support/no-rules.js';

const contract = await contractOf(`
openapi: 3.1.0
info: { title: Things, version: '1' }
servers: [{ url: 'http://localhost' }]
paths:
  /things:
    get: { responses: { '200': { description: all, content: { application/json: { schema: { type: object } } } }, 4XX: { description: no } } }
    post:
      security: [{ key: [] }]
      responses:
        '201': { description: made, content: { application/json: { schema: { type: object, required: [id, name], properties: { id: { type: integer } } } } } }
  /things/bulk:
    post: { responses: { '200': { description: done } } }
  /things/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: one, content: { application/json: { schema: { properties: { list: { items: { type: string } } } } } } }, 4XX: { description: no } } }
    put: { responses: { '200': { description: set } } }
    delete: { responses: { '202': { description: soon }, '204': { description: gone } } }
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
`);

const SETTINGS: RunSettings = {
  rules: NO_RULES,
  evidence: false,
  redact: {},
  sums: true,
};

interface Step {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body?: object | undefined;
  readonly hasKey?: boolean;
  readonly host?: string;
}

type Written = Step | 'unread';

function itemOf(step: Written, source: string, index: number): CaptureItem {
  if (step === 'unread') return { source, index, unread: 'malformed', detail: 'is no entry' };
  const { method, path, status, body, hasKey = false, host = 'localhost' } = step;
  const exchange: Exchange = {
    source,
    index,
    request: {
      method,
      url: `http://${host}${path}`,
      headers: hasKey ? { authorization: 'Bearer a' } : {},
      body: NO_BODY,
    },
    response: {
      status,
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body ? { state: 'present', content: JSON.stringify(body) } : NO_BODY,
    },
  };
  return exchange;
}

/** Which creations violations name. */
function createdBy(result: string): string[] {
  const { violations }: Result = JSON.parse(result);
  return violations.flatMap(({ value }) => (/^created by/.test(String(value)) ? [String(value)] : []));
}

/** The captures of a check, each in blocks. */
type Captures = readonly { readonly source: string; readonly blocks: readonly (readonly Written[])[] }[];

async function alone(captures: Captures) {
  const items = async function* (): AsyncGenerator<CaptureItem> {
    for (const { source, blocks } of captures)
      for (const [index, step] of blocks.flat().entries()) yield itemOf(step, source, index);
  };
  return runCheck(contract, inThisThread(pseudonyms)(contract, items(), SETTINGS), {});
}

/** As executors do it: each block is packed by itself, its results are written as text, and put into place. */
async function inBlocks(captures: Captures, onPacked: (items: readonly BlockItem[]) => void = () => undefined) {
  const examiner = itemExaminer(contract, SETTINGS, pseudonyms, true);
  const packer = blockPacker(contract);
  const parts = async function* (): AsyncGenerator<ExaminedPart> {
    for (const { source, blocks } of captures) {
      let before = 0;
      let isFirst = true;
      for (const block of blocks) {
        const summing = packer.begin(source);
        for (const [index, step] of block.entries())
          for (const result of examiner.examine(itemOf(step, source, index))) summing.add(result);
        const { items, traces } = readJson<{ items: BlockItem[]; traces: PackedTraces | null }>(
          writeJson({ traces: null, ...JSON.parse(JSON.stringify(summing.end())) }),
        );
        onPacked(items);
        const [sums, unpack] = [sumPacker(contract), resultPacker(contract).unpacking()];
        const at = before;
        for (const item of items) {
          if ('sum' in item) yield { source, summed: sums.unpack(item, source, at) };
          else {
            const result = unpack(item, source, at);
            yield 'unread' in result ? { ...result, index: result.index + at } : result;
          }
        }
        if (traces) {
          const read = () => traceReader(contract)(traces.text, source, at);
          yield { traces: { source, isFirst, sum: traces.sum, read } };
          isFirst = false;
        }
        before += block.length;
      }
    }
  };
  return runCheck(contract, { results: parts(), counts: async () => [examiner.counts()] }, {});
}

const ids = fc.integer({ min: 0, max: 3 });
const steps: fc.Arbitrary<Written> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ id: ids, hasKey: fc.boolean() }).map(made) },
  { weight: 4, arbitrary: ids.map((id) => ({ method: 'GET', path: `/things/${id}`, status: 200, body: {} })) },
  { weight: 3, arbitrary: ids.map((id) => ({ method: 'GET', path: `/things/${id}`, status: 404 })) },
  { weight: 2, arbitrary: ids.map((id) => ({ method: 'PUT', path: `/things/${id}`, status: 200 })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(ids, fc.constantFrom(202, 204))
      .map(([id, status]) => ({ method: 'DELETE', path: `/things/${id}`, status })),
  },
  { weight: 1, arbitrary: fc.constant({ method: 'POST', path: '/things/bulk', status: 200 }) },
  { weight: 2, arbitrary: fc.tuple(ids, ids, fc.constantFrom(200, 200, 404)).map(page) },
  { weight: 2, arbitrary: ids.map((id) => ({ method: 'GET', path: `/other/${id}`, status: 200 })) },
  { weight: 1, arbitrary: ids.map((id) => ({ method: 'GET', path: '/x', status: 200, host: `h${id}.example` })) },
  {
    weight: 2,
    arbitrary: fc.array(fc.oneof(fc.string(), fc.nat()), { maxLength: 4 }).map((list) => ({
      method: 'GET',
      path: '/things/7',
      status: 200,
      body: { list },
    })),
  },
  { weight: 1, arbitrary: fc.constant('unread' as const) },
);

function made({ id, hasKey }: { readonly id: number; readonly hasKey: boolean }): Step {
  return { method: 'POST', path: '/things', status: 201, body: id === 3 ? {} : { id, name: 'a' }, hasKey };
}

function page([from, to, status]: readonly [number, number, number]): Step {
  const nextLink = `http://localhost/things?page=${to}`;
  return { method: 'GET', path: `/things?page=${from}`, status, body: status === 200 ? { nextLink } : undefined };
}

const captures: fc.Arbitrary<Captures> = fc
  .array(fc.array(fc.array(steps, { maxLength: 30 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((those) => those.map((blocks, index) => ({ source: `${index}.har`, blocks })));

describe('sums of exchanges', () => {
  test('A check by sums of blocks has the result of one thread, wherever the captures are cut', async () => {
    let sums = 0;
    await fc.assert(
      fc.asyncProperty(captures, async (those) => {
        const found = await inBlocks(those, (items) => {
          sums += items.filter((item) => 'sum' in item).length;
        });
        expect(JSON.stringify(found)).toBe(JSON.stringify(await alone(those)));
      }),
      { numRuns: 300 },
    );
    expect(sums).toBeGreaterThan(300);
  });

  /** A capture of these steps in blocks of one size. */
  const cut = (all: readonly Written[], size: number): Captures => [
    {
      source: 'a.har',
      blocks: Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size)),
    },
  ];

  const same = async (all: readonly Written[], size: number): Promise<string> => {
    const expected = JSON.stringify(await alone(cut(all, size)));
    expect(JSON.stringify(await inBlocks(cut(all, size)))).toBe(expected);
    return expected;
  };

  test('Sums keep the limits of reports: thousands of undocumented paths, servers, statuses and violations', async () => {
    const paths = Array.from({ length: 9_000 }, (_, at): Step => {
      const path = at % 3 === 0 ? `/boats/${at}/crew` : `/${String.fromCharCode(97 + (at % 26))}${at}/x`;
      return { method: at % 2 ? 'GET' : 'POST', path, status: 200 };
    });
    const servers = Array.from({ length: 700 }, (_, at): Step => {
      return { method: 'GET', path: '/x', status: 200, host: `h${at % 650}.example` };
    });
    const statuses = Array.from({ length: 1_300 }, (_, at): Step => {
      return { method: 'GET', path: '/things', status: 600 + (at % 1_250) };
    });
    const warnings = Array.from({ length: 12_000 }, (_, at): Step => {
      return {
        method: 'POST',
        path: '/things',
        status: 201,
        body: { id: at % 7 === 0 ? 'a' : at },
        hasKey: at > 6_000,
      };
    });
    const all = [...paths.slice(0, 5_500), ...servers, ...statuses, ...warnings, ...paths];
    const { faults, summary, violations }: Result = JSON.parse(await same(all, 3_700));
    const ofPaths = faults.filter(({ keyword }) => keyword === 'undocumented-path');
    expect(ofPaths.length).toBeLessThan(1_500);
    expect(ofPaths.reduce((sum, { count }) => sum + count, 0)).toBe(5_500 + 9_000);
    expect(summary.otherServers?.length).toBe(10);
    expect(violations.length).toBe(10_000);
  });

  test('What was changed long ago is forgotten at the same exchange, wherever the capture is cut', async () => {
    const write = (at: number): Step => ({ method: 'PUT', path: `/things/w${at}`, status: 200 });
    const reads = (id: number): Step => ({ method: 'GET', path: `/things/${id}`, status: 404 });
    const many = Array.from({ length: 19_998 }, (_, at) => write(at));
    const all = [
      made({ id: 1, hasKey: false }),
      made({ id: 2, hasKey: false }),
      ...many,
      reads(1),
      write(-1),
      reads(1),
      reads(2),
    ];
    const kept = await same(all, 4_000);
    expect(createdBy(kept)).toEqual(['created by a.har #0', 'created by a.har #1']);
    expect(createdBy(await same([...all, write(-2), reads(2)], 7_001))).toEqual(createdBy(kept));
  });

  test('Credentials that come late make those missing count that were missing before, in blocks as in one thread', async () => {
    const without = Array.from({ length: 300 }, () => made({ id: 1, hasKey: false }));
    for (const keyed of [[], [0], [150], [299], [20, 250]]) {
      const all = without.map((step, at) => (keyed.includes(at) ? { ...step, hasKey: true } : step));
      for (const size of [7, 100, 1_000]) await same(all, size);
    }
  });
});
