// npm run bench [-- --quick] [-- --case NAME]: each case against its peers, in one run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('./', import.meta.url));
const isQuick = process.argv.includes('--quick');
const only = process.argv.includes('--case') ? process.argv[process.argv.indexOf('--case') + 1] : undefined;
const effort = isQuick
  ? { rounds: 3, seconds: 2, starts: 1, size: 0.1 }
  : { rounds: 5, seconds: 4, starts: 3, size: 1 };

if (!existsSync(join(HERE, 'node_modules'))) {
  console.log('installing the peers (npm ci --prefix bench) …');
  const { status } = spawnSync('npm', ['ci', '--prefix', HERE, '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) process.exit(1);
}
const { cases } = await import('./cases/index.mjs');
const { fleet, showFleet } = await import('./cases/fleet.mjs');
const { measure } = await import('./measure.mjs');
const { measurePrograms } = await import('./programs.mjs');
const { measureRecall, showRecall } = await import('./recall/measure.mjs');
const { measureLarge, showLarge } = await import('./large/measure.mjs');
const { show } = await import('./table.mjs');
const names = [...Object.keys(cases), 'large', 'fleet', 'recall'];
if (only !== undefined && !names.includes(only)) {
  console.error(`there is no case ${only}: ${names.join(', ')}`);
  process.exit(2);
}
const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, platform: process.platform };
const versions = {
  docproof: versionIn(join(HERE, '..')),
  prism: versionIn(join(HERE, 'node_modules/@stoplight/prism-cli')),
  steady: versionIn(join(HERE, 'node_modules/@stdy/cli')),
  scalarMockServer: versionIn(join(HERE, 'node_modules/@scalar/mock-server')),
  msw: versionIn(join(HERE, 'node_modules/msw')),
  mswSource: versionIn(join(HERE, 'node_modules/@msw/source')),
  mswHttpMiddleware: versionIn(join(HERE, 'node_modules/@mswjs/http-middleware')),
  expressOpenapiValidator: versionIn(join(HERE, 'node_modules/express-openapi-validator')),
  openapiBackend: versionIn(join(HERE, 'node_modules/openapi-backend')),
  githubDescription: versionIn(join(HERE, 'node_modules/@octokit/openapi')),
  redocly: versionIn(join(HERE, 'node_modules/@redocly/cli')),
  jsYaml: versionIn(join(HERE, 'node_modules/js-yaml')),
  ajv: versionIn(join(HERE, 'node_modules/ajv')),
  autocannon: versionIn(join(HERE, 'node_modules/autocannon')),
};
for (const [name, bench] of Object.entries(cases)) {
  if (only !== undefined && only !== name) continue;
  console.log(`${name}: ${bench.title}`);
  const { rows, ratios } = await (bench.programs ? measurePrograms : measure)(bench, effort);
  console.log(show(rows, ratios, bench.targets));
  for (const reason of bench.notMeasured ?? []) console.log(`not measured: ${reason}`);
  record(name, {
    ...(bench.programs
      ? { capture: bench.title, rounds: bench.rounds ?? effort.rounds, programs: rows }
      : { request: bench.title, rounds: effort.rounds, secondsEach: effort.seconds, connections: 10, servers: rows }),
    ratios,
    targets: bench.targets,
    ...(bench.notMeasured ? { notMeasured: bench.notMeasured } : {}),
  });
}
if (only === undefined || only === 'large') {
  console.log('large: the first answer of each operation of large documents, in processor time');
  const large = measureLarge();
  console.log(showLarge(large));
  record('large', large);
}
if (only === undefined || only === 'fleet') {
  console.log('fleet: docproof check --queue with worker processes, and a simulation of more');
  const found = await fleet(effort);
  if (found) {
    console.log(showFleet(found));
    record('fleet', found);
  } else console.log('not measured: there is no redis-server');
}
if (only === undefined || only === 'recall') {
  console.log('recall: planted faults, and what is no fault');
  const recall = await measureRecall();
  console.log(showRecall(recall));
  record('recall', recall);
}
process.exit(0);

/** The recorded figures are those which the README gives: a short run does not replace them. */
function record(name, figures) {
  if (isQuick) return;
  mkdirSync(join(HERE, 'results'), { recursive: true });
  const result = {
    date: new Date().toISOString().slice(0, 10),
    command: 'npm run bench',
    machine,
    versions,
    ...figures,
  };
  writeFileSync(join(HERE, 'results', `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

function versionIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}
