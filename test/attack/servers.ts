import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { type Started, startServing } from '../support/command.js';
import { type Attack, must } from './attack.js';

/** A mock or a proxy that runs as a separate process, as a user starts it. */
export interface Victim extends Started {
  /** Fails unless the process still runs and wrote no stack. */
  mustBeWell(): void;
}

/** Starts `docproof` with a verb that serves, in the folder of the attack. It is killed when the suite ends. */
export async function startVictim(attack: Attack, args: readonly string[]): Promise<Victim> {
  const started = await startServing(args, { cwd: attack.folder });
  const { child, seen } = started;
  attack.onEnd(() => {
    child.kill('SIGKILL');
  });
  return {
    ...started,
    mustBeWell() {
      must(child.exitCode === null && child.signalCode === null, `the process has ended: ${seen.stderr.slice(-2000)}`);
      must(!showsStack(seen.stderr), `a stack on standard error: ${seen.stderr.slice(-2000)}`);
    },
  };
}

/** A service of HTTP, until the suite ends. @returns its URL */
export async function startService(attack: Attack, answer: RequestListener): Promise<string> {
  const server = createHttpServer(answer);
  attack.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${await portOf(server)}`;
}

/** Whether a text shows a stack of JavaScript calls. */
export function showsStack(text: string): boolean {
  return /\n\s+at (?:async )?(?:\S+ \()?(?:file:|node:|\/)\S+:\d+:\d+/.test(text);
}

/** Starts a service that speaks in raw bytes. It is closed when the suite ends. */
export async function startUpstream(attack: Attack, onConnection: (socket: Socket) => void): Promise<number> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    onConnection(socket);
  });
  attack.onEnd(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return portOf(server);
}

/** Listens on a free port of this machine. */
async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
