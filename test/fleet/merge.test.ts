import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureFormats } from '../../src/captures/index.js';
import { inThisThread, type RunSettings, runCheck } from '../../src/check/index.js';
import { createContract } from '../../src/contract/index.js';
import { shardChoice, shardsOf } from '../../src/fleet/brief.js';
import { shardJudge } from '../../src/fleet/judge-shard.js';
import { type Lost, objectMerge, type ShardResults } from '../../src/fleet/merge.js';
import type { Place } from '../../src/fleet/place.js';
import { type PlannedObject, resultsOf, type Shard, shardOf, type Terms } from '../../src/fleet/plan.js';
import { readBlockAt } from '../../src/fleet/ranges.js';
import { factsOf, type ResultEnd, readEnd, recordsOf } from '../../src/fleet/result.js';
import { pseudonyms } from '../../src/io/index.js';
import { type CaptureItem, isUnread } from '../../src/model/index.js';
import type { ObjectStore } from '../../src/objects/index.js';
import { NO_RULES } from '../support/no-rules.js';

const SETTINGS: RunSettings = {
  rules: NO_RULES,
  evidence: true,
  redact: {},
};

const contract = createContract({
  source: 'lamps.yaml',
  root: {
    openapi: '3.1.0',
    info: { title: 'Lamps', version: '1' },
    servers: [{ url: 'http://lamps.example' }],
    paths: {
      '/lamps/{id}': {
        get: {
          responses: {
            200: {
              description: 'one',
              content: { 'application/json': { schema: { type: 'object', properties: { on: { type: 'boolean' } } } } },
            },
            404: { description: 'none' },
          },
        },
        delete: { responses: { 204: { description: 'gone' } } },
      },
    },
  },
  dialect: '3.1',
  files: ['lamps.yaml'],
  binaries: new Map(),
});

/** Objects in memory. */
function memoryStore(): {
  readonly store: ObjectStore;
  readonly objects: Map<string, Uint8Array>;
  readonly writes: string[];
} {
  const objects = new Map<string, Uint8Array>();
  const writes: string[] = [];
  const store: ObjectStore = {
    async *list() {},
    async *read(url, { from = 0, to } = {}) {
      const bytes = objects.get(url) ?? new Uint8Array(0);
      // In pieces, as a network gives them.
      for (let at = from; at < Math.min(to ?? bytes.length, bytes.length); at += 97)
        yield bytes.subarray(at, Math.min(at + 97, to ?? bytes.length, bytes.length));
    },
    readWhole: async (url) => objects.get(url),
    async write(url, bytes) {
      writes.push(url);
      objects.set(url, bytes);
    },
    nameOf: (url) => url,
    beside: () => undefined,
    close: async () => undefined,
  };
  return { store, objects, writes };
}

function placeIn(store: ObjectStore): Place {
  return {
    url: 'memory:',
    store,
    at: (path) => path,
    async text(path) {
      const bytes = await store.readWhole(path);
      return bytes && new TextDecoder().decode(bytes);
    },
    write: (path, text) => store.write(path, new TextEncoder().encode(text)),
  };
}

const entry = (at: number, kind: number): object => {
  const url = `http://lamps.example/lamps/${at % 7}`;
  const headers = [{ name: 'content-type', value: 'application/json' }];
  const body = kind === 0 ? '{"on":true}' : kind === 1 ? '{"on":"yes"}' : '';
  const [method, status] = kind === 2 ? ['DELETE', 204] : kind === 3 ? ['GET', 404] : ['GET', 200];
  return {
    startedDateTime: new Date(at * 1_000).toISOString(),
    time: 5,
    request: { method, url, httpVersion: 'HTTP/1.1', headers: [], queryString: [], cookies: [] },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      headers,
      cookies: [],
      content: { size: body.length, mimeType: 'application/json', text: body },
    },
  };
};

/** Entries of all kinds; of kind 4 are those that cannot be read. */
const kinds = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 60 });

const asHar = (those: readonly number[]): string =>
  JSON.stringify(
    {
      log: {
        version: '1.2',
        creator: { name: 'test' },
        entries: those.map((kind, at) => (kind === 4 ? { request: at } : entry(at, kind))),
      },
    },
    null,
    1,
  );

const asLines = (those: readonly number[]): string =>
  those
    .map((kind, at) => {
      if (kind === 4) return `{"request": ${at}}`;
      const [method, status] = kind === 2 ? ['DELETE', 204] : kind === 3 ? ['GET', 404] : ['GET', 200];
      const json = kind === 0 ? { on: true } : kind === 1 ? { on: 'yes' } : undefined;
      return JSON.stringify({
        request: { method, url: `http://lamps.example/lamps/${at % 7}` },
        response: { status, json },
      });
    })
    .join('\n');

/** Without bodies: of kind 4 are lines that are not entries. */
const asLog = (those: readonly number[]): string =>
  those
    .map((kind, at) => {
      const [method, status] = kind === 2 ? ['DELETE', 204] : kind === 3 ? ['GET', 404] : ['GET', 200];
      const started = `28/Nov/2026:08:${String(at % 60).padStart(2, '0')}:00 +0000`;
      const request = `${method} http://lamps.example/lamps/${at % 7} HTTP/1.1`;
      return kind === 4 && at > 0 ? `# ${at}` : `203.0.113.9 - - [${started}] "${request}" ${status} 5`;
    })
    .join('\r\n');

const TERMS: Terms = { docproof: '1', contract: 'c', settings: SETTINGS, salt: 's' };
const RUN = resultsOf(TERMS);

/** Of reports that list each exchange, and of those for which sums will do. */
type Kind = 'each exchange' | 'sums';
const OPTIONS = { 'each exchange': { outcomes: true, showRules: true }, sums: {} } as const;
const settingsOf = (kind: Kind): RunSettings =>
  kind === 'sums' ? { ...SETTINGS, evidence: false, sums: true } : SETTINGS;

/** The result of one thread, which reads the capture in one piece. */
async function alone(source: string, text: string, kind: Kind = 'each exchange') {
  const format = captureFormats.find((candidate) => candidate.detects(text));
  const chunks = async function* () {
    yield new TextEncoder().encode(text);
  };
  const items = format?.read(source, chunks()) as AsyncIterable<CaptureItem>;
  return runCheck(contract, inThisThread(pseudonyms)(contract, items, settingsOf(kind)), OPTIONS[kind]);
}

/** The result of deliveries in any order, any number of times, with messages only for some. */
async function merged(
  source: string,
  text: string,
  step: number,
  deliveries: (count: number) => readonly number[],
  kind: Kind = 'each exchange',
  brief = 1,
) {
  const terms = { ...TERMS, settings: settingsOf(kind) };
  const { store, objects, writes } = memoryStore();
  const place = placeIn(store);
  const bytes = new TextEncoder().encode(text);
  objects.set('u', bytes);
  const format = captureFormats.find((candidate) => candidate.detects(text));
  const note = format?.blocks?.learn(bytes);
  const cut = format && note !== undefined ? { cut: { format: format.name, note, step } } : {};
  const object: PlannedObject = { url: 'u', source, size: bytes.length, version: '1', isOptional: false, ...cut };
  const choose = shardChoice(RUN, kind === 'sums', new Set());
  const shards = shardsOf(choose, object, 0);
  // Several workers: each has a judge, which judged other shards before. They read entry by entry, few, and all at
  // once.
  const judges = [1, 300, 1 << 20].map((piece) => shardJudge(contract, terms, undefined, { piece, brief }));
  const written = new Map<string, string>();
  for (const [turn, at] of deliveries(shards.length).entries()) {
    const shard = shards[at];
    if (!shard) continue;
    await judges[turn % judges.length]?.judge(shard, place, RUN, store);
    const now = new TextDecoder().decode(objects.get(`${RUN}/${shard.id}.json`));
    // Whoever judges a shard, and whenever: the result is the same, byte by byte.
    expect(written.get(shard.id) ?? now).toBe(now);
    written.set(shard.id, now);
  }
  const end = async (shard: Shard): Promise<ResultEnd | Lost> => {
    const found = await readEnd(place, RUN, shard.id);
    if (found) return found;
    await judges[0]?.judge(shard, place, RUN, store);
    return (await readEnd(place, RUN, shard.id)) as ResultEnd;
  };
  const further: Shard[] = [];
  const results: ShardResults = {
    shard: (planned, part) => choose(planned, part, 0),
    end,
    async further(shard) {
      further.push(shard);
      return end(shard);
    },
    records: (shard, end) => recordsOf(place, RUN, shard.id, end),
    facts: (shard, name) => factsOf(place, RUN, shard.id, name),
    async unread(_, [from, to], before) {
      const block = await readBlockAt(store, object as Parameters<typeof readBlockAt>[1], from, to);
      return [...(format?.blocks?.read(source, block, before) ?? [])].filter(isUnread);
    },
  };
  const counts: Parameters<Parameters<ReturnType<typeof objectMerge>>[1]['onCounts']>[0][] = [];
  const merge = objectMerge(
    contract,
    RUN,
    results,
  )(object, {
    onOpened: () => undefined,
    onPassedOver: () => undefined,
    onShard: () => undefined,
    onCounts: (more) => counts.push(more),
  });
  const result = await runCheck(contract, { results: merge, counts: async () => counts }, OPTIONS[kind]);
  const ends = new Set(writes.filter((url) => /[0-9a-f]{32}\.json$/.test(url)));
  return { result, shards: shards.length, ends: ends.size, further };
}

describe('the merge of results', () => {
  test.each([
    ['HAR', asHar, 'a.har'],
    ['NDJSON', asLines, 'a.ndjson'],
    ['an access log', asLog, 'access.log'],
  ] as const)(
    'A merge gives what one thread gives, however %s is cut, and whatever order and number the deliveries have',
    async (_, write, source) => {
      await fc.assert(
        fc.asyncProperty(
          kinds,
          fc.constantFrom('each exchange', 'sums'),
          fc.integer({ min: 40, max: 4_000 }),
          fc.array(fc.nat(1_000), { maxLength: 80 }),
          async (those, kind, step, order) => {
            const text = write(those);
            const { result, shards, ends } = await merged(
              source,
              text,
              step,
              (count) => order.map((at) => at % count),
              kind,
            );
            expect(JSON.stringify(result)).toBe(JSON.stringify(await alone(source, text, kind)));
            expect(ends).toBe(shards);
          },
        ),
        { numRuns: 120 },
      );
    },
  );

  test('A text in an entry that looks like the end of one changes nothing', async () => {
    const text = asHar([0, 1, 2, 3, 0, 1]).replaceAll('"yes"', JSON.stringify('},\n   {\n    "startedDateTime": "'));
    for (const kind of ['each exchange', 'sums'] as const)
      for (const step of [60, 200, 500, 1_000]) {
        const inOrder = (count: number) => Array.from({ length: count }, (_, at) => at);
        const { result } = await merged('a.har', text, step, inOrder, kind);
        expect(result).toEqual(await alone('a.har', text, kind));
      }
  });

  test('Shards whose violations may be in the report are judged again, and no others', async () => {
    const text = asLines(Array.from({ length: 14_000 }, () => 1));
    const inOrder = (count: number) => Array.from({ length: count }, (_, at) => at);
    const step = Math.ceil(text.length / 10);
    const { result, further } = await merged('a.ndjson', text, step, inOrder, 'sums', 100);
    // The first four of ten list all; the next four fill the list of 10,000.
    expect(further.map(({ part, isBrief }) => [part, isBrief])).toEqual([4, 5, 6, 7].map((part) => [part, false]));
    expect(result).toEqual(await alone('a.ndjson', text, 'sums'));
  });

  test('A result that exists is taken, brief or not', () => {
    const object: PlannedObject = { url: 'u', source: 'a.log', size: 9, version: '1', isOptional: false };
    const full = shardOf(RUN, object, undefined);
    const brief = shardOf(RUN, object, undefined, true);
    const choices = [new Set<string>(), new Set([full.id]), new Set([brief.id])].map((done) => {
      const choose = shardChoice(RUN, true, done);
      return [choose(object, undefined, 0).isBrief, choose(object, undefined, 4).isBrief];
    });
    expect(choices).toEqual([
      [false, true],
      [false, false],
      [true, true],
    ]);
    expect(brief.id).not.toBe(full.id);
  });

  test('A shard that is lost is an entry that could not be read, with its bytes and the reason', async () => {
    const object: PlannedObject = { url: 'u', source: 'a.har', size: 900, version: '1', isOptional: false };
    const merge = objectMerge(contract, RUN, {
      shard: (planned, part) => shardOf(RUN, planned, part),
      end: async () => ({ part: undefined, lost: 'its worker ended' }),
      further: async () => ({ part: undefined, lost: 'its worker ended' }),
      async *records() {},
      facts: async () => '',
      unread: async () => [],
    });
    const found: unknown[] = [];
    const nothing = (): void => undefined;
    for await (const item of merge(object, {
      onOpened: nothing,
      onPassedOver: nothing,
      onCounts: nothing,
      onShard: nothing,
    }))
      found.push(item);
    expect(found).toEqual([
      { source: 'a.har', index: 0, unread: 'malformed', detail: 'bytes 0 to 900 were not judged: its worker ended' },
    ]);
  });
});
