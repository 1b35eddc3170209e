import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plainRedactor } from '../../src/redact/index.js';
import { compare } from '../../src/shadow/compare.js';
import { Exchange } from '../../src/shadow/exchange.js';
import { factsOf } from '../../src/shadow/facts.js';
import { findPeer } from '../../src/shadow/prism/peer.js';
import { preferencesOf } from '../../src/shadow/prism/preferences.js';
import { shownFact } from '../../src/shadow/shown.js';
import { sideOf, type WireAnswer } from '../../src/shadow/side.js';
import { contractOf, thingsDocument } from '../support/contract.js';

const json = (value: unknown, more: Partial<WireAnswer> = {}): WireAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
  ...more,
});

const SETTINGS = { cors: false, dynamic: false, errors: false, ignoreExamples: false };

async function compared(ours: WireAnswer, prism: WireAnswer, call = { method: 'GET', target: '/x', headers: {} }) {
  const contract = await contractOf(thingsDocument('type: object'));
  return compare(new Exchange(contract, SETTINGS, call, { ours: sideOf(ours), prism: sideOf(prism) }));
}

describe('facts about two answers', () => {
  test('Bodies of JSON are equal by value', async () => {
    const text = '{ "b": 1.0, "a": [1e2] }';
    expect(await compared(json({ a: [100], b: 1 }), json({}, { body: text }))).toEqual({ kind: 'equal', general: [] });
  });

  test('Each different value of a body is one fact, with its pointer', () => {
    const facts = factsOf(
      sideOf(json({ a: { 'x/y': 1 }, b: [1, 2], c: 3 })),
      sideOf(json({ a: { 'x/y': 2 }, b: [1], d: 4 })),
    );
    expect(facts.map((fact) => (fact.kind === 'body' ? fact.pointer : fact.kind)).sort()).toEqual([
      '/a/x~1y',
      '/b',
      '/c',
      '/d',
    ]);
  });

  test('A body that no longer is JSON is a difference', async () => {
    expect(await compared(json({ a: 1 }), json({}, { body: '{"a":1' }))).toMatchObject({
      kind: 'different',
      facts: [{ kind: 'body' }],
    });
  });

  test('Header fields count but for those that are listed', async () => {
    const base = { 'content-type': 'application/json' };
    const other = await compared(
      json(1, { headers: { ...base, etag: '"a"', date: 'now' } }),
      json(1, { headers: { ...base, etag: '"b"' } }),
    );
    expect(other).toMatchObject({
      kind: 'different',
      facts: [{ kind: 'header', name: 'etag', ours: '"a"', prism: '"b"' }],
    });
  });

  test('A reason for one difference decides no other one', async () => {
    const violations = [{ in: 'request', place: 'query/x', code: 'undocumented-parameter', isError: false }] as const;
    const call = { method: 'GET', target: '/x?x=1', headers: {} };
    expect(await compared(json({ a: 1 }, { violations }), json({ a: 1 }), call)).toMatchObject({
      kind: 'decided',
      ids: ['undocumented-query-is-reported'],
    });
    expect(await compared(json({ a: 1 }, { violations }), json({ a: 2 }), call)).toMatchObject({
      kind: 'different',
      ids: ['undocumented-query-is-reported'],
      facts: [{ kind: 'body', pointer: '/a' }],
    });
  });

  test('A refusal is decided only where each of its errors is', async () => {
    const error = (place: string) => ({ in: 'request', place, code: 'type', isError: true }) as const;
    const refused = (...places: string[]) => json({}, { status: 422, violations: places.map(error) });
    expect(await compared(refused('cookie/a'), json({}))).toMatchObject({
      kind: 'decided',
      ids: ['cookies-are-judged'],
    });
    expect(await compared(refused('cookie/a', 'query/b'), json({}))).toMatchObject({ kind: 'different' });
  });

  test('A list of violations that was cut on the way explains nothing', async () => {
    const headers = { 'content-type': 'application/json', 'sl-violations': 'Too many violations! [{"loc' };
    expect(await compared(json({}), json({}, { status: 422, headers }))).toMatchObject({ kind: 'different' });
  });
});

describe('what is shown', () => {
  const body = (pointer: string, value: string) =>
    shownFact({ kind: 'body', pointer, ours: value, prism: { password: value } }, plainRedactor, 'application/json');

  test('Secrets are replaced, also where only the name of the member says so', () => {
    expect(JSON.stringify(body('/user/password', 'geheim'))).not.toContain('geheim');
    expect(JSON.stringify(body('/user', 'x'))).toContain('[redacted]');
    const header = shownFact(
      { kind: 'header', name: 'set-cookie', ours: 'sid=geheim', prism: undefined },
      plainRedactor,
      '',
    );
    expect(header.ours).not.toContain('geheim');
    expect(header.prism).toBe('none');
  });

  test('Long values are cut at 200 characters, and control characters are written out', () => {
    expect(body('/a', 'x'.repeat(5_000)).ours.length).toBeLessThanOrEqual(201);
    expect(body('', 'a\u001b[31mb').ours).not.toContain('\u001b');
  });
});

describe('what Prism reads', () => {
  test.each([
    ['code=404', { code: 404 }],
    ['code=404, example="a, b"; x=1', { code: 404, exampleKey: 'a, b' }],
    ['Dynamic=true,dynamic=false', { dynamic: true }],
    ['code=4', undefined],
    ['example', undefined],
  ])('Preferences are read as Prism reads them: %s', (text, expected) => {
    const found = preferencesOf(text, {});
    if (expected) expect(found).toMatchObject(expected);
    else expect(found).toBeUndefined();
  });
});

describe('the package of Prism', () => {
  test('A version that is too old, or too new, is refused with the command that installs another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docproof-peer-'));
    const place = join(folder, 'node_modules/@stoplight/prism-http');
    try {
      await mkdir(place, { recursive: true });
      await writeFile(join(place, 'index.js'), '');
      for (const [version, fits] of [
        ['4.10.0', false],
        ['5.7.9', false],
        ['5.8.0', true],
        ['6.0.0', false],
      ] as const) {
        await writeFile(
          join(place, 'package.json'),
          JSON.stringify({ name: '@stoplight/prism-http', version, main: 'index.js' }),
        );
        const find = () => findPeer([join(folder, 'package.json')]);
        if (fits) expect(find().version).toBe(version);
        else expect(find).toThrow(`${version} is installed`);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('Where it is nowhere, the message names it', () => {
    expect(() => findPeer([join(tmpdir(), 'package.json')])).toThrow(
      '--shadow prism needs the package @stoplight/prism-http, which is not installed',
    );
  });
});
