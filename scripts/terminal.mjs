/**
 * Writes docs/images/terminal.svg: a recording of a terminal for README, of commands that are run here, so that what it
 * shows is what they print. It moves by CSS alone, once; where a reader wants no motion it shows the last picture.
 * A test holds the file to what the commands print today.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CLI, startMock } from './started-mock.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
export const FILE = join(ROOT, 'docs/images/terminal.svg');

/** What a service answered one day: the second answer and the third are not as the document says. */
const TRAFFIC = [
  { request: { method: 'GET', url: '/api/lamps' }, response: { status: 200, json: [{ id: 1, colour: 'red' }] } },
  {
    request: { method: 'POST', url: '/api/lamps', json: { colour: 'blue' } },
    response: { status: 201, json: { id: '3', colour: 'blue' } },
  },
  { request: { method: 'GET', url: '/api/lamps/7' }, response: { status: 500 } },
];
const REQUESTS = [[], ['--json', '{"colour":"green"}']];
const COLORED = { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' };
const COLUMNS = 84;
const CELL = { width: 8.4, height: 19, font: 14 };
const MARGIN = 18;
const SECONDS_A_CHARACTER = 0.035;

/**
 * Runs the commands in a new folder that holds the lamp shop's document and its traffic.
 * @returns {Promise<{ command: string, lines: string[] }[]>} what they print, with escape sequences of colours
 */
export async function record() {
  const folder = mkdtempSync(join(tmpdir(), 'docproof-terminal-'));
  copyFileSync(join(ROOT, 'examples/openapi.yaml'), join(folder, 'openapi.yaml'));
  writeFileSync(join(folder, 'traffic.ndjson'), `${TRAFFIC.map((exchange) => JSON.stringify(exchange)).join('\n')}\n`);
  const { server: mock, listening } = startMock(['openapi.yaml'], { cwd: folder, env: COLORED });
  let log = '';
  mock.stderr.on('data', (chunk) => {
    log += chunk;
  });
  try {
    const { url, printed } = await listening;
    const publicly = (text) => text.replaceAll(url, 'http://127.0.0.1:4010');
    const parts = [{ command: 'npx docproof mock openapi.yaml &', lines: linesOf(publicly(printed)) }];
    for (const args of REQUESTS) {
      log = '';
      const answer = await printedBy('curl', ['-s', `${url}/lamps`, ...args], folder);
      while (!log.includes('→')) await new Promise((resolve) => setTimeout(resolve, 5));
      const words = args.map((arg) => (/[^\w-]/.test(arg) ? `'${arg}'` : arg));
      const command = ['curl', 'http://127.0.0.1:4010/lamps', ...words].join(' ');
      parts.push({ command, lines: [...linesOf(log), ...linesOf(answer)] });
    }
    const report = await printedBy(process.execPath, [CLI, 'check', 'openapi.yaml', 'traffic.ndjson'], folder);
    parts.push({ command: 'npx docproof check openapi.yaml traffic.ndjson', lines: faults(report) });
    return parts;
  } finally {
    mock.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} text */
const linesOf = (text) => text.trimEnd().split('\n');

/** The faults of a check and its last line, without the coverage between them. @param {string} report */
function faults(report) {
  const lines = linesOf(report);
  return [
    ...lines.slice(
      3,
      lines.findIndex((line) => line.includes('Coverage')),
    ),
    lines.at(-1) ?? '',
  ];
}

/** @param {string} program @param {string[]} args @param {string} cwd @returns {Promise<string>} */
function printedBy(program, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: COLORED });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.once('error', reject);
    child.once('close', () => resolve(printed));
  });
}

/** The recording as an SVG image. @param {{ command: string, lines: string[] }[]} parts */
export function drawn(parts) {
  let at = 0.4;
  let row = 0;
  const rows = [];
  const text = (content, delay) => {
    row += 1;
    rows.push(
      `<text class="line" style="animation-delay:${delay.toFixed(2)}s" y="${row * CELL.height}">${content}</text>`,
    );
  };
  for (const { command, lines } of parts) {
    row += 1;
    rows.push(typed(command, row, at));
    at += command.length * SECONDS_A_CHARACTER + 0.5;
    for (const line of lines) for (const part of wrapped(line)) text(spans(part), at);
    row += 1;
    at += 1.2 + lines.length * 0.12;
  }
  const width = Math.ceil(COLUMNS * CELL.width + 2 * MARGIN);
  const height = row * CELL.height + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">A terminal: the mock starts and answers, and a check of recorded traffic finds two faults</title>
<style>
:root { --back: #f6f8fa; --text: #1f2328; --dim: #59636e; --red: #c21d24; --green: #116329; --yellow: #7d4e00; --blue: #0550ae; --cyan: #0b5c73 }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #e6edf3; --dim: #9198a1; --red: #ff7b72; --green: #56d364; --yellow: #e3b341; --blue: #79c0ff; --cyan: #76e3ea } }
rect { fill: var(--back) }
text { font: ${CELL.font}px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: var(--text); white-space: pre }
.bold { font-weight: 700 } .dim { fill: var(--dim) } .red { fill: var(--red) } .green { fill: var(--green) } .yellow { fill: var(--yellow) } .blue { fill: var(--blue) } .cyan { fill: var(--cyan) }
.line { animation: appear .01s both }
.typed { animation: type 1s both }
@keyframes appear { from { opacity: 0 } }
@keyframes type { from { clip-path: inset(0 100% 0 0) } to { clip-path: inset(0 0 0 0) } }
@media (prefers-reduced-motion: reduce) { .line, .typed { animation: none } }
</style>
<rect width="100%" height="100%" rx="8"/>
<g transform="translate(${MARGIN} ${MARGIN - 5})">
${rows.join('\n')}
</g>
</svg>
`;
}

/** A command as it is typed: its prompt is there from the moment the one before has ended. */
function typed(command, row, at) {
  const y = row * CELL.height;
  const seconds = (command.length * SECONDS_A_CHARACTER).toFixed(2);
  const timing = `animation-delay:${at.toFixed(2)}s;animation-duration:${seconds}s;animation-timing-function:steps(${command.length})`;
  return `<text class="line" style="animation-delay:${(at - 0.3).toFixed(2)}s" y="${y}"><tspan class="green">$</tspan></text><text class="typed bold" style="${timing}" x="${2 * CELL.width}" y="${y}">${escaped(command)}</text>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with this character (ECMA-48).
const SEQUENCE = /\u001b\[(\d+)m/;
const STYLES = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow', 34: 'blue', 36: 'cyan' };

/** A long line goes on in the next, as in a terminal. Only plain lines may be so long. @param {string} line */
function wrapped(line) {
  if (SEQUENCE.test(line)) return [line];
  return line.match(new RegExp(`.{1,${COLUMNS}}`, 'gu')) ?? [''];
}

/** A line with escape sequences, as spans with classes. @param {string} line */
function spans(line) {
  const [first = '', ...rest] = line.split(SEQUENCE);
  let classes = new Set();
  let out = escaped(first);
  for (let index = 0; index < rest.length; index += 2) {
    const style = STYLES[rest[index]];
    if (style) classes.add(style);
    else if (rest[index] === '22') classes = new Set([...classes].filter((name) => name !== 'bold' && name !== 'dim'));
    else classes = new Set([...classes].filter((name) => name === 'bold' || name === 'dim'));
    const content = rest[index + 1] ?? '';
    if (content !== '')
      out +=
        classes.size === 0 ? escaped(content) : `<tspan class="${[...classes].join(' ')}">${escaped(content)}</tspan>`;
  }
  return out;
}

/** @param {string} text */
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(FILE, drawn(await record()));
