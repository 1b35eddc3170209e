import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const command = promisify(execFile);

/** A small document of a user. */
export const DOCUMENT = `openapi: 3.1.0
info: { title: lamps, version: '1' }
paths:
  /lamps/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses:
        '200':
          description: one lamp
          content:
            application/json:
              schema:
                type: object
                required: [id, colour]
                properties:
                  id: { type: integer }
                  colour: { enum: [red, blue] }
              example: { id: 7, colour: red }
`;

/** A line of a capture: its body is as the document says, or has a colour that the document does not know. */
export function captureLine(colour: 'red' | 'green'): string {
  return `${JSON.stringify({
    request: { method: 'GET', url: '/lamps/7', headers: {}, body: null },
    response: { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id: 7, colour }) },
  })}\n`;
}

/** An empty folder of a user, with these files. It goes away when the test ends. */
export async function userFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-user-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

/** This process's environment as a user's shell has it: without what npm and vitest add for programs that they run. */
export function userEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const added = /^(?:npm_(?!config_registry$)|VITEST|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$|TEST$)/;
  const own = Object.entries(process.env).filter(([name]) => !added.test(name));
  return { ...Object.fromEntries(own), NO_COLOR: '1', ...more };
}

/** Runs a program to its end. Gives code and output, also where it fails. */
export async function ran(
  file: string,
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string }> {
  try {
    const { stdout, stderr } = await command(file, args, { cwd, env: userEnvironment(environment) });
    return { code: 0, output: `${stdout}${stderr}` };
  } catch (error) {
    const { code, stdout, stderr } = Object(error);
    return {
      code: typeof code === 'number' ? code : -1,
      output: `${stdout ?? ''}${stderr ?? ''}${stdout === undefined ? error : ''}`,
    };
  }
}

/** Starts a mock. Gives its address once it listens, and all that it wrote until then. The test's end stops it. */
export async function startMocking(
  file: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<{ readonly url: string; readonly said: string }> {
  // A group of its own: npx starts the command in a process beside its own.
  const child = spawn(file, args, { cwd, env: env ?? userEnvironment(), detached: true });
  onTestFinished(() => stop(child));
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      const url = /Mocking .* on (https?:[^\s,]+)/.exec(said)?.[1];
      if (url) resolve({ url, said });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}
