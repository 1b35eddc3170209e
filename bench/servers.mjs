// Servers, each in a separate process: started, asked until they answer, weighed, stopped.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const children = new Set();
process.on('exit', stopAll);
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

/**
 * Starts a server and waits for its first right answer. `peer.args` makes the arguments of a port, `peer.command` is a
 * program other than Node; `isRight` judges status and text.
 */
export async function start(peer, request, isRight, patience = 180_000) {
  const port = await freePort();
  // Prism 5.16 cannot start with NODE_ENV=production. With NODE_EXTRA_CA_CERTS, as few machines have it, Node 20 reads
  // all certificates at each start: half as long again as all else that a bare server does.
  const { NODE_ENV: _, NODE_EXTRA_CA_CERTS: __, ...env } = process.env;
  const started = performance.now();
  const child = spawn(peer.command ?? process.execPath, peer.args(String(port)), { stdio: 'ignore', env });
  children.add(child);
  const ended = new Promise((_, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => reject(new Error(`${peer.name} ended with ${code ?? signal}`)));
  });
  ended.catch(() => undefined);
  await Promise.race([untilAnswer(peer, port, request, isRight, patience), ended]);
  const firstAnswer = performance.now() - started;
  const busy = busyMilliseconds(child.pid);
  return {
    port,
    pid: child.pid,
    firstAnswer,
    busy,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => {
          children.delete(child);
          resolve();
        });
        // As its user would: a server may keep for its next start what it learned. Some do not listen.
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 3_000).unref();
      }),
  };
}

export function stopAll() {
  for (const child of children) child.kill('SIGKILL');
}

/** Resident memory in MiB. */
export function residentMegabytes(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Math.round(Number(stdout) / 1024);
}

/** The processor's time that a process has had, of all its threads; none where the system does not tell. */
export function busyMilliseconds(pid) {
  try {
    // After the name in brackets: user and system are the 12th and 13th field, in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

async function untilAnswer({ name }, port, request, isRight, patience) {
  const deadline = performance.now() + patience;
  const { path, method, headers, body } = request;
  while (performance.now() < deadline) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body });
      const text = await response.text();
      if (!isRight(response.status, text)) throw new Error(`${name} answers ${response.status}: ${text.slice(0, 300)}`);
      return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  throw new Error(`${name} did not answer within ${patience / 1000} s`);
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
