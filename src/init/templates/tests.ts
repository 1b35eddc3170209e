import type { TriedRequest } from '../tried-request.js';
import { importLine, literal, requestCode, titleOf } from './code.js';

const HINT = `// It asks the mock. Put the address of your service, or the response of your own client, in its place.`;

/** A test for Vitest. */
export function vitestTest(document: string, tried: TriedRequest): string {
  const head = `// @vitest-environment node
${importLine('{ loadContract, startMock }', 'docproof')}
${importLine('{ contractMatchers }', 'docproof/vitest')}
${importLine('{ afterAll, beforeAll, expect, test }', 'vitest')}
`;
  return matcherTest(head, document, tried);
}

/** A test for Jest, in CommonJS: it needs no flag and no transform. */
export function jestTest(document: string, tried: TriedRequest): string {
  const head = `/** @jest-environment node */
const { loadContract, startMock } = require('docproof');
const { contractMatchers } = require('docproof/jest');
`;
  return matcherTest(head, document, tried);
}

/** A test by a matcher: both tools have the same, and differ in what they load. */
function matcherTest(head: string, document: string, tried: TriedRequest): string {
  return `${head}
const DOCUMENT = ${literal(document)};
expect.extend(contractMatchers(DOCUMENT));

let mock;
beforeAll(async () => {
  mock = await startMock(await loadContract(DOCUMENT), { port: 0 });
});
afterAll(() => mock?.close());

${HINT}
test(${titleOf(tried)}, async () => {
  const request = ${requestCode(tried, 'mock.url')};
  const response = await fetch(request.url, request);
  await expect(response).toSatisfyContract({ request });
});
`;
}

/** A test for the runner of Node itself (https://nodejs.org/api/test.html). */
export function nodeTest(document: string, tried: TriedRequest): string {
  return `${importLine('assert', 'node:assert/strict')}
${importLine('{ after, before, test }', 'node:test')}
${importLine('{ exchangeOf, judge, loadContract, startMock }', 'docproof')}

let contract;
let mock;
before(async () => {
  contract = await loadContract(${literal(document)});
  mock = await startMock(contract, { port: 0 });
});
after(() => mock?.close());

${HINT}
test(${titleOf(tried)}, async () => {
  const request = ${requestCode(tried, 'mock.url')};
  const response = await fetch(request.url, request);
  const { verdict, violations, reasons } = judge(contract, await exchangeOf(response, request), {
    baseUrls: [mock.url],
  });
  assert.deepEqual({ verdict, violations, reasons }, { verdict: 'pass', violations: [], reasons: [] });
});
`;
}
