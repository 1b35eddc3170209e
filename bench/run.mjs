// The mock against Prism's command line and a bare node:http server: the same request, in turn, in one run.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('./', import.meta.url));
const ROOT = join(HERE, '..');
const DOCPROOF = join(ROOT, 'dist/cli/main.js');
const isQuick = process.argv.includes('--quick');
const ROUNDS = isQuick ? 3 : 7;
const SECONDS = isQuick ? 2 : 5;
const CONNECTIONS = 10;

if (!existsSync(join(HERE, 'node_modules'))) {
  console.log('installing the peers (npm ci --prefix bench) …');
  const { status } = spawnSync('npm', ['ci', '--prefix', HERE, '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}
const { default: autocannon } = await import('autocannon');

const temporary = mkdtempSync(join(tmpdir(), 'docproof-bench-'));
const children = [];
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(temporary, { recursive: true, force: true });
});
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));
const bundled = join(temporary, 'openapi.yaml');
const answer = join(ROOT, 'mocks/createIdentityRiskEvent/201.documented.json');
run(process.execPath, [DOCPROOF, 'bundle', '--quiet', '-o', bundled]);

// Prism demands the read-only members too, so the body has them: it must pass everywhere.
const body = readFileSync(join(ROOT, 'mocks/createIdentityRiskEvent/201.realistic.json'), 'utf8');
const request = {
  method: 'POST',
  path: '/identityRiskEvents',
  headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
  body,
};

const PRISM = join(HERE, 'node_modules/@stoplight/prism-cli/dist/index.js');
const peers = [
  { name: 'docproof mock', args: (port) => [DOCPROOF, 'mock', '--port', port] },
  { name: 'docproof mock, silent', args: (port) => [DOCPROOF, 'mock', '--quiet', '--port', port] },
  { name: 'prism mock', args: (port) => [PRISM, 'mock', '--port', port, bundled] },
  { name: 'prism mock, silent', args: (port) => [PRISM, 'mock', '--verboseLevel', 'silent', '--port', port, bundled] },
  { name: 'node:http', args: (port) => [join(HERE, 'bare-server.mjs'), answer, port] },
];

for (const peer of peers) {
  peer.port = await freePort();
  const started = performance.now();
  // Prism 5.16 cannot start with NODE_ENV=production.
  const { NODE_ENV: _, ...env } = process.env;
  const child = spawn(process.execPath, peer.args(String(peer.port)), { stdio: 'ignore', env });
  children.push(child);
  await Promise.race([firstAnswer(peer), untimelyEnd(peer, child)]);
  peer.start = performance.now() - started;
  peer.pid = child.pid;
  peer.rounds = [];
}
for (const peer of peers) await load(peer, 2);
for (let round = 0; round < ROUNDS; round += 1) {
  for (const peer of peers) peer.rounds.push(await load(peer, SECONDS));
  console.log(
    `round ${round + 1} of ${ROUNDS}: ${peers.map((peer) => `${peer.name} ${Math.round(peer.rounds.at(-1).rate)}/s`).join(', ')}`,
  );
}

const rows = peers.map((peer) => ({
  server: peer.name,
  requestsPerSecond: Math.round(median(peer.rounds.map(({ rate }) => rate))),
  p50: median(peer.rounds.map(({ p50 }) => p50)),
  p99: median(peer.rounds.map(({ p99 }) => p99)),
  startToFirstAnswer: Math.round(peer.start),
  residentMegabytes: residentMegabytes(peer.pid),
}));
const ratio = (a, b) => median(peers[a].rounds.map(({ rate }, round) => rate / peers[b].rounds[round].rate));
const result = {
  date: new Date().toISOString().slice(0, 10),
  command: 'npm run bench',
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, platform: process.platform },
  versions: {
    docproof: versionIn(ROOT),
    prism: versionIn(join(HERE, 'node_modules/@stoplight/prism-cli')),
    autocannon: versionIn(join(HERE, 'node_modules/autocannon')),
  },
  request: 'POST /identityRiskEvents, validated, static example',
  rounds: ROUNDS,
  secondsEach: SECONDS,
  connections: CONNECTIONS,
  servers: rows,
  ratios: {
    toPrism: round2(ratio(0, 2)),
    silentToSilentPrism: round2(ratio(1, 3)),
    silentToBare: round2(ratio(1, 4)),
    toBare: round2(ratio(0, 4)),
  },
};
printTable(rows);
const { toPrism, silentToSilentPrism, toBare, silentToBare } = result.ratios;
console.log(
  `\ndocproof : prism = ${toPrism}, both silent ${silentToSilentPrism} (target 12)    docproof : node:http = ${toBare}, silent ${silentToBare} (target 0.4)`,
);
// The recorded figures are those which the README gives: a short run does not replace them.
if (!isQuick) {
  mkdirSync(join(HERE, 'results'), { recursive: true });
  writeFileSync(join(HERE, 'results/mock.json'), `${JSON.stringify(result, null, 2)}\n`);
}
process.exit(0);

async function load({ port, name }, duration) {
  const measured = await autocannon({
    url: `http://127.0.0.1:${port}${request.path}`,
    ...request,
    connections: CONNECTIONS,
    duration,
  });
  if (measured.non2xx > 0 || measured.errors > 0 || measured['2xx'] === 0)
    throw new Error(
      `${name} did not answer each request with 2xx: ${measured.non2xx} others, ${measured.errors} errors`,
    );
  return { rate: measured.requests.total / measured.duration, p50: measured.latency.p50, p99: measured.latency.p99 };
}

/** Asks until the first 201 with a body comes. */
async function firstAnswer({ port, name }) {
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${request.path}`, request);
      const text = await response.text();
      if (response.status !== 201 || !text.includes('@odata.type'))
        throw new Error(`${name} answers ${response.status}: ${text.slice(0, 300)}`);
      return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  throw new Error(`${name} did not answer within a minute`);
}

/** Never resolves: whoever waits for an answer hears of a server that ends instead. */
function untimelyEnd({ name }, child) {
  return new Promise((_, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`${name} ended with ${code ?? signal}`)));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function versionIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}

function residentMegabytes(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Math.round(Number(stdout) / 1024);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function round2(value) {
  return Math.round(value * 100) / 100;
}

function printTable(table) {
  const heads = {
    server: 'server',
    requestsPerSecond: 'requests/s',
    p50: 'p50 ms',
    p99: 'p99 ms',
    startToFirstAnswer: 'first answer ms',
    residentMegabytes: 'memory MB',
  };
  const lines = [heads, ...table].map((row) => Object.keys(heads).map((key) => String(row[key])));
  const widths = Object.keys(heads).map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  console.log();
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  '),
    );
}
