import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as columns from '../../bench/columns.mjs';
import { code, head, plain, table } from './markdown.mjs';

const RESULTS = fileURLToPath(new URL('../../bench/results/', import.meta.url));

/** The columns that readers compare; all figures are in bench/results. */
const { busyToFirstAnswer: _cpu, ...SERVERS } = columns.SERVERS;
const { megabytesPerSecond: _rate, ...PROGRAMS } = columns.PROGRAMS;
const { READERS } = columns;

/** The cases in the order of the page: those of a mock, of a checker, of a reader. */
const CASES = [
  ['mock', 'A request that is validated and answered from an example'],
  ['invalid', 'A request that is refused with what is wrong'],
  ['dynamic', 'A generated body'],
  ['github', "GitHub's description (13 MB): start, memory, requests"],
  ['routes', 'The last of 100 and of 10,000 operations'],
  ['unmatched', 'A path that is not documented'],
  ['check', 'Recorded traffic of a small document'],
  ['check-github', "Recorded traffic of GitHub's description"],
  ['check-large', 'Captures of 1 GB'],
  ['check-workers', 'Two threads against one'],
  ['check-hostile', 'Traffic that repeats nothing'],
  ['fleet', 'Worker processes on one machine against two threads'],
  ['read-yaml', 'Reading YAML'],
];

/** docs/benchmarks.md: tables made of bench/results. */
export function benchmarkPages() {
  const cases = CASES.filter(([name]) => existsSync(`${RESULTS}${name}.json`)).map(([name, title]) => ({
    name,
    title,
    result: read(name),
  }));
  const recall = existsSync(`${RESULTS}recall.json`) ? read('recall') : undefined;
  const text = [
    head('Benchmarks', { order: 1 }),
    'These tables are made of the results that `npm run bench` records. It runs Docproof and its peers in turn, on one machine, in processes of their own, with the same requests or captures; figures are medians of the rounds.',
    "Compare figures within a table only: runs of different days share a processor with other work. A ratio is of the same run. *Per CPU s* is requests per second of the server's own processor time.\n",
    'What a peer does not do in a case stands below the table. Read it first: a server that validates less has less to do. [How each case is measured, and how each peer is set up](../bench/README.md).\n',
    ...cases.map(sectionOf),
    ...(recall ? [recallSection(recall)] : []),
  ];
  return { 'docs/benchmarks.md': `${text.join('\n').replace(/\n*$/, '')}\n` };
}

/** @param {string} name */
function read(name) {
  return JSON.parse(readFileSync(`${RESULTS}${name}.json`, 'utf8'));
}

function sectionOf({ name, title, result }) {
  const rows = result.servers ?? result.programs;
  const all = result.servers ? SERVERS : rows.some((row) => 'readingSeconds' in row) ? READERS : PROGRAMS;
  const columns = Object.entries(all).filter(([key]) => rows.some((row) => row[key] !== undefined && row[key] !== ''));
  const lacking = new Map(
    rows.flatMap((row) => (row.lacks ? [[(row.server ?? row.program).replace(/, silent$/, ''), row.lacks]] : [])),
  );
  return [
    `## ${title}\n`,
    `${plain(result.request ?? result.capture)}. ${setting(result)} Case ${code(name)}.\n`,
    table(
      columns.map(([, heading]) => heading),
      rows.map((row) => columns.map(([key]) => shown(row[key]))),
    ),
    '',
    ...[...lacking].map(([who, what]) => `- ${who} does not ${what}.`),
    ...(lacking.size > 0 ? [''] : []),
    ...targetsOf(result),
  ].join('\n');
}

function setting({ date, machine, rounds }) {
  return `${date}, ${machine.cores} cores (${machine.cpu}), Node ${machine.node.slice(1)}${rounds === undefined ? '' : `, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`}.`;
}

function shown(value) {
  if (value === undefined || value === '') return '–';
  return typeof value === 'number' ? value.toLocaleString('en') : plain(value);
}

/** What was to be reached, and whether it was: a missed target is listed like the others. */
function targetsOf({ ratios = {}, targets = [] }) {
  const rows = targets
    .filter(({ ratio }) => ratios[ratio] !== undefined)
    .map(({ ratio, atLeast, atMost, says }) => {
      const value = ratios[ratio];
      const isReached = atLeast === undefined ? value <= atMost : value >= atLeast;
      return [
        plain(says),
        shown(value),
        atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`,
        isReached ? 'yes' : '**no**',
      ];
    });
  return rows.length === 0 ? [] : [table(['ratio', 'measured', 'target', 'reached?'], rows), ''];
}

/** Faults caught and false alarms, added up over the classes. */
function recallSection({ rows, date }) {
  const tools = Object.keys(rows[0]).filter((key) => !['class', 'isFault', 'exchanges'].includes(key));
  const titles = { docproof: 'Docproof', redoclyDrift: 'redocly drift', prism: "Prism's validators" };
  const total = (isFault, key) =>
    rows.filter((row) => row.isFault === isFault).reduce((sum, row) => sum + (row[key] ?? 0), 0);
  const classes = rows.filter(({ isFault }) => isFault);
  const caughtWhole = (tool) => classes.filter((row) => row[tool] === row.exchanges).length;
  return [
    '## Faults caught, and false alarms\n',
    `One fault is planted into each of ${total(true, 'exchanges').toLocaleString('en')} valid exchanges, ${classes.length} classes of faults; ${total(false, 'exchanges').toLocaleString('en')} exchanges have none. What is a fault is decided by the specification, not by a tool. ${date}. Case \`recall\`.\n`,
    table(
      ['tool', 'faults caught', 'classes caught whole', 'false alarms'],
      tools.map((tool) => [
        titles[tool] ?? tool,
        `${total(true, tool).toLocaleString('en')} of ${total(true, 'exchanges').toLocaleString('en')}`,
        `${caughtWhole(tool)} of ${classes.length}`,
        `${total(false, tool)} of ${total(false, 'exchanges')}`,
      ]),
    ),
    '',
  ].join('\n');
}
