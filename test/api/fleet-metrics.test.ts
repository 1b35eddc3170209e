import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { serveFleetMetrics } from '../../src/api/fleet-metrics.js';

/** The status of the page with these header fields. `fetch` would not send a `Host` of ours. */
function statusOf(url: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const asking = request({ hostname, port, path: '/_docproof/metrics', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asking.once('error', reject);
    asking.end();
  });
}

test.each([
  ['localhost:9464', 200],
  ['127.0.0.1', 200],
  ['10.1.2.3:9464', 200],
  ['[::1]:9464', 200],
  ['evil.example', 403],
  ['evil.example:9464', 403],
  ['127.0.0.1.evil.example', 403],
  ['a@127.0.0.1', 403],
])('Metrics of a worker on this machine answer to the host %s with %i', async (host, status) => {
  const { url, close } = await serveFleetMetrics('0', 'worker');
  onTestFinished(close);
  expect(await statusOf(url, { host })).toBe(status);
});

test('Metrics of a worker answer to no page of another site, and by any name where other machines may ask', async () => {
  for (const address of ['0', '0.0.0.0:0']) {
    const { url, close } = await serveFleetMetrics(address, 'worker');
    onTestFinished(close);
    const at = url.replace('0.0.0.0', '127.0.0.1');
    expect(await statusOf(at, { origin: 'http://evil.example' })).toBe(403);
    expect(await statusOf(at, { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusOf(at, { 'sec-fetch-site': 'none' })).toBe(200);
    if (address !== '0') expect(await statusOf(at, { host: 'worker:9464' })).toBe(200);
  }
});
