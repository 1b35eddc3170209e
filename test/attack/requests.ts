import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { headers, malformedField, malformedLine, malformedRest, method, target } from '../server/any-request.js';
import { BODIES, KITCHEN_SINK } from '../server/kitchen-sink.js';
import { parseRaw, sendRaw, sendRawAndEnd } from '../support/raw-http.js';
import { type Attack, must, type Suite } from './attack.js';
import { showsStack, startUpstream, startVictim, type Victim } from './servers.js';

/** Any request, well-formed or not, over the mock in four settings and over the proxy. */
export const requests: Suite = {
  name: 'requests',
  title: 'Any bytes that a client sends get an answer without a stack, and the server goes on',
  least: 400,
  async run(attack) {
    writeFileSync(join(attack.folder, 'api.yaml'), KITCHEN_SINK);
    const upstream = await startUpstream(attack, (socket) => {
      socket.on('data', () =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 6\r\n\r\n"fine"'),
      );
    });
    const victims = [
      await startVictim(attack, ['mock', 'api.yaml', '-v', 'silent']),
      await startVictim(attack, ['mock', 'api.yaml', '-v', 'silent', '--dynamic', '--seed', 's', '--no-cors']),
      await startVictim(attack, ['mock', 'api.yaml', '-v', 'silent', '--stateful', '--echo']),
      await startVictim(attack, ['mock', 'api.yaml', '-v', 'silent', '--errors', '--ignore-examples']),
      await startVictim(attack, [
        'proxy',
        'api.yaml',
        `http://127.0.0.1:${upstream}`,
        '-v',
        'silent',
        '--record',
        'all.ndjson',
      ]),
    ];
    await wellFormed(attack, victims);
    await malformed(attack, victims);
  },
};

async function wellFormed(attack: Attack, victims: readonly Victim[]): Promise<void> {
  const any = fc.record({
    victim: fc.nat({ max: victims.length - 1 }),
    method,
    target: fc.oneof(
      target,
      fc.constantFrom('/_docproof/openapi.json', '/_docproof/state', '/_docproof/violations/%E0%A4%A', '//host/x'),
    ),
    headers,
    body: fc.constantFrom(...BODIES),
  });
  for (const [index, tried] of samples(any, attack.times(300, 4_000), attack.seed).entries()) {
    const victim = at(victims, tried.victim);
    const body = Buffer.from(tried.body);
    const lines = Object.entries(tried.headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `${tried.method} ${tried.target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${lines.join('')}Content-Length: ${body.length}\r\n\r\n`;
    await attack.try(`seed ${attack.seed}, request ${index}: ${head}${tried.body.slice(0, 100)}`, async () => {
      const text = await sendRaw(victim.port, Buffer.concat([Buffer.from(head, 'latin1'), body]), 20_000);
      const answer = parseRaw(text);
      must(answer.status >= 200 && answer.status <= 599, `no status: ${text.slice(0, 300)}`);
      must(!showsStack(text), `a stack in the answer: ${text.slice(0, 600)}`);
      must(answer.status < 500 || /#[A-Z_]+"/.test(answer.body), `a 5xx that names no reason: ${text.slice(0, 600)}`);
      victim.mustBeWell();
    });
  }
}

async function malformed(attack: Attack, victims: readonly Victim[]): Promise<void> {
  const any = fc.record({
    victim: fc.nat({ max: victims.length - 1 }),
    line: malformedLine,
    fields: fc.array(malformedField, { maxLength: 4 }),
    rest: malformedRest,
  });
  for (const [index, tried] of samples(any, attack.times(100, 1_500), attack.seed).entries()) {
    const victim = at(victims, tried.victim);
    const bytes = `${[tried.line, ...tried.fields].join('\r\n')}\r\n\r\n${tried.rest}`;
    await attack.try(`seed ${attack.seed}, malformed request ${index}: ${bytes.slice(0, 300)}`, async () => {
      const text = await sendRawAndEnd(victim.port, Buffer.from(bytes, 'latin1'));
      must(!/^HTTP\/1\.1 50[0135]/.test(text), `an answer of 5xx: ${text.slice(0, 600)}`);
      must(!showsStack(text), `a stack in the answer: ${text.slice(0, 600)}`);
      victim.mustBeWell();
    });
  }
  for (const victim of victims)
    await attack.try(`a good request after all others, ${victim.child.spawnargs.slice(2).join(' ')}`, async () => {
      const text = await sendRaw(
        victim.port,
        'GET /v1/good HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
        20_000,
      );
      must(parseRaw(text).status === 200, `not 200: ${text.slice(0, 300)}`);
    });
}

function samples<T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed });
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  must(found !== undefined, `nothing at ${index}`);
  return found;
}
