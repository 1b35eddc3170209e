import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/command.js';
import { askAt } from '../support/serve.js';
import { type Attack, must, type Suite } from './attack.js';
import { startService, startVictim } from './servers.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses: { '201': { description: made, content: { application/json: { schema: { type: object }, example: { id: '1', name: a } } } } }
  /things/{id}:
    get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { '200': { description: ok, content: { application/json: { schema: { type: object } } } } } }
`;
const CLIENTS = 8;

/** kill -9 under load: of a mock with a state file, of a recording proxy, of a check that writes reports. */
export const kills: Suite = {
  name: 'kills',
  title: 'What was acknowledged before a kill is kept, and no file is torn',
  least: 6,
  async run(attack) {
    writeFileSync(join(attack.folder, 'api.yaml'), DOCUMENT);
    const rounds = attack.times(2, 34);
    for (let round = 0; round < rounds; round += 1) {
      await attack.try(`kill ${round} of a mock with a state file`, () => killMock(attack, round));
      await attack.try(`kill ${round} of a recording proxy`, () => killProxy(attack, round));
      await attack.try(`kill ${round} of a check that writes reports`, () => killCheck(attack, round));
    }
  },
};

async function killMock(attack: Attack, round: number): Promise<void> {
  const file = join(attack.folder, `state-${round}.sqlite`);
  const first = await startVictim(attack, ['mock', 'api.yaml', '--state', file, '-v', 'silent']);
  const made: string[] = [];
  const clients = load(attack, async (name) => {
    const answer = await askAt(first.url, 'POST /things', { body: { name } });
    const place = answer.headers.get('location');
    if (answer.status === 201 && place) made.push(new URL(place, first.url).pathname);
  });
  await killAfter(first.child, () => made.length, 20 + round * 7);
  await first.ended;
  await clients.stop();
  const second = await startVictim(attack, ['mock', 'api.yaml', '--state', file, '-v', 'silent']);
  must(new Set(made).size === made.length, 'an id was given twice');
  for (const path of made) {
    const { status } = await askAt(second.url, `GET ${path}`);
    must(status === 200, `${path} was acknowledged and is lost (${status}), of ${made.length}`);
  }
  second.child.kill('SIGKILL');
  await second.ended;
}

async function killProxy(attack: Attack, round: number): Promise<void> {
  const upstream = await startService(attack, (request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id: 'x', name: 'y'.repeat(2_000) }));
    });
  });
  const ending = round % 2 === 0 ? 'ndjson' : 'har';
  const file = join(attack.folder, `kept-${round}.${ending}`);
  const proxy = await startVictim(attack, ['proxy', 'api.yaml', upstream, '--record', file, '-v', 'silent']);
  const answered: string[] = [];
  const clients = load(attack, async (name) => {
    const answer = await askAt(proxy.url, 'POST /things', { body: { name } });
    if (answer.status === 201 && answer.json !== undefined) answered.push(name);
  });
  await killAfter(proxy.child, () => answered.length, 30 + round * 11);
  await proxy.ended;
  await clients.stop();
  const text = readFileSync(file, 'utf8');
  const lost = answered.filter((name) => !text.includes(`${name}\\"`));
  must(
    lost.length === 0,
    `${lost.length} of ${answered.length} answered exchanges are not in the recording: ${lost.slice(0, 3)}`,
  );
  if (ending === 'har') JSON.parse(text);
  else for (const line of text.trimEnd().split('\n')) JSON.parse(line);
}

async function killCheck(attack: Attack, round: number): Promise<void> {
  const capture = join(attack.folder, `many-${round}.ndjson`);
  const exchange = (index: number) => ({
    request: {
      method: 'POST',
      url: 'http://a.example/things',
      headers: { 'content-type': 'application/json' },
      json: { name: index % 3 ? 'a' : index },
    },
    response: { status: 201, headers: { 'content-type': 'application/json' }, json: { id: 'x' } },
  });
  writeFileSync(capture, Array.from({ length: 20_000 }, (_, index) => JSON.stringify(exchange(index))).join('\n'));
  const report = join(attack.folder, `report-${round}.json`);
  const args = [
    'check',
    'api.yaml',
    capture,
    '--workers',
    '2',
    '--format',
    `json=${report}`,
    '--base-url',
    'http://a.example',
  ];
  writeFileSync(report, '{"old":true}\n');
  const killed = await run(args, { cwd: attack.folder, patience: 600 + ((round * 131) % 1_500) });
  must(killed.code === null || killed.code === 1, `ended with ${killed.code}: ${killed.stderr.slice(0, 500)}`);
  JSON.parse(readFileSync(report, 'utf8'));
  const whole = await run(args, { cwd: attack.folder });
  must(whole.code === 1, `the check after the kill ended with ${whole.code}: ${whole.stderr.slice(0, 500)}`);
}

/** Kills once `count` has grown to `least`, or after ten seconds. */
async function killAfter(
  child: { kill(signal: 'SIGKILL'): boolean },
  count: () => number,
  least: number,
): Promise<void> {
  const end = Date.now() + 10_000;
  while (count() < least && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill('SIGKILL');
}

/** Clients that send one request after the other until they are stopped; errors of a killed server are theirs. */
function load(attack: Attack, send: (name: string) => Promise<void>): { stop(): Promise<void> } {
  let going = true;
  let sent = 0;
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (going) {
      sent += 1;
      await send(`n${sent}-`).then(
        () => attack.progress(),
        () => new Promise((resolve) => setTimeout(resolve, 5)),
      );
    }
  });
  return {
    async stop() {
      going = false;
      await Promise.all(clients);
    },
  };
}
