import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startMock } from '../../src/api/index.js';
import { compare } from '../../src/shadow/compare.js';
import { DECIDED } from '../../src/shadow/decided/index.js';
import { Exchange } from '../../src/shadow/exchange.js';
import { createEngine, type PrismEngine } from '../../src/shadow/prism/engine.js';
import { findPeer } from '../../src/shadow/prism/peer.js';
import { sideOf, type WireAnswer } from '../../src/shadow/side.js';
import { contractOf } from '../support/contract.js';
import type { Case, Suite } from './case.js';
import { DIFFERENCES } from './differences.js';
import { type Serving, startPrism } from './prism-server.js';
import { type Received, send } from './send.js';
import { SUITES } from './suites.js';
import { summary } from './summary.js';

/*
 * The shadow gets each request of the corpus. Its engine has to answer as Prism's server does, and what it says of each
 * pair of answers has to be what the list of differences says: equal, or decided for that one reason.
 */
const idsOf = new Map(
  DIFFERENCES.flatMap(({ id, also = [], cases }) => cases.map(({ name }) => [name, [id, ...also].sort()])),
);
const shown = new Set(DECIDED.filter(({ explains }) => explains).map(({ id }) => id));
const general = new Set(DECIDED.filter(({ isGeneral }) => isGeneral).map(({ id }) => id));

const wireOf = ({ status, headers, body }: Received): WireAnswer => ({
  status,
  headers: Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
  body,
});

const receivedOf = ({ status, headers, body = '' }: WireAnswer): Received => ({
  status,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  body: Buffer.from(body),
});

describe.each(SUITES)('The shadow on $theme', ({ document, options, cases }: Suite) => {
  const settings = { cors: false, dynamic: false, errors: false, ignoreExamples: false, ...options };
  let engine: PrismEngine;
  let prism: Serving;
  let ours: Serving | undefined;

  beforeAll(async () => {
    prism = await startPrism(document, settings);
    ours = await startMock(await contractOf(document), { ...settings, port: 0 }).catch(() => undefined);
    engine = await createEngine(findPeer().path, JSON.stringify(parse(document)), settings);
  });
  afterAll(async () => {
    await prism.close();
    await ours?.close();
  });

  const callOf = ({ request, headers = {}, body }: Case) => {
    const [method = '', target = ''] = request.split(' ');
    const bytes = body === undefined ? undefined : Buffer.from(body);
    const fields = Object.entries({ ...(bytes ? { 'Content-Length': String(bytes.length) } : {}), ...headers });
    return {
      method,
      target,
      headers: Object.fromEntries(fields.map(([name, value]) => [name.toLowerCase(), value])),
      ...(bytes ? { body: bytes } : {}),
    };
  };

  for (const one of cases) {
    test(`The engine of the shadow answers as Prism's server does: ${one.name}`, async () => {
      const [server, own] = [await send(prism.url, one), receivedOf(await engine.answer(callOf(one)))];
      expect(
        summary(own.body.length > 0 && one.request.startsWith('HEAD') ? { ...own, body: Buffer.of() } : own, one),
      ).toBe(summary(server, one));
    });

    test(`The shadow says what is decided: ${one.name}`, async () => {
      if (!ours) return;
      const isHead = one.request.startsWith('HEAD ');
      const call = callOf(one);
      const sides = {
        ours: sideOf(wireOf(await send(ours.url, one)), isHead),
        prism: sideOf(await engine.answer(call), isHead),
      };
      const exchange = new Exchange(await contractOf(document), settings, call, sides);
      const found = compare(exchange, one.conforms !== undefined);
      const ids = idsOf.get(one.name) ?? [];
      // What only Prism's own reading of Swagger 2.0 and Postman shows.
      if (ids.some((id) => !shown.has(id))) return;
      const isEqual = ids.every((id) => general.has(id));
      expect(found).toMatchObject(isEqual ? { kind: 'equal', general: ids } : { kind: 'decided', ids });
    });
  }

  test.each(Object.keys(PLANTED))('The shadow shows a planted difference in every answer: %s', async (name) => {
    if (!ours) return;
    const contract = await contractOf(document);
    const missed: string[] = [];
    for (const one of cases) {
      if (one.conforms !== undefined || one.request.startsWith('HEAD ')) continue;
      const call = callOf(one);
      const own = sideOf(wireOf(await send(ours.url, one)));
      const theirs = await engine.answer(call);
      const of = (answer: WireAnswer) =>
        compare(new Exchange(contract, settings, call, { ours: own, prism: sideOf(answer) }));
      // A request that only one of them answers differs in all already.
      if (own.status !== theirs.status || of(theirs).kind !== 'equal') continue;
      // The problems of both say what is wrong by their code alone.
      if (own.problem !== undefined && own.violations.length === 0) continue;
      const found = of(PLANTED[name]?.(theirs) ?? theirs);
      if (found.kind !== 'different')
        missed.push(`${one.name}: ${found.kind} ${found.kind === 'decided' ? found.ids.join(', ') : ''}`);
    }
    expect(missed).toEqual([]);
  });
});

/** Prism's answer, changed as no decision explains. */
const PLANTED: Readonly<Record<string, (answer: WireAnswer) => WireAnswer>> = {
  'another status': (answer) => ({ ...answer, status: 299 }),
  'another header field': (answer) => ({ ...answer, headers: { ...answer.headers, 'x-planted': '1' } }),
  'another media type': (answer) => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': 'application/x-planted' },
    body: 'planted',
  }),
  'another body': (answer) => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': 'application/json' },
    body: '{"planted":{"a":[1]}}',
  }),
  'another violation': (answer) => ({
    ...answer,
    violations: [
      ...sideOf(answer).violations,
      { in: 'request', place: 'query/planted', code: 'planted', isError: true },
    ],
  }),
};

test('The list of differences names only decided ones', () => {
  const known = new Set(DECIDED.map(({ id }) => id));
  expect(DIFFERENCES.flatMap(({ id, also = [] }) => [id, ...also]).filter((id) => !known.has(id))).toEqual([]);
});

test('The ids of decided differences are unique', () => {
  expect(new Set(DECIDED.map(({ id }) => id)).size).toBe(DECIDED.length);
});
