// answer-all.mjs NAME: loads one large document, asks each operation once for an example and once for a generated
// body, and prints what it took as JSON.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadContract, startMock } from '../../dist/api/index.js';
import { LARGE_DOCUMENTS } from '../../test/scale/documents/index.mjs';

const [name = ''] = process.argv.slice(2);
const { files, requests } = LARGE_DOCUMENTS[name]();
const folder = mkdtempSync(join(tmpdir(), 'docproof-large-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const loading = process.cpuUsage();
const contract = await loadContract(join(folder, '/docs/openapi.yaml'));
const load = milliseconds(loading);
const result = { document: name, operations: contract.operations.length, load };
for (const way of ['static', 'dynamic']) {
  // A mock of its own, so that each answer is the first of its operation; compiled schemas are the contract's.
  const server = await startMock(contract, { port: 0, dynamic: way === 'dynamic', seed: 'a' });
  const taken = [];
  for (const asked of requests) {
    const started = process.cpuUsage();
    const status = await statusOf(server.port, asked);
    if (status >= 500) throw new Error(`${asked.method} ${asked.target} is answered with ${status}`);
    taken.push({ operation: `${asked.method} ${asked.target.split('?')[0]}`, took: milliseconds(started) });
  }
  await server.close();
  taken.sort((a, b) => b.took - a.took);
  result[way] = {
    slowest: taken[0].took,
    operation: taken[0].operation,
    median: taken[Math.floor(taken.length / 2)].took,
  };
}
console.log(JSON.stringify(result));
process.exit(0);

/** Processor time of this process, which is client and server. */
function milliseconds(since) {
  const { user, system } = process.cpuUsage(since);
  return Math.round((user + system) / 1000);
}

function statusOf(port, { method, target, headers, body }) {
  return new Promise((resolve, reject) => {
    const fields = body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) };
    const sent = request({ port, method, path: target, headers: fields, agent: false }, (incoming) => {
      incoming.resume();
      incoming.on('end', () => resolve(incoming.statusCode));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
