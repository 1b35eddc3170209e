// Which planted faults does each checker find, and what does it find where nothing is wrong? An error or a warning at
// the exchange counts,
// where it is not also said of the same exchange without the fault.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../captures/random.mjs';
import { writeHar, writeNdjson } from '../captures/write.mjs';
import { BENCH, DOCPROOF, temporary } from '../cases/context.mjs';
import { libraryDocument } from './document.mjs';
import { FAULTS, FAULTS_IN_31, NO_FAULTS } from './faults.mjs';
import { validExchanges } from './valid.mjs';

const VERSIONS = ['3.0.3', '3.1.0'];
/** Each way to plant a fault is planted so often, in another exchange each. */
const TIMES = 10;

const CHECKERS = { docproof, redoclyDrift, prism };

/**
 * Gives a row a class: how many exchanges, and in how many each checker found something; null where it cannot read
 * them.
 * And the shares in per cent, of all and by version of the document.
 */
export async function measureRecall() {
  const versions = new Map();
  for (const version of VERSIONS) versions.set(version, await measureVersion(version));
  const rows = [...versions.values()].reduce((sum, more) => sum.map((row, index) => added(row, more[index])));
  const shares = { all: sharesOf(rows) };
  for (const [version, those] of versions) shares[`OpenAPI ${version}`] = sharesOf(those);
  return { rows, shares };
}

/** Neither a fault nor another exchange. */
const asItIs = (exchange) => exchange;

function added(a, b) {
  const sum = { ...a };
  for (const key of ['exchanges', ...Object.keys(CHECKERS)]) if (sum[key] !== null) sum[key] += b[key];
  return sum;
}

function classes() {
  return [
    ...Object.entries(FAULTS).map(([name, [of, ...plants]]) => ({ name, isFault: true, of: [of], plants })),
    ...Object.entries(FAULTS_IN_31).map(([name, [of, ...plants]]) => ({
      name,
      isFault: true,
      of: [of],
      plants,
      versions: ['3.1.0'],
    })),
    ...Object.entries(NO_FAULTS).map(([name, { of, change = [], ...habit }]) => ({
      name,
      isFault: false,
      of,
      plants: [(exchange) => change.reduce((changed, step) => step(changed), exchange)],
      ...habit,
    })),
  ].map((row) => ({ ...row, exchanges: 0, found: { docproof: 0, redoclyDrift: 0, prism: 0 } }));
}

async function measureVersion(version) {
  const rows = classes();
  const document = join(temporary, `library-${version}.json`);
  writeFileSync(document, JSON.stringify(libraryDocument(version)));
  const invent = validExchanges(createRandom(20_261_121));
  const fitting = rows.filter(({ versions }) => !versions || versions.includes(version));
  const planted = fitting.flatMap((row) =>
    row.of.flatMap((of) =>
      row.plants.flatMap((plant) =>
        Array.from({ length: TIMES }, () => {
          const { beside = asItIs, plant: change } = typeof plant === 'function' ? { plant } : plant;
          const twin = beside(invent[of]());
          return { row, exchange: change(twin), twin };
        }),
      ),
    ),
  );
  for (const { row } of planted) row.exchanges += 1;
  for (const creator of [undefined, 'WebInspector']) {
    const here = planted.filter(({ row }) => row.creator === creator);
    await judge('har', here, creator, document, ['docproof', 'redoclyDrift']);
  }
  const plain = planted.filter(({ row }) => !row.onlyInHar);
  await judge('ndjson', plain, undefined, document, ['prism']);
  return rows.map(({ name, isFault, exchanges, onlyInHar, found }) => ({
    class: name,
    isFault,
    exchanges,
    ...found,
    ...(onlyInHar ? { prism: null } : {}),
  }));
}

/** Each exchange is followed by its twin: what is said of both alike is not said of the difference. Where both are one, all is. */
async function judge(format, planted, creator, document, checkers) {
  const capture = join(temporary, `recall.${format}`);
  const exchanges = planted.flatMap(({ exchange, twin }) => [exchange, twin]);
  if (format === 'har') await writeHar(capture, exchanges, Number.POSITIVE_INFINITY, creator);
  else await writeNdjson(capture, exchanges);
  for (const checker of checkers) {
    const findings = CHECKERS[checker](document, capture);
    for (const [pair, { row, exchange, twin }] of planted.entries()) {
      const said = findings.get(2 * pair) ?? [];
      const saidOfTwin = new Set(exchange === twin ? [] : findings.get(2 * pair + 1));
      if (said.some((finding) => !saidOfTwin.has(finding))) row.found[checker] += 1;
    }
  }
}

function docproof(document, capture) {
  const report = join(temporary, 'recall-docproof.ndjson');
  run([DOCPROOF, 'check', document, capture, '--quiet', '--format', `ndjson=${report}`]);
  const lines = readFileSync(report, 'utf8').trim().split('\n');
  const outcomes = lines.map((line) => JSON.parse(line)).filter(({ exchange }) => exchange !== undefined);
  return gathered(
    outcomes.flatMap(({ exchange, violations }) =>
      violations.map(({ location, message }) => [exchange, `${location} ${message}`]),
    ),
  );
}

function redoclyDrift(document, capture) {
  const report = join(temporary, 'recall-drift.csv');
  const redocly = join(BENCH, 'node_modules/@redocly/cli/bin/cli.js');
  run([
    redocly,
    'drift',
    capture,
    '--api',
    document,
    '--min-severity',
    'warning',
    '--format',
    'csv',
    '--output',
    report,
  ]);
  const [heads, ...records] = fieldsOf(readFileSync(report, 'utf8'));
  const [exchange, message] = [heads.indexOf('exchange_index'), heads.indexOf('message')];
  return gathered(records.map((record) => [Number(record[exchange]), record[message]]));
}

function prism(document, capture) {
  const report = join(temporary, 'recall-prism.json');
  run([join(BENCH, 'peers/prism-judge.mjs'), capture, document, report]);
  return gathered(JSON.parse(readFileSync(report, 'utf8')));
}

/** What was said, by the exchange of which it was said. */
function gathered(findings) {
  const byExchange = new Map();
  for (const [index, finding] of findings) byExchange.set(index, [...(byExchange.get(index) ?? []), finding]);
  return byExchange;
}

/** CSV (RFC 4180). */
function fieldsOf(text) {
  const records = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r?\n|$)/g)) {
    records.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') records.push([]);
  }
  return records.filter((record) => record.length > 1);
}

function run(args) {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28, env });
  // 1: faults were found.
  if (status !== 0 && status !== 1)
    throw new Error(`${args[0]} ended with ${status}: ${`${stdout}\n${stderr}`.slice(-600)}`);
}

/** In per cent of the exchanges that the checker can read. */
function sharesOf(rows) {
  const share = (checker, isFault) => {
    const those = rows.filter((row) => row.isFault === isFault && row[checker] !== null);
    const total = (key) => those.reduce((sum, row) => sum + row[key], 0);
    return Math.round((total(checker) / total('exchanges')) * 1000) / 10;
  };
  return Object.fromEntries(
    Object.keys(CHECKERS).map((checker) => [
      checker,
      { caught: share(checker, true), falseAlarms: share(checker, false) },
    ]),
  );
}

/** The table, and the shares below it. */
export function showRecall({ rows, shares }) {
  const heads = ['', 'exchanges', ...Object.keys(CHECKERS)];
  const lines = [
    heads,
    ...rows.map((row) => [
      `${row.isFault ? '' : 'no fault: '}${row.class}`,
      row.exchanges,
      ...Object.keys(CHECKERS).map((checker) => row[checker] ?? 'cannot read'),
    ]),
  ].map((line) => line.map(String));
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const text = lines.map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
  );
  const sums = Object.entries(shares).flatMap(([of, checkers]) =>
    Object.entries(checkers).map(
      ([checker, { caught, falseAlarms }]) =>
        `${of}, ${checker}: ${caught} % of the faults caught, ${falseAlarms} % false alarms`,
    ),
  );
  return ['', ...text, '', ...sums, ''].join('\n');
}
