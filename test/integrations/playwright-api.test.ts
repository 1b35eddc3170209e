import { beforeAll, expect, test } from 'vitest';
import { startMock } from '../../src/api/index.js';
import { loadContract } from '../../src/api/load-contract.js';
import { projectFolder, type RanProject, runIn } from './playwright-project.js';
import { ROUTE, SERVER, SESSION } from './playwright-specs.js';

let server: RanProject;
let route: RanProject;
let inWorker: RanProject;
let elsewhere: RanProject;

beforeAll(async () => {
  server = await runIn(await projectFolder(SERVER, { config: 'retries: 1,' }));
  route = await runIn(await projectFolder(ROUTE, { use: "apiMode: 'route'" }));
  const use = "apiMode: 'session', extraHTTPHeaders: { 'x-team': 'lights' }";
  const config = 'fullyParallel: true,';
  const folder = await projectFolder(SESSION, { use, config });
  inWorker = await runIn(folder);
  const mock = await startMock(await loadContract(`${folder}/openapi.yaml`), { port: 0, cors: true });
  try {
    const shared = `${use}, apiUrl: '${mock.url}'`;
    elsewhere = await runIn(await projectFolder(SESSION, { use: shared, config: 'fullyParallel: true, workers: 2,' }));
    expect(mock.answers.list()).toEqual([]);
  } finally {
    await mock.close();
  }
}, 900_000);

const statusOf = ({ tests }: RanProject, title: string) => [tests[title]?.status, tests[title]?.errors];

test('Each test has its own mock on a free port, with its own requests, and it is closed at the end', () => {
  expect(server.errors, server.output).toEqual([]);
  expect(statusOf(server, 'server answers')).toEqual(['passed', []]);
  expect(statusOf(server, 'server of its own')).toEqual(['passed', []]);
  expect(statusOf(server, 'open connection')).toEqual(['passed', []]);
});

test('Fixtures of the user and of the contract merge', () => {
  expect(statusOf(server, 'merged')).toEqual(['passed', []]);
});

test('A test sets answers by operation: once, in sequence, by example, and takes them back', () => {
  expect(statusOf(server, 'set answers')).toEqual(['passed', []]);
  expect(statusOf(server, 'no such operation')).toEqual(['passed', []]);
});

test('A test waits for the next request of an operation, for a bounded time', () => {
  expect(statusOf(server, 'waits')).toEqual(['passed', []]);
});

test('An undocumented status that a test sets on purpose passes, and a body that breaks the contract fails', () => {
  expect(statusOf(server, 'undocumented on purpose')).toEqual(['passed', []]);
  expect(statusOf(server, 'stale answer')).toEqual(['failed', [expect.stringContaining('value       "green"')]]);
});

test('A request that the mock refuses fails its test, and the refusal itself is not a violation', () => {
  expect(statusOf(server, 'refused')).toEqual([
    'failed',
    [expect.stringMatching(/^Error: 1 violation of the contract\n\n✗ POST \/lamps → 422: request body \/colour/)],
  ]);
});

test('What cannot be judged is attached, and fails the test only where that is asked', () => {
  const { 'not judged': allowed, 'not judged, which fails': strict } = server.tests;
  const text = '? GET /lamps/8 → 200: the call was redirected, and its last request is not known';
  expect(allowed).toMatchObject({ status: 'passed', errors: [] });
  expect(allowed?.attachments['contract-not-judged']).toBe(text);
  expect(strict?.errors).toEqual([`Error: 1 exchange could not be judged in full\n\n${text}`]);
});

test('Violations can be attached without failing, and the guard can be switched off', () => {
  const { 'only warned': warned, 'switched off': off } = server.tests;
  expect(warned).toMatchObject({ status: 'passed', errors: [] });
  expect(warned?.attachments['contract-violations']).toContain('value       "green"');
  expect(off).toMatchObject({ status: 'passed', errors: [], attachments: {} });
});

test('A retried test is judged by its own exchanges alone', () => {
  expect(server.tests.retried).toMatchObject({ outcome: 'flaky', attempts: 2, status: 'passed', errors: [] });
});

test('Requests of pages are answered by a route without a server, in every context of the test', () => {
  expect(route.errors, route.output).toEqual([]);
  expect(statusOf(route, 'route')).toEqual(['passed', []]);
  expect(statusOf(route, 'route alone')).toEqual(['passed', []]);
  expect(statusOf(route, 'route in own contexts')).toEqual(['passed', []]);
});

test('A route of the test comes before the mock, and is judged', () => {
  expect(statusOf(route, 'route elsewhere')).toEqual(['failed', [expect.stringContaining('value       "green"')]]);
});

test('Tests that share the mock of a worker have answers and requests of their own', () => {
  expect(inWorker.errors, inWorker.output).toEqual([]);
  expect(statusOf(inWorker, 'session one')).toEqual(['passed', []]);
  expect(statusOf(inWorker, 'session two')).toEqual(['passed', []]);
});

test('Parallel tests share a mock in another process by sessions, and leave nothing behind', () => {
  expect(elsewhere.errors, elsewhere.output).toEqual([]);
  expect(statusOf(elsewhere, 'session one')).toEqual(['passed', []]);
  expect(statusOf(elsewhere, 'session two')).toEqual(['passed', []]);
});
