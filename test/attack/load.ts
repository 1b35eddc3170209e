import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Attack, must, type Suite } from './attack.js';
import { startVictim } from './servers.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: Load, version: '1' }
paths:
  /things: { get: { responses: { '200': { description: ok, content: { application/json: { example: [] } } } } } }
`;

/** The same without anything of ours. */
const BARE = `require('node:http').createServer((request, response) => response.end('[]'))
  .listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;

/** So much slower than bare Node a new connection may be served, and so many milliseconds more. */
const TIMES_SLOWER = 5;
const MORE = 100;

/** New clients while many others are connected and send nothing, or hardly anything. */
export const load: Suite = {
  name: 'load',
  title: 'New clients are served while thousands of others are idle or slow, about as soon as by bare Node',
  least: 20,
  async run(attack) {
    writeFileSync(join(attack.folder, 'api.yaml'), DOCUMENT);
    const mock = await startVictim(attack, ['mock', 'api.yaml', '--port', '0', '-v', 'silent']);
    const bare = await startBare(attack);
    const ours = await underLoad(attack, mock.port, 'the mock');
    const theirs = await underLoad(attack, bare, 'bare Node');
    mock.mustBeWell();
    const [mine, its] = [percentile(ours), percentile(theirs)];
    attack.say(`load: of ${ours.length} new clients 99 % were answered in ${mine} ms, by bare Node in ${its} ms`);
    // Only the long form measures: it is run by hand, on a machine that does nothing else.
    if (attack.times(0, 1) > 0)
      await attack.try('serve new clients about as soon as bare Node', () =>
        must(mine <= TIMES_SLOWER * its + MORE, `99 % were answered in ${mine} ms, by bare Node in ${its} ms`),
      );
  },
};

async function startBare(attack: Attack): Promise<number> {
  const child = spawn(process.execPath, ['-e', BARE], { stdio: ['ignore', 'pipe', 'inherit'] });
  attack.onEnd(() => {
    child.kill('SIGKILL');
  });
  const [line] = await once(child.stdout, 'data');
  return Number(String(line));
}

/** How long each of the new clients waited, in milliseconds. */
async function underLoad(attack: Attack, port: number, who: string): Promise<number[]> {
  const open: Socket[] = [];
  const slow = attack.times(20, 400);
  for (let index = 0; index < slow + attack.times(100, 5_000); index += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    if (index < slow) socket.write('GET /things HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    open.push(socket);
    // Not all at once: a queue of connections that nobody has accepted yet is short.
    if (index % 50 === 49) await once(socket, 'connect');
  }
  const drip = setInterval(() => {
    for (const socket of open.slice(0, slow)) if (socket.writable) socket.write('a');
  }, 500);
  const waited: number[] = [];
  try {
    for (let index = 0; index < attack.times(20, 200); index += 1)
      await attack.try(`new client ${index} of ${who}`, async () => {
        const began = performance.now();
        const response = await fetch(`http://127.0.0.1:${port}/things`, { headers: { connection: 'close' } });
        await response.text();
        waited.push(performance.now() - began);
        must(response.status === 200, `got ${response.status}`);
      });
  } finally {
    clearInterval(drip);
    for (const socket of open) socket.destroy();
  }
  return waited;
}

function percentile(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.ceil(sorted[Math.floor(0.99 * (sorted.length - 1))] ?? Number.POSITIVE_INFINITY);
}
