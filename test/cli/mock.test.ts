import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServing } from '../support/command.js';
import { HEADERS, payload } from '../support/operations.js';
import { startForTest } from '../support/serve.js';

/** Starts `docproof mock` on a free port, lets `use` call it, stops it, and gives what it wrote. */
async function whileMocking(
  flags: readonly string[],
  use: (url: string) => Promise<void>,
): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const { child, url, seen } = await startServing(['mock', ...flags]);
  await use(url);
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.kill('SIGTERM');
  return { code: await code, ...seen };
}

async function callTwice(url: string): Promise<void> {
  for (const body of [payload('createIdentityRiskEvent', 'request.documented'), '{"riskLevel":"\\u001b[31msevere"}']) {
    await (await fetch(`${url}/identityRiskEvents`, { method: 'POST', headers: HEADERS, body })).arrayBuffer();
  }
}

test('The mock lists its operations, logs each request with its faults and ends with 0 when it is stopped', async () => {
  const { stdout, stderr, code } = await whileMocking([], callTwice);
  expect(stdout).toMatch(/POST {2}http:\/\/127\.0\.0\.1:\d+\/v1\.0\/auditLogs\/signIns\n/);
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d POST \/identityRiskEvents → 201 in [\d.]+ ms, example documented$/),
    expect.stringMatching(/^ {2}! request body \/riskLevel repeats the documented placeholder "String"/),
    expect.stringMatching(/^ {2}! request body \/riskEventStatus repeats/),
    // The answer is the documented one, placeholders and all.
    expect.stringMatching(/^ {2}! response body \/riskLevel repeats/),
    expect.stringMatching(/^ {2}! response body \/riskEventStatus repeats/),
    expect.stringMatching(/^\d\d:\d\d:\d\d POST \/identityRiskEvents → 400 in [\d.]+ ms(?:, example \w+)?$/),
    '  ✗ request body must have property "userDisplayName"',
    '  ✗ request body must have property "userPrincipalName"',
    '  ✗ request body must have property "riskEventDateTime"',
    '  ✗ request body must have property "riskEventType"',
    '  ✗ request body must have property "riskEventStatus"',
    '  … and 3 more',
    '',
  ]);
  expect(code).toBe(0);
});

test('The mock logs only refused requests at level error, and nothing at level silent', async () => {
  expect((await whileMocking(['-v', 'error'], callTwice)).stderr).toMatch(
    /^\S+ POST \/identityRiskEvents → 400 in .*\n/,
  );
  expect((await whileMocking(['--verboseLevel', 'silent'], callTwice)).stderr).toBe('');
});

test('The boolean flags of the mock may be spelled as in Prism', async () => {
  const origin = async (url: string): Promise<string | null> =>
    (await fetch(`${url}/x`)).headers.get('access-control-allow-origin');
  for (const [flags, expected] of [
    [[], '*'],
    [['--cors'], '*'],
    [['--no-cors'], null],
    [['--cors=false'], null],
    [['--cors=true'], '*'],
  ] as const) {
    await whileMocking(['-v', 'silent', ...flags], async (url) =>
      expect(await origin(url), flags.join(' ')).toBe(expected),
    );
  }
});

test('The flag --example chooses the example for all answers of the mock', async () => {
  await whileMocking(['--example', 'realistic', '-v', 'silent'], async (url) => {
    const response = await fetch(`${url}/identityRiskEvents`, {
      method: 'POST',
      headers: HEADERS,
      body: payload('createIdentityRiskEvent', 'request.documented'),
    });
    expect(await response.json()).toEqual(JSON.parse(payload('createIdentityRiskEvent', '201.realistic')));
  });
});

test('The mock serves what an overlay adds and reloads the overlay when it changes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docproof-mock-overlay-'));
  const overlay = join(folder, 'overlay.yaml');
  const write = (path: string): void =>
    writeFileSync(
      overlay,
      `overlay: 1.0.0
info: { title: more, version: '1' }
actions: [{ target: $.paths, update: { ${path}: { get: { security: [], responses: { '204': { description: done } } } } } }]
`,
    );
  write('/first');
  const { code } = await whileMocking(['--overlay', overlay, '--watch'], async (url) => {
    expect((await fetch(`${url}/first`)).status).toBe(204);
    write('/second');
    await expect.poll(async () => (await fetch(`${url}/second`)).status, { timeout: 20_000 }).toBe(204);
  });
  expect(code).toBe(0);
  rmSync(folder, { recursive: true });
}, 30_000);

test('The mock warns of a name for --example that no example has, and of no name that one has', async () => {
  const known = await startForTest('mock', '--example', 'realistic');
  const unknown = await startForTest('mock', '--example', 'realistc');
  await expect.poll(() => unknown.seen.stderr, { timeout: 20_000 }).toContain('no example has the name "realistc"');
  // It started earlier, and would have warned by now.
  expect(known.seen.stderr).toBe('');
});

test('The log of a mock puts a preflight on the line of its request, and reports one alone', async () => {
  const ask = { Origin: 'http://app.test', 'Access-Control-Request-Method': 'POST' };
  const { stderr } = await whileMocking([], async (url) => {
    await fetch(`${url}/identityRiskEvents`, { method: 'OPTIONS', headers: ask });
    const body = payload('createIdentityRiskEvent', 'request.documented');
    await (await fetch(`${url}/identityRiskEvents`, { method: 'POST', headers: HEADERS, body })).arrayBuffer();
    await fetch(`${url}/auditLogs/signIns`, { method: 'OPTIONS', headers: ask });
  });
  const lines = stderr.split('\n').filter((line) => line.includes('→'));
  expect(lines).toEqual([
    expect.stringMatching(/ POST \/identityRiskEvents → 201 in [\d.]+ ms, example documented, after a preflight$/),
    expect.stringMatching(/ OPTIONS \/auditLogs\/signIns → 204 in [\d.]+ ms \(preflight; no request followed\)$/),
  ]);
});

test('A control character in a path of the document is shown, and does not steer the terminal', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docproof-mock-'));
  const paths = { '/lamps\u001b[31mred': { get: { responses: { 200: { description: 'ok' } } } } };
  const document = { openapi: '3.1.0', info: { title: 'Lamps', version: '1' }, paths };
  writeFileSync(join(folder, 'lamps.json'), JSON.stringify(document));
  const { child, seen } = await startServing(['mock', join(folder, 'lamps.json')]);
  const ended = new Promise((resolve) => child.on('close', resolve));
  child.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true });
  expect(seen.stdout).toContain('/lamps\\u001b[31mred');
  expect(seen.stdout).not.toContain('\u001b');
});
