import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import type { Case, Suite } from './case.js';
import { proxied } from './cases/proxied.js';
import { compareEach } from './compared.js';
import { throughProxies } from './differences/proxied.js';
import { type Serving, startPrism } from './prism-server.js';
import { send } from './send.js';
import { startService } from './service.js';
import { summary } from './summary.js';

/*
 * Each request goes through Prism's proxy and through ours to one service, and the client has to get the same line
 * (summary.ts), unless the list of
 * differences states both and the reason.
 */
const differences = new Map(throughProxies.flatMap(({ cases }) => cases).map((one) => [one.name, one]));

describe.each(proxied)('Prism and Docproof as $theme', ({ document, options, cases }: Suite) => {
  const servers: { service?: Serving; prism?: Serving; ours?: Serving } = {};

  beforeAll(async () => {
    servers.service = await startService();
    servers.prism = await startPrism(document, { cors: false, ...options }, servers.service.url);
    servers.ours = await startProxy(await contractOf(document), servers.service.url, { port: 0, ...options });
  });
  afterAll(async () => {
    await servers.prism?.close();
    await servers.ours?.close();
    await servers.service?.close();
  });

  const answerOf = async (server: Serving | undefined, one: Case): Promise<string> =>
    summary(await send(server?.url ?? '', one), one);

  compareEach(
    cases,
    differences,
    (one) => answerOf(servers.prism, one),
    (one) => answerOf(servers.ours, one),
  );
});

test('The list of differences between the proxies names only cases that exist', () => {
  const known = new Set(proxied.flatMap(({ cases }) => cases.map(({ name }) => name)));
  expect([...differences.keys()].filter((name) => !known.has(name))).toEqual([]);
});
