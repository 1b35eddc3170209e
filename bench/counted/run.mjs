// Prints, as JSON, the work of one request to the mock and of checking one exchange: `{ NAME: { calls, bytes } }`.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { seedExchanges } from '../captures/seed.mjs';
import { writeHar, writeNdjson } from '../captures/write.mjs';
import { DOCPROOF, ROOT, temporary } from '../cases/context.mjs';

/** No code is optimised and nothing is collected: so calls are not inlined, and memory only grows. */
const FLAGS = ['--no-opt', '--min-semi-space-size=256', '--max-semi-space-size=256'];
const COUNTER = ['--import', new URL('counter.mjs', import.meta.url).href];
const CHECK = fileURLToPath(new URL('check.mjs', import.meta.url));
const COUNT = 200;
/** In milliseconds. All windows together are longer than the command waits before its search. */
const WINDOW = 250;
const QUIET_WINDOWS = 4;
const FEW_CALLS = 50;

const body = (name) => readFileSync(join(ROOT, `mocks/createIdentityRiskEvent/${name}.json`), 'utf8');
const valid = body('201.realistic');
const REQUESTS = {
  'mock: a documented example': { body: valid, status: 201 },
  'mock: a request with a fault': { body: valid.replace(/("riskLevel":\s*)"[^"]*"/, '$1"severe"'), status: 400 },
  'mock: a generated body': { body: valid, headers: { prefer: 'dynamic=true' }, status: 201 },
};

const figures = { ...(await mockFigures()), ...(await checkFigures()) };
console.log(JSON.stringify(figures, null, 2));

/** The command as it comes, with its log, asked by this process over one connection. */
async function mockFigures() {
  const mock = fork(DOCPROOF, ['mock', '--port', '0'], {
    execArgv: [...FLAGS, ...COUNTER],
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const url = await listening(mock);
    const take = async () => {
      mock.send('take');
      return (await once(mock, 'message'))[0];
    };
    await untilQuiet(take);
    const found = {};
    for (const [name, asked] of Object.entries(REQUESTS)) {
      await askOften(url, agent, asked);
      await take();
      await askOften(url, agent, asked);
      found[name] = perOne(await take(), COUNT);
    }
    return found;
  } finally {
    agent.destroy();
    mock.kill();
    await once(mock, 'exit');
  }
}

/** Soon after its start the command looks through the documented examples, which is not part of a request. */
async function untilQuiet(take) {
  for (let windows = 0; windows < QUIET_WINDOWS; ) {
    await setTimeout(WINDOW);
    const { calls } = await take();
    windows = calls < FEW_CALLS ? windows + 1 : 0;
  }
}

function listening(mock) {
  return new Promise((resolve, reject) => {
    let said = '';
    mock.stdout.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(0, 10_000);
      const url = /Mocking .* on (\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
    mock.once('exit', (code) => reject(new Error(`the mock ended with ${code}: ${said}`)));
  });
}

async function askOften(url, agent, { body, headers, status }) {
  for (let turn = 0; turn < COUNT; turn += 1) {
    const sent = request(`${url}/identityRiskEvents`, {
      agent,
      method: 'POST',
      headers: {
        authorization: 'Bearer x',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...headers,
      },
    });
    sent.end(body);
    const [response] = await once(sent, 'response');
    response.resume();
    await once(response, 'end');
    if (response.statusCode !== status) throw new Error(`the mock answered ${response.statusCode}, not ${status}`);
  }
}

/** The library, which the command calls. The first capture of each format finds nothing compiled. */
async function checkFigures() {
  const found = {};
  for (const [format, write] of [
    ['ndjson', writeNdjson],
    ['har', writeHar],
  ]) {
    const file = join(temporary, `work.${format}`);
    await write(file, seedExchanges(COUNT));
    const output = execFileSync(process.execPath, [...FLAGS, ...COUNTER, CHECK, file, file], { encoding: 'utf8' });
    const { passed, ...work } = JSON.parse(output.trim().split('\n').at(-1));
    if (passed !== COUNT) throw new Error(`${passed} of ${COUNT} exchanges passed`);
    found[`check: an exchange in ${format.toUpperCase()}`] = perOne(work, COUNT);
  }
  return found;
}

function perOne({ calls, bytes, collections }, count) {
  if (collections > 0) throw new Error('garbage was collected, so that the bytes cannot be counted');
  return { calls: Math.round(calls / count), bytes: Math.round(bytes / count) };
}
