import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Started } from '../support/command.js';
import { askAt, startForTest } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /numbered:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array }, example: [] } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: 5, name: a } } } } }
  /numbered/{id}:
    get: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }
  /seeded:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array }, example: [] } } } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: x1, name: a } } } } }
  /seeded/{id}:
    get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-restart-'));
  writeFileSync(join(folder, 'api.yaml'), DOCUMENT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a mock that logs nothing. */
const start = (...flags: readonly string[]): Promise<Started> =>
  startForTest('mock', join(folder, 'api.yaml'), '-v', 'silent', ...flags);

async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const ended = new Promise((resolve) => child.on('exit', resolve));
  child.kill(signal);
  await ended;
}

/** Creates items at once. @returns status and id of each */
async function create(url: string, collection: string): Promise<[number, unknown][]> {
  const made = await Promise.all(
    Array.from({ length: 6 }, () => askAt(url, `POST /${collection}`, { body: { name: 'b' } })),
  );
  return made.map(({ status, json }) => [status, (json as { id: unknown }).id]);
}

describe('docproof mock --state', () => {
  test.each([
    ['one process that is killed', [], 'SIGKILL'],
    ['one process that is stopped', [], 'SIGTERM'],
    ['several processes that are stopped', ['-m'], 'SIGTERM'],
  ] as const)('A mock with --state gives no id twice after a restart: %s', async (title, flags, signal) => {
    const state = join(folder, `${title}.db`);
    const options = [...flags, '--state', `file:${state}`, '--seed', 's'];
    const seen: [number, unknown][] = [];
    for (let round = 0; round < 2; round += 1) {
      const { child, url } = await start(...options);
      for (const collection of ['numbered', 'seeded']) seen.push(...(await create(url, collection)));
      if (round === 1) expect((await askAt(url, 'GET /numbered')).json).toHaveLength(12);
      await stop(child, signal);
    }
    expect(seen.map(([status]) => status)).toEqual(seen.map(() => 201));
    expect(new Set(seen.map(([, id]) => id)).size).toBe(24);
    const numbers = seen.map(([, id]) => id).filter((id) => typeof id === 'number');
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => 6 + index));
  });
});
