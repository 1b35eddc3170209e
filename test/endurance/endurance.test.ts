import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { HEADERS, payload } from '../support/operations.js';

/** A minute at full load: ENDURANCE_SECONDS=60 IDLE_CONNECTIONS=10000 npx vitest run test/endurance. */
const SECONDS = Number(process.env.ENDURANCE_SECONDS ?? 4);
const IDLE = Number(process.env.IDLE_CONNECTIONS ?? 500);
/** What a process that was under load may hold more than one that was only warmed up, in MiB. */
const GROWTH = 150;

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const GOOD = payload('createSignIn', 'request.realistic');
const EXPECTED = payload('createSignIn', '201.realistic');

interface Served {
  readonly child: ChildProcess;
  readonly port: number;
  readonly exit: Promise<number | null>;
}

async function serve(...flags: readonly string[]): Promise<Served> {
  const child = spawn(process.execPath, [MAIN, 'mock', '--port', '0', '-v', 'silent', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const port = await new Promise<number>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      const found = /Mocking .*:(\d+)/.exec(String(chunk))?.[1];
      if (found) resolve(Number(found));
    });
  });
  return { child, port, exit };
}

function post(port: number, body: string | Buffer, agent?: Agent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/auditLogs/signIns',
        headers: { ...HEADERS, 'content-length': Buffer.byteLength(body) },
        ...(agent ? { agent } : {}),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Resident memory of a process, in MiB; undefined where the system does not tell. */
function residentMemory({ pid }: ChildProcess): number | undefined {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * 4096) / (1 << 20);
  } catch {
    return undefined;
  }
}

function open(port: number, ...lines: readonly string[]): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(lines.join('\r\n'));
  return socket;
}

test(
  `Every answer is right and memory comes back after ${SECONDS} s of full load with slow, idle and broken clients`,
  async () => {
    const { child, port } = await serve();
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    for (let call = 0; call < 200; call += 1) await post(port, GOOD, agent);
    const before = residentMemory(child);

    const head = `POST /auditLogs/signIns HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Type: application/json\r\n`;
    const idle = Array.from({ length: IDLE }, () => open(port, 'GET /_none HTTP/1.1', 'Host: x', '', ''));
    const slow = Array.from({ length: 20 }, () => open(port, `${head}Content-Length: 5000\r\n\r\n{`));
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write(' ');
    }, 50);
    const abort = setInterval(() => {
      const socket = open(port, `${head}Content-Length: 100000\r\n\r\n{"a":"${'x'.repeat(20_000)}`);
      setTimeout(() => socket.destroy(), 10);
    }, 20);

    let right = 0;
    const wrong: string[] = [];
    const until = performance.now() + SECONDS * 1000;
    const client = async (index: number): Promise<void> => {
      while (performance.now() < until) {
        const isBad = (right + index) % 10 === 0;
        const { status, text } = await post(port, isBad ? '{"userId":7}' : GOOD, agent);
        const isRight = isBad ? status === 400 && text.includes('"error"') : status === 201 && sameBody(text);
        if (isRight) right += 1;
        else wrong.push(`${status} ${text.slice(0, 200)}`);
      }
    };
    const huge = Buffer.alloc(20 << 20, 0x20);
    const heavy = async (): Promise<void> => {
      while (performance.now() < until) {
        const { status } = await post(port, huge).catch((error: Error) => ({ status: error.message }));
        if (status !== 413) wrong.push(`20 MB: ${status}`);
      }
    };
    await Promise.all([...Array.from({ length: 20 }, (_, index) => client(index)), heavy()]);
    clearInterval(drip);
    clearInterval(abort);
    for (const socket of [...idle, ...slow]) socket.destroy();
    agent.destroy();

    expect(wrong).toEqual([]);
    expect(right).toBeGreaterThan(10 * SECONDS);
    expect((await post(port, GOOD)).status).toBe(201);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = residentMemory(child);
    if (before !== undefined && after !== undefined) expect(after - before).toBeLessThan(GROWTH);
  },
  (SECONDS + 30) * 1000,
);

function sameBody(text: string): boolean {
  return JSON.stringify(JSON.parse(text)) === JSON.stringify(JSON.parse(EXPECTED));
}

test('A mock whose --max-body allows it accepts a body of 20 MB', async () => {
  const { port } = await serve('--max-body', String(32 << 20));
  const large = Buffer.from(GOOD.trimEnd().replace(/\}$/, `${' '.repeat(20 << 20)}}`));
  expect((await post(port, large)).status).toBe(201);
});

test('On SIGTERM, a mock finishes running requests and accepts no new connection', async () => {
  const { child, port, exit } = await serve('--delay', '2000');
  const under = post(port, GOOD);
  await new Promise((resolve) => setTimeout(resolve, 500));
  child.kill('SIGTERM');
  await expect.poll(() => accepts(port), { interval: 10, timeout: 1_200 }).toBe(false);
  const { status, text } = await under;
  expect([status, sameBody(text)]).toEqual([201, true]);
  expect(await exit).toBe(0);
});

/** Whether somebody listens. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

test('With --multiprocess, all processes share one state, and SIGTERM ends them all', async () => {
  const { child, port, exit } = await serve('--multiprocess', '--stateful', '--seed', 's');
  const answers = await Promise.all(Array.from({ length: 30 }, () => post(port, GOOD)));
  const ids = answers.map(({ text }) => JSON.parse(text).id);
  expect(new Set(ids).size).toBe(30);
  const state = await fetch(`http://127.0.0.1:${port}/_docproof/state`);
  expect(Object.keys((await state.json()) as object)).toHaveLength(30);
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
});
