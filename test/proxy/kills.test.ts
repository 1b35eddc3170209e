import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const LIBRARY = pathToFileURL(fileURLToPath(new URL('../../dist/api/index.js', import.meta.url))).href;

/** `DOCPROOF_KILLS=100` is the long form. */
const KILLS = Number(process.env.DOCPROOF_KILLS ?? 10);

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /things: { post: { requestBody: { content: { text/plain: {} } }, responses: { '200': { description: ok } } } } }
`;

/** Answers with its id first, in the framings that a service may choose. */
const SERVICE = `(request, response) => {
  let id = '';
  request.on('data', (chunk) => { id += chunk; });
  request.on('end', () => {
    const kind = Math.floor(Math.random() * 12);
    response.setHeader('content-type', 'text/plain');
    if (kind === 0) { const body = id + ' ' + 'x'.repeat(300000); response.setHeader('content-length', body.length); response.end(body); }
    else if (kind === 1) { response.write(id); setTimeout(() => response.end(' in chunks'), 5); }
    else if (kind === 2) { response.setHeader('content-length', id.length + 5); response.write(id); setTimeout(() => { response.write(' slow'); response.end(); }, 5); }
    else response.end(id + ' done');
  });
}`;

let folder: string;
let upstream: string;
let stop: () => void;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-kills-'));
  writeFileSync(join(folder, 'api.yaml'), DOCUMENT);
  const service = createServer(new Function(`return ${SERVICE}`)());
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const address = service.address();
  upstream = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  stop = () => {
    service.closeAllConnections();
    service.close();
  };
});
afterAll(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What runs until it is killed, how it begins to record to a file, and who counts what was answered. */
const TARGETS = {
  proxy: (file: string): string[] => [
    MAIN,
    'proxy',
    join(folder, 'api.yaml'),
    upstream,
    '--port',
    '0',
    '-v',
    'silent',
    '--record',
    file,
  ],
  recorder: (file: string): string[] =>
    script(`const recorder = await createRecorder(${JSON.stringify(file)});
      const server = (await import('node:http')).createServer((request, response) => {
        recorder.handler(request, response);
        (${SERVICE})(request, response);
      });
      server.listen(0, '127.0.0.1', () => console.log('Forwarding http://127.0.0.1:' + server.address().port));`),
  fetch: (file: string): string[] =>
    script(`const { writeSync } = await import('node:fs');
      const recorder = await createRecorder(${JSON.stringify(file)});
      const recorded = recorder.fetch();
      const work = async () => {
        for (;;) {
          const body = 'id' + Math.random().toString(36).slice(2);
          const text = await (await recorded('${upstream}/things', { method: 'POST', body })).text();
          writeSync(1, 'answered ' + text.split(' ')[0] + ' ');
        }
      };
      writeSync(1, 'Forwarding http://127.0.0.1:0 ');
      for (let index = 0; index < 4; index += 1) work();`),
} as const;

function script(text: string): string[] {
  return ['--input-type=module', '-e', `import { createRecorder } from '${LIBRARY}';\n${text}`];
}

test(`No exchange that a client had whole is lost, and no recording is torn, in ${KILLS} kills under load`, {
  timeout: 20_000 * KILLS,
}, async () => {
  const names = Object.keys(TARGETS) as (keyof typeof TARGETS)[];
  const counts = { kills: 0, answered: 0, recorded: 0, lost: 0, torn: 0 };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const name = names[kill % names.length] ?? 'proxy';
    const file = join(folder, `${kill}.${kill % 2 === 0 ? 'ndjson' : 'har'}`);
    const answered = await killed(TARGETS[name](file), 100 + Math.random() * 500);
    const recorded = idsIn(file);
    counts.kills += 1;
    counts.answered += answered.size;
    counts.recorded += recorded?.size ?? 0;
    if (!recorded) counts.torn += 1;
    else counts.lost += [...answered].filter((id) => !recorded.has(id)).length;
    rmSync(file, { force: true });
  }
  if (process.env.DOCPROOF_KILLS !== undefined) console.log(JSON.stringify(counts));
  expect(counts).toMatchObject({ kills: KILLS, lost: 0, torn: 0 });
  expect(counts.answered).toBeGreaterThan(KILLS);
});

/** Runs a program, loads it, and kills it after so many milliseconds. @returns the ids of whole answers */
async function killed(args: readonly string[], after: number): Promise<ReadonlySet<string>> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: folder });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let printed = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /Forwarding \S*?http:\/\/127\.0\.0\.1:(\d+)/.exec(printed);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', () => reject(new Error(`ended at once: ${printed}`)));
  });
  const answered = new Set<string>();
  const load = { isOver: false };
  const clients = port === 0 ? [] : Array.from({ length: 8 }, () => client(port, answered, load));
  await new Promise((resolve) => setTimeout(resolve, after));
  child.kill('SIGKILL');
  await ended;
  load.isOver = true;
  await Promise.all(clients);
  // The last word of what a program prints itself may be cut.
  for (const [, id = ''] of printed.matchAll(/answered (id\w+) /g)) answered.add(id);
  return answered;
}

/** Asks one request after the other, and keeps the ids of answers that came whole. */
async function client(port: number, answered: Set<string>, load: { isOver: boolean }): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  while (!load.isOver) {
    const id = `id${Math.random().toString(36).slice(2)}`;
    await new Promise<void>((resolve) => {
      const headers = { 'content-type': 'text/plain', 'content-length': id.length };
      const outgoing = request(
        { port, host: '127.0.0.1', method: 'POST', path: '/things', agent, headers },
        (message) => {
          let body = '';
          message.on('data', (chunk) => {
            body += chunk;
          });
          message.on('error', () => resolve());
          message.on('close', () => {
            if (message.complete && body.startsWith(id)) answered.add(id);
            resolve();
          });
        },
      );
      outgoing.on('error', () => setTimeout(resolve, 5));
      outgoing.end(id);
    });
  }
  agent.destroy();
}

/** The ids that a recording has; undefined where a strict reader cannot read it. */
function idsIn(file: string): ReadonlySet<string> | undefined {
  const text = readFileSync(file, 'utf8');
  try {
    const entries: { request: { body?: string; postData?: { text: string } }; response: unknown }[] = file.endsWith(
      '.har',
    )
      ? JSON.parse(text).log.entries
      : text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    return new Set(entries.map(({ request: asked }) => asked.body ?? asked.postData?.text ?? ''));
  } catch {
    return undefined;
  }
}
