import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { crashes } from './cases/crashes.cases.js';
import { send } from './send.js';

describe('requests that end or hang Prism', () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startMock(await contractOf(crashes.document), { port: 0, cors: false });
  });
  afterAll(() => server.close());

  for (const one of crashes.cases) {
    test(`Docproof answers a request that ends or hangs Prism: ${one.name}`, async () => {
      const { status, headers } = await send(server.url, one);
      expect(one.statuses).toContain(status);
      if (status >= 400) expect(headers['content-type']).toMatch(/^application\/(problem\+)?json/);
      expect((await send(server.url, { name: 'alive', request: 'GET /pets' })).status).toBe(200);
    });
  }
});
