import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningMock, startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { parseRaw, sendRaw, sendRawAndEnd } from '../support/raw-http.js';
import { headers, malformedField, malformedLine, malformedRest, method, target } from './any-request.js';
import { BODIES, KITCHEN_SINK } from './kitchen-sink.js';

/** More runs for a long night, and others: FUZZ_RUNS=20000 FUZZ_SEED=7. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121) || Date.now();

/** For one answer, in milliseconds. */
const PATIENCE = 5_000;

const OPTIONS = [
  {},
  { dynamic: true, cors: false, seed: 's' },
  { stateful: true, echo: true, fill: true },
  { errors: true, ignoreExamples: true },
  { validateRequest: 'warn', auth: false },
] as const;

let servers: RunningMock[] = [];
beforeAll(async () => {
  const contract = await contractOf(KITCHEN_SINK);
  servers = await Promise.all(OPTIONS.map((options) => startMock(contract, { port: 0, maxBody: 50_000, ...options })));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

async function stillAnswers(server: RunningMock): Promise<void> {
  const response = await fetch(`${server.url}/good`);
  await response.arrayBuffer();
  expect(response.status).toBe(200);
}

/** 500 may only be said where the document leaves no answer, and then as a problem that names why. */
const EXPLAINED = /#(?:NO_RESPONSE_DEFINED|VIOLATIONS)"/;

describe('the answer to any request', () => {
  test('Any well-formed HTTP request gets an answer, and a 5xx says why', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: OPTIONS.length - 1 }),
        method,
        target,
        headers,
        fc.constantFrom(...BODIES),
        async (index, verb, where, fields, body) => {
          const server = servers[index] ?? expect.fail();
          const bytes = Buffer.from(body);
          const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
          const sent = `${verb} ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines.join('')}Content-Length: ${bytes.length}\r\n\r\n`;
          const answer = parseRaw(
            await sendRaw(server.port, Buffer.concat([Buffer.from(sent, 'latin1'), bytes]), PATIENCE),
          );
          expect(answer.status, `${sent}${body.slice(0, 200)}`).toBeGreaterThanOrEqual(200);
          if (answer.status >= 500) expect(answer.body, `${sent}${body.slice(0, 200)}`).toMatch(EXPLAINED);
          if (/content-type: application\/problem\+json/i.test(answer.head) && verb !== 'HEAD') {
            expect(JSON.parse(answer.body)).toMatchObject({
              type: expect.any(String),
              title: expect.any(String),
              status: answer.status,
            });
          }
        },
      ),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    for (const server of servers) await stillAnswers(server);
  });

  test('Malformed HTTP never gets a 5xx answer, and the server keeps answering', async () => {
    await fc.assert(
      fc.asyncProperty(
        malformedLine,
        fc.array(malformedField, { maxLength: 4 }),
        malformedRest,
        async (first, fields, body) => {
          const [server] = servers;
          if (!server) return;
          // What is cut off ends with the connection: half of it closed, the rest must follow.
          const answer = await sendRawAndEnd(
            server.port,
            Buffer.from(`${[first, ...fields].join('\r\n')}\r\n\r\n${body}`, 'latin1'),
          );
          expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
        },
      ),
      { numRuns: Math.ceil(RUNS / 4), seed: SEED, endOnFailure: true },
    );
    for (const server of servers) await stillAnswers(server);
  });

  test('A repetitive form, an exploding pattern and a deeply nested body get an answer below 500', async () => {
    const [server] = servers;
    const port = server?.port ?? 0;
    const post = (where: string, type: string, body: string) =>
      sendRaw(
        port,
        `POST ${where} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        PATIENCE,
      ).then(parseRaw);
    expect((await post('/form', 'application/x-www-form-urlencoded', `${'a=1&'.repeat(8_000)}`)).status).toBeLessThan(
      500,
    );
    const nested = `${'{"children":['.repeat(3_000)}${']}'.repeat(3_000)}`;
    expect((await post('/json', 'application/json', nested)).status).toBeLessThan(500);
    const explosive = await sendRaw(
      port,
      `GET /query?f=${'a'.repeat(7_000)}! HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      PATIENCE,
    );
    expect(parseRaw(explosive).status).toBe(422);
  });
});
